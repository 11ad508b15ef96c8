// `data` of the topics about contracts: what Shopify answered, and where it was not asked what its thin webhooks say.

import type { Payload } from "../../../topics/parse-payload.ts";
import { customerData } from "../customer-data.ts";
import type { MapInput } from "../draft.ts";
import type { Answer, ContractFacts, ContractLine, Money } from "../questions.ts";
import { gidOf, objectOf } from "../read-payload.ts";
import { type ContractKind, type Family, isMembershipLine } from "./contract-kind.ts";
import type { Change } from "./diff.ts";
import type { ContractStatus } from "./history.ts";
import { nextOrderDate } from "./snapshot.ts";

export type Data = Record<string, unknown>;

export interface ContractStory {
  status: ContractStatus | null;
  kind: ContractKind;
  /** the family whose lines are shown; null: all of them */
  lines: Family | null;
  changes: Change[];
  groupId: string | null;
  /** of the topic's own fields */
  unavailable: Record<string, string>;
}

/** Shared by all contract topics; `more` are the topic's own fields. */
export function contractData(input: MapInput, story: ContractStory, more: Data = {}): Data {
  const contract = contractPart(input, story);
  const { customer, unavailable } = customerData(
    contractCustomer(input),
    input.answers.customer,
    input.rules,
  );
  return {
    contract,
    customer,
    ...more,
    changes: story.changes,
    group_id: story.groupId,
    origin: input.found ? "reconcile" : "webhook",
    unavailable: {
      ...missingFields("contract", contract, whyMissing(input.answers.contract)),
      ...story.unavailable,
      ...unavailable,
    },
  };
}

/** gid of the contract's customer, from wherever it is known. */
export function contractCustomer({ payload, answers, owner }: MapInput): string | null {
  const answered = answers.contract?.kind === "known" ? answers.contract.value.customer : null;
  return gidOf("Customer", payload.admin_graphql_api_customer_id, payload.customer_id) ?? answered ?? owner;
}

function contractPart(input: MapInput, { status, kind, lines: shown }: ContractStory): Data {
  const { payload, resource, answers, rules } = input;
  const facts = answers.contract?.kind === "known" ? answers.contract.value : null;
  const lines = facts?.lines.filter(
    (line) => shown === null || isMembershipLine(line, rules) === (shown === "membership"),
  );
  return {
    id: resource,
    kind,
    status: status ?? facts?.status ?? null,
    next_order_date: facts && nextOrderDate(facts, input.triggeredAt),
    currency: facts?.currency ?? payload.currency_code ?? null,
    billing_policy: facts?.billingPolicy ?? objectOf(payload.billing_policy),
    delivery_policy: facts?.deliveryPolicy ?? objectOf(payload.delivery_policy),
    delivery_price: facts?.deliveryPrice ?? null,
    delivery_title: facts?.deliveryTitle ?? null,
    amount: facts && lines ? sumOf(lines, facts.currency) : null,
    attributes: facts?.attributes ?? null,
    origin_order_id: facts?.originOrder?.id ?? originOrder(payload),
    lines: lines?.map(lineData) ?? null,
  };
}

const originOrder = (payload: Payload) =>
  gidOf("Order", payload.admin_graphql_api_origin_order_id, payload.origin_order_id);

const lineData = (line: ContractLine): Data => ({
  id: line.id,
  product_id: line.product,
  variant_id: line.variant,
  sku: line.sku,
  title: line.title,
  variant_title: line.variantTitle,
  quantity: line.quantity,
  selling_plan_id: line.sellingPlan,
  selling_plan_name: line.sellingPlanName,
  price: line.price,
  total: line.total,
  attributes: line.attributes,
});

/** Exact: money is text with at most 6 decimals. */
function sumOf(lines: ContractLine[], currency: string): Money {
  const decimals = Math.max(0, ...lines.map(({ total }) => total.amount.split(".")[1]?.length ?? 0));
  const sum = lines.reduce((total, line) => total + toUnits(line.total.amount, decimals), 0n);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = decimals === 0 ? "" : `.${digits.slice(-decimals)}`;
  return { amount: `${sum < 0n ? "-" : ""}${whole}${fraction}`, currency };
}

function toUnits(amount: string, decimals: number): bigint {
  const [whole = "0", fraction = ""] = amount.split(".");
  return BigInt(`${whole}${fraction.padEnd(decimals, "0")}`);
}

/** `{ "contract.lines": "not_asked" }` for every field of `part` that is null. */
function missingFields(path: string, part: Data, reason: string): Record<string, string> {
  const missing = Object.keys(part).filter((field) => part[field] === null);
  return Object.fromEntries(missing.map((field) => [`${path}.${field}`, reason]));
}

function whyMissing(answer: Answer<ContractFacts> | undefined): string {
  if (answer === undefined) return "not_asked";
  return answer.kind === "not_permitted" || answer.kind === "not_answered" ? answer.kind : "unknown";
}
