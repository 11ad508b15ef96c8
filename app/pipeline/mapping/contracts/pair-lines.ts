// Which line of a contract's report is which line of the report before: workflows may give lines in any order, with ids
// or without, and say more of them the second time.
import { formatDecimal, parseDecimal } from "../loyalty/decimal.ts";

/** What is not said is null. Ids are gids. */
export interface ReportedLine {
  id: string | null;
  variant: string | null;
  product: string | null;
  title: string | null;
  quantity: number | null;
  /** of one piece */
  price: { amount: string; currency: string | null } | null;
}

export interface LinePair {
  before: ReportedLine | null;
  after: ReportedLine | null;
}

/** What a line goes by, the surest first. */
const NAMES = ["id", "variant", "product", "title"] as const;

/** Those of `after` in their order, and then those of `before` that have gone. */
export function pairLines(before: ReportedLine[], after: ReportedLine[]): LinePair[] {
  const left = new Set(before);
  const pairs = new Map<ReportedLine, ReportedLine>();
  // Of two lines of one product the one that has not changed is itself.
  for (const [rank] of NAMES.entries())
    for (const isMatch of [hasSameContent, () => true])
      for (const line of after) {
        if (pairs.has(line)) continue;
        const match = [...left].find((old) => goBySame(rank, old, line) && isMatch(old, line));
        if (!match) continue;
        pairs.set(line, match);
        left.delete(match);
      }
  const kept = after.map((line) => ({ before: pairs.get(line) ?? null, after: line }));
  return [...kept, ...[...left].map((line) => ({ before: line, after: null }))];
}

/** The same name of this rank, and no surer one that is another. */
function goBySame(rank: number, a: ReportedLine, b: ReportedLine): boolean {
  const name = NAMES[rank] ?? "title";
  return (
    a[name] !== null &&
    a[name] === b[name] &&
    NAMES.slice(0, rank).every((surer) => agree(a[surer], b[surer]))
  );
}

/** What one of them does not say is not different. */
const agree = <T>(a: T | null, b: T | null): boolean => a === null || b === null || a === b;

const hasSameContent = (a: ReportedLine, b: ReportedLine): boolean =>
  agree(a.quantity, b.quantity) && isSamePrice(a.price, b.price);

type Price = ReportedLine["price"];

/** 10.5 is 10.50. */
export const isSamePrice = (a: Price, b: Price): boolean =>
  a === null ||
  b === null ||
  (agree(a.currency, b.currency) && (a.amount === b.amount || exact(a.amount) === exact(b.amount)));

function exact(amount: string): string {
  const decimal = parseDecimal(amount);
  return decimal ? formatDecimal(decimal) : amount;
}
