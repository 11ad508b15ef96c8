import type { Duty } from "./duty.ts";

const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 6 * 3_600_000;

/** How long a duty that could not be carried out waits: longer after each try. */
export const pauseAfter = ({ tries }: Pick<Duty, "tries">): number =>
  Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), LONGEST_PAUSE_MS);
