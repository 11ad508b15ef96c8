// A contract's content as it is compared from one webhook to the next.
import type { Payload } from "../../../topics/parse-payload.ts";
import type { Answers, BillingCycle, ContractFacts, ContractLine, Money } from "../questions.ts";
import { integerOf, objectOf, textOf } from "../read-payload.ts";

export interface Policy {
  interval: string;
  interval_count: number;
}

export interface SnapshotLine {
  product: string | null;
  variant: string | null;
  /** null, as the price: a workflow of Flow did not say */
  quantity: number | null;
  price: { amount: string; currency: string | null } | null;
  isMembership: boolean;
}

/** What Shopify was not asked is null, and is not compared. */
export interface ContractSnapshot {
  /** a big integer as text; null when Shopify sent none */
  revision: string | null;
  /** time of the webhook that showed it; RFC 3339 */
  seenAt: string;
  /** time at which Shopify was asked, after that of the webhook; RFC 3339 */
  shownAt: string;
  nextOrderDate: string | null;
  /** The contract was learned without its billing cycles, which may hold another date. */
  dateUnsure?: true;
  billing: Policy | null;
  delivery: Policy | null;
  shipping: { price: Money; title: string | null } | null;
  /** by line id */
  lines: Record<string, SnapshotLine> | null;
}

export function snapshotOf(
  facts: ContractFacts,
  isMembership: (line: ContractLine) => boolean,
  { triggeredAt, answers }: { triggeredAt: Date; answers: Answers },
): ContractSnapshot {
  const lines = facts.lines.map((line) => {
    const { product, variant, quantity, price } = line;
    return [line.id, { product, variant, quantity, price, isMembership: isMembership(line) }] as const;
  });
  const { interval, interval_count } = facts.billingPolicy;
  return {
    revision: facts.revision,
    seenAt: triggeredAt.toISOString(),
    shownAt: answers.at ?? triggeredAt.toISOString(),
    nextOrderDate: nextOrderDate(facts, triggeredAt),
    billing: { interval, interval_count },
    delivery: facts.deliveryPolicy,
    shipping: { price: facts.deliveryPrice, title: facts.deliveryTitle },
    lines: Object.fromEntries(lines),
  };
}

/**
 * The date of the next order: the contract's own, unless its cycle is skipped, billed or moved, or it lies in the past
 * outside of every cycle; then that of the first open cycle. `at`: the time from which it is seen.
 */
export function nextOrderDate({ nextBillingDate: own, cycles }: ContractFacts, at: Date): string | null {
  const open = cycles.filter(({ billed, skipped }) => !billed && !skipped);
  if (own === null) return open[0]?.expectedAt ?? null;
  const cycle =
    cycles.find((one) => areSame(one.expectedAt, own)) ?? cycles.find((one) => contains(one, own));
  if (!cycle)
    return isPast(own, at) ? (open.find((one) => !isPast(one.expectedAt, at))?.expectedAt ?? own) : own;
  if (cycle.billed || cycle.skipped) return open.find(({ index }) => index > cycle.index)?.expectedAt ?? null;
  return cycle.edited ? cycle.expectedAt : own;
}

const areSame = (a: string, b: string): boolean => Date.parse(a) === Date.parse(b);

const isPast = (date: string, at: Date): boolean => Date.parse(date) < at.getTime();

const contains = ({ startsAt, endsAt }: BillingCycle, date: string): boolean =>
  Date.parse(startsAt) <= Date.parse(date) && Date.parse(date) < Date.parse(endsAt);

/** What the thin webhook itself says, over what was known. */
export function snapshotOfPayload(
  payload: Payload,
  { revision, triggeredAt }: { revision: string | null; triggeredAt: Date },
  known: ContractSnapshot | null,
): ContractSnapshot {
  return {
    nextOrderDate: null,
    shipping: null,
    lines: null,
    ...known,
    revision,
    seenAt: triggeredAt.toISOString(),
    shownAt: triggeredAt.toISOString(),
    billing: policyOf(payload.billing_policy) ?? known?.billing ?? null,
    delivery: policyOf(payload.delivery_policy) ?? known?.delivery ?? null,
  };
}

function policyOf(value: unknown): Policy | null {
  const policy = objectOf(value);
  const interval = textOf(policy?.interval)?.toLowerCase();
  const count = integerOf(policy?.interval_count);
  return interval && count !== null ? { interval, interval_count: count } : null;
}
