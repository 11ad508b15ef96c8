// What a workflow of Shopify Flow reports of another app's contract, and what is remembered of it. Flow sees no old
// state, so it always tells how things are now; what changed is found here.
import type { Rules } from "../../../rules/rules-schema.ts";
import { isMembershipLine } from "./contract-kind.ts";
import type { ContractStatus } from "./history.ts";
import type { ContractSnapshot, SnapshotLine } from "./snapshot.ts";

/** What is not said is left out. */
export interface Report {
  status?: ContractStatus;
  /** RFC 3339; null: there is none */
  next_order_date?: string | null;
  lines?: ReportedLine[];
}

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

export interface KnownReport extends Report {
  /** when it was so, or else when the report came; RFC 3339 */
  at: string;
  /** when the status changed last; RFC 3339 */
  statusAt?: string;
}

/** What was said before and not now still holds. */
export function withReport(known: KnownReport | undefined, report: Report, at: string): KnownReport {
  const isOther = report.status !== undefined && known?.status !== report.status;
  const statusAt = isOther && known?.status !== undefined ? { statusAt: at } : {};
  return { ...known, ...report, at, ...statusAt };
}

/** Both as snapshots that can be compared: what one of them does not say is not different. */
export function toSnapshots(
  before: KnownReport,
  after: KnownReport,
  rules: Rules,
): { before: ContractSnapshot; after: ContractSnapshot } {
  const [old, now] = [snapshotOf({ ...after, ...before }, rules), snapshotOf(after, rules)];
  return {
    before: { ...old, lines: fillGaps(old.lines, now.lines) },
    after: { ...now, lines: fillGaps(now.lines, old.lines) },
  };
}

type Lines = ContractSnapshot["lines"];

function fillGaps(lines: Lines, others: Lines): Lines {
  const filled = Object.entries(lines ?? {}).map(([key, line]) => {
    const said = Object.entries(line).filter(([, value]) => value !== null);
    return [key, { ...line, ...others?.[key], ...Object.fromEntries(said) }];
  });
  return Object.fromEntries(filled);
}

function snapshotOf({ at, next_order_date: date, lines }: KnownReport, rules: Rules): ContractSnapshot {
  return {
    revision: null,
    seenAt: at,
    shownAt: at,
    nextOrderDate: date ?? null,
    ...{ billing: null, delivery: null, shipping: null },
    lines: byKey(lines ?? [], rules),
  };
}

/** By line id; a line without one goes by what it is about, and the second of its kind by a number besides. */
function byKey(lines: ReportedLine[], rules: Rules): Record<string, SnapshotLine> {
  const snapshot: Record<string, SnapshotLine> = {};
  for (const line of lines) {
    const { product, variant, quantity, price } = line;
    const name = line.id ?? variant ?? product ?? line.title ?? "";
    let key = name;
    for (let nth = 2; Object.hasOwn(snapshot, key); nth += 1) key = `${name} ${nth}`;
    snapshot[key] = { product, variant, quantity, price, isMembership: isMembership(line, rules) };
  }
  return snapshot;
}

/** Of the rule only the products can be seen here. */
export const isMembership = ({ product }: ReportedLine, rules: Rules): boolean =>
  isMembershipLine({ product, productTags: [], sellingPlanGroups: [] }, rules);
