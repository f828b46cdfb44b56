// Conditions that several attributes share.
export const STATED = { conditionallyRequired: 'If it was stated.' } as const;
export const BYTES_COUNTED = { conditionallyRequired: 'If bytes went through a byte counter.' } as const;
export const IF_PROVED = { conditionallyRequired: 'If the operation is `restore` and it was recorded.' } as const;
export const EXPECTED = { conditionallyRequired: 'If the definition states it.' } as const;
export const EXIT_CODE_KNOWN = { conditionallyRequired: 'If a program did the work and its exit code is known.' } as const;
