/** The engine that custom patterns run on: RE2, whose work is bounded by the length of the text. */
export declare function loadEngine(): typeof import('re2js');
