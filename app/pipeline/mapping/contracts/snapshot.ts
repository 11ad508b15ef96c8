// A contract's content as it is compared from one webhook to the next.
import type { Payload } from "../parse-payload.ts";
import type { ContractFacts, ContractLine, Money } from "../questions.ts";
import { integerOf, objectOf, textOf } from "../read-payload.ts";

export interface Policy {
  interval: string;
  interval_count: number;
}

export interface SnapshotLine {
  product: string | null;
  variant: string | null;
  quantity: number;
  price: Money;
  isMembership: boolean;
}

/** What Shopify was not asked is null, and is not compared. */
export interface ContractSnapshot {
  /** a big integer as text; null when Shopify sent none */
  revision: string | null;
  nextOrderDate: string | null;
  billing: Policy | null;
  delivery: Policy | null;
  shipping: { price: Money; title: string | null } | null;
  /** by line id */
  lines: Record<string, SnapshotLine> | null;
}

export function snapshotOf(
  facts: ContractFacts,
  isMembership: (line: ContractLine) => boolean,
): ContractSnapshot {
  const lines = facts.lines.map((line) => {
    const { product, variant, quantity, price } = line;
    return [line.id, { product, variant, quantity, price, isMembership: isMembership(line) }] as const;
  });
  const { interval, interval_count } = facts.billingPolicy;
  return {
    revision: facts.revision,
    nextOrderDate: nextOrderDate(facts),
    billing: { interval, interval_count },
    delivery: facts.deliveryPolicy,
    shipping: { price: facts.deliveryPrice, title: facts.deliveryTitle },
    lines: Object.fromEntries(lines),
  };
}

/** The contract's own date, else that of the first cycle that is neither billed nor skipped. */
export function nextOrderDate({ nextBillingDate, cycles }: ContractFacts): string | null {
  const cycle = cycles.find(({ billed, skipped }) => !billed && !skipped);
  return nextBillingDate ?? cycle?.expectedAt ?? null;
}

/** What the thin webhook itself says, over what was known. */
export function snapshotOfPayload(
  payload: Payload,
  revision: string | null,
  known: ContractSnapshot | null,
): ContractSnapshot {
  return {
    nextOrderDate: null,
    shipping: null,
    lines: null,
    ...known,
    revision: revision ?? known?.revision ?? null,
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
