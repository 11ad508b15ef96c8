import type { Hook, Told } from "./hook.ts";

/** What comes of one action in the shop. */
export interface Scene {
  /** what Shopify sends, in no particular order */
  sends: Hook[];
  /** what Carillon tells of it at once */
  told?: Told[];
  /** what it tells when it has gathered, or when something is due */
  later?: Told[];
}

/** Something that happens in the shop on a day of the year, counted from 0. A fraction is a time of the day. */
export interface Chapter {
  day: number;
  name: string;
  act(): Scene;
}

/** A chapter in which nobody does anything and something is due. */
export const due = (day: number, name: string, later: () => Told[]): Chapter => ({
  day,
  name,
  act: () => ({ sends: [], later: later() }),
});
