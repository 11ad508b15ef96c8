/** The number at the end of a gid; null when there is none. */
export const digitsOf = (gid: string | undefined): string | null => /\d+$/.exec(gid ?? "")?.[0] ?? null;
