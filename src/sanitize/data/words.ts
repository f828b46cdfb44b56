/** The words of a table. */
export const words = (table: string): string[] => table.trim().split(/\s+/);
