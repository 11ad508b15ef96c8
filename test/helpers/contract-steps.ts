// Steps of a contract's story: its webhooks, each with what Shopify says of the contract by then.
import type { ContractFacts } from "../../app/pipeline/mapping/questions.ts";
import { CONTRACT, facts, known } from "./contract-facts.ts";
import { mapSequence, type Step } from "./map-sequence.ts";

export const AT = "2026-11-20T10:00:00Z";
export const MOVED = "2027-01-05T10:00:00Z";

/** A contract webhook, and what Shopify says of the contract by then. */
export function contract(action: string, now: ContractFacts, triggeredAt = AT): Step {
  const status = now.status;
  const body = JSON.stringify({ id: 1, admin_graphql_api_id: CONTRACT, status, revision_id: now.revision });
  return { topic: `subscription_contracts/${action}`, body, triggeredAt, answers: known(now) };
}

export function billing(topic: string, now: ContractFacts, fields: object = {}, triggeredAt = AT): Step {
  const body = JSON.stringify({ subscription_contract_id: 1, ...fields });
  return { topic, body, triggeredAt, answers: known(now) };
}

export const begin = contract("create", facts(1), "2026-10-01T10:00:00Z");
/** The last answer is what Shopify says afterwards. */
export const around = (now: ContractFacts) => ({ answer: () => known(now) });

/** Of each "subscription/updated". */
export const reasonsOf = (steps: Step[], now: ContractFacts) =>
  mapSequence(steps, around(now))
    .filter(({ topic }) => topic === "subscription/updated")
    .map(({ data }) => (data.changes as { reason: string }[]).map(({ reason }) => reason));

/** Of webhooks about payments: fields that their bodies have. */
export const SKIP = { cycle_index: 2, skipped: true, billing_attempt_expected_date: "2026-12-20T10:00:00Z" };
export const PAID = { id: 9, order_id: 3 };

export const cycleOf = (index: number, expectedAt: string, changes: object = {}) => ({
  ...{
    index,
    startsAt: `2026-${index + 9}-20T10:00:00Z`,
    endsAt: `2026-${index + 10}-20T10:00:00Z`,
    expectedAt,
  },
  ...{ skipped: false, edited: false, billed: false, attempts: [] },
  ...changes,
});
