// PURE: how much of its rules a shop has set. Client-safe.
import { NO_RULES, type Rules } from "./rules-schema.ts";

type Part = keyof Rules;

const PARTS = Object.keys(NO_RULES) as Part[];

/** Of the parts of the rules, those that differ from a shop's that has set none. */
export const setParts = (rules: Rules): Part[] =>
  PARTS.filter((part) => JSON.stringify(rules[part]) !== JSON.stringify(NO_RULES[part]));

export const ALL_PARTS = PARTS.length;
