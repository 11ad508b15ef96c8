// What a workflow of Shopify Flow reports of another app's contract, and what is remembered of it. Flow sees no old
// state, so it always tells how things are now; what changed is found here.
import type { Rules } from "../../../rules/rules-schema.ts";
import { isMembershipLine } from "./contract-kind.ts";
import { areClose, type ContractStatus } from "./history.ts";
import { isSamePrice, type LinePair, pairLines, type ReportedLine } from "./pair-lines.ts";
import type { ContractSnapshot, SnapshotLine } from "./snapshot.ts";

/** What is not said is left out. */
export interface Report {
  status?: ContractStatus;
  /** RFC 3339; null: there is none */
  next_order_date?: string | null;
  lines?: ReportedLine[];
}

export interface KnownReport extends Report {
  /** when it was so, or else when the report came; RFC 3339 */
  at: string;
  /** when the status changed last; RFC 3339 */
  statusAt?: string;
  /** revision of the webhook that told of this change, too */
  confirmedBy?: string;
}

/** A workflow runs within hours of what it reports. */
const SAME_CHANGE_MS = 86_400_000;

/** Whether a report has told already that the status became this one. Once: another webhook of it is another change. */
export function isReported(
  report: KnownReport | undefined,
  status: ContractStatus | null,
  { revision, triggeredAt }: { revision: string; triggeredAt: Date },
): report is KnownReport {
  if (!report || status === null || report.status !== status) return false;
  if (report.confirmedBy !== undefined) return report.confirmedBy === revision;
  return areClose(report.statusAt, triggeredAt, SAME_CHANGE_MS);
}

/** What was said before and not now still holds, also of a line. */
export function withReport(known: KnownReport | undefined, report: Report, at: string): KnownReport {
  const isOther = report.status !== undefined && known?.status !== report.status;
  const statusAt = isOther && known?.status !== undefined ? { statusAt: at } : {};
  const lines = report.lines && withGaps(known?.lines ?? [], report.lines);
  return { ...known, ...report, ...(lines && { lines }), at, ...statusAt };
}

const withGaps = (known: ReportedLine[], lines: ReportedLine[]): ReportedLine[] =>
  pairLines(known, lines).flatMap(({ before, after }) =>
    after ? [before ? fillGaps(after, before) : after] : [],
  );

/** Both as snapshots that can be compared: what one of them does not say is not different. */
export function toSnapshots(
  before: KnownReport,
  after: KnownReport,
  rules: Rules,
): { before: ContractSnapshot; after: ContractSnapshot } {
  const old = { ...after, ...before };
  const pairs = byKey(pairLines(old.lines ?? [], after.lines ?? []).map(fillPair));
  const linesOf = (side: keyof LinePair) =>
    pairs.flatMap(([key, { [side]: line }]) => (line ? [[key, snapshotLine(line, rules)] as const] : []));
  return {
    before: { ...snapshotOf(old), lines: Object.fromEntries(linesOf("before")) },
    after: { ...snapshotOf(after), lines: Object.fromEntries(linesOf("after")) },
  };
}

/** By line id where the line has one of its own; else by a number. */
function byKey(pairs: LinePair[]): [key: string, pair: LinePair][] {
  const keyed = new Map<string, LinePair>();
  for (const [index, pair] of pairs.entries()) {
    const id = pair.after?.id ?? pair.before?.id;
    keyed.set(id && !keyed.has(id) ? id : `line ${index + 1}`, pair);
  }
  return [...keyed];
}

/** A price that is the same in value is written the same, so that it is not taken for a change. */
function fillPair({ before, after }: LinePair): LinePair {
  if (!before || !after) return { before, after };
  const [old, now] = [fillGaps(before, after), fillGaps(after, before)];
  return { before: isSamePrice(old.price, now.price) ? { ...old, price: now.price } : old, after: now };
}

function fillGaps(line: ReportedLine, other: ReportedLine): ReportedLine {
  const said = Object.entries(line).filter(([, value]) => value !== null);
  const currency = line.price?.currency ?? other.price?.currency ?? null;
  const price = line.price ? { amount: line.price.amount, currency } : other.price;
  return { ...other, ...Object.fromEntries(said), price };
}

function snapshotOf({ at, next_order_date: date }: KnownReport): Omit<ContractSnapshot, "lines"> {
  return {
    revision: null,
    seenAt: at,
    shownAt: at,
    nextOrderDate: date ?? null,
    ...{ billing: null, delivery: null, shipping: null },
  };
}

function snapshotLine(line: ReportedLine, rules: Rules): SnapshotLine {
  const { product, variant, quantity, price } = line;
  return { product, variant, quantity, price, isMembership: isMembership(line, rules) };
}

/** Of the rule only the products can be seen here. */
export const isMembership = ({ product }: ReportedLine, rules: Rules): boolean =>
  isMembershipLine({ product, productTags: [], sellingPlanGroups: [] }, rules);
