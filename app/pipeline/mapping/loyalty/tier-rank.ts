// The merchant's ordered list of tiers, and where a name stands in it.
import type { Rules } from "../../../rules/rules-schema.ts";

export interface Ranked {
  name: string;
  /** 0: not in the list, below all that are */
  rank: number;
}

function rankOf(name: string, rules: Rules): Ranked {
  const tiers = rules.loyalty.tiers;
  const index = tiers.findIndex((tier) => isSameName(tier.name, name));
  return { name: tiers[index]?.name ?? name, rank: index + 1 };
}

/** The highest; of several that are in no list the first by name. */
export function highestOf(names: string[], rules: Rules): Ranked | null {
  const ranked = names.map((name) => rankOf(name, rules));
  ranked.sort((a, b) => b.rank - a.rank || (a.name < b.name ? -1 : 1));
  return ranked[0] ?? null;
}

/** Between two names that are in no list nobody can say which is higher: that is a change. */
export function moveBetween(from: string | null, to: Ranked | null, rules: Rules): "changed" | "lost" | null {
  if (from === null) return to ? "changed" : null;
  if (to === null) return "lost";
  const before = rankOf(from, rules);
  if (before.name === to.name) return null;
  return to.rank < before.rank ? "lost" : "changed";
}

export const isSameName = (a: string, b: string): boolean => fold(a) === fold(b);

/** Letter case and outer spaces do not matter. */
export const fold = (name: string): string => name.trim().toLowerCase();
