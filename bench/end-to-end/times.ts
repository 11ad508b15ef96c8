// How long each part takes: for numbers to keep, and for a first look in under three minutes.
import type { SustainedTimes } from "./sustained.ts";

export interface Times {
  ceilingSeconds: number;
  rate: SustainedTimes;
  fanOut: SustainedTimes;
  rivals: SustainedTimes;
  /** at each rate */
  latencySeconds: number;
  idleMinutes: number;
  hanging: { rounds: number; seconds: number };
  flood: { singles: number; inboxToo: boolean };
}

export const FULL: Times = {
  ceilingSeconds: 5,
  rate: { warmUpSeconds: 4, seconds: 12, tries: 5 },
  fanOut: { warmUpSeconds: 4, seconds: 8, tries: 5 },
  rivals: { warmUpSeconds: 4, seconds: 8, tries: 5 },
  latencySeconds: 15,
  idleMinutes: 2,
  hanging: { rounds: 5, seconds: 12 },
  flood: { singles: 5, inboxToo: true },
};

export const QUICK: Times = {
  ceilingSeconds: 1.2,
  rate: { warmUpSeconds: 1.5, seconds: 3, tries: 3 },
  fanOut: { warmUpSeconds: 1.5, seconds: 2.5, tries: 1 },
  rivals: { warmUpSeconds: 1, seconds: 2, tries: 1 },
  latencySeconds: 3,
  idleMinutes: 0.2,
  hanging: { rounds: 2, seconds: 2.5 },
  flood: { singles: 3, inboxToo: false },
};
