/** Whether a parsed JSON value is nested deeper than so many levels. Goes level by level: a stack of calls has an end. */
export function isDeeperThan(levels: number, value: unknown): boolean {
  let level = [value].filter(isNest);
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth === levels) return true;
    level = level.flatMap((nest) => Object.values(nest)).filter(isNest);
  }
  return false;
}

/** A number in its own form only looks like one. */
const isNest = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !JSON.isRawJSON(value);
