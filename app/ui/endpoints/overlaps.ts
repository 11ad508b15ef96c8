/** Seconds for which the old secret may go on signing after a rotation. */
export const OVERLAPS = ["0", "3600", "86400", "259200", "604800"] as const;
export type Overlap = (typeof OVERLAPS)[number];

export const USUAL_OVERLAP: Overlap = "86400";
