// Contracts of other apps. Shopify shows them to nobody else; their orders are what can be seen: the first one, and
// the one of each payment.
import type { Rules } from "../../../rules/rules-schema.ts";
import { idText, type Payload } from "../../../topics/parse-payload.ts";
import { customerData } from "../customer-data.ts";
import type { EventDraft, MapInput, MapOutput, Mapper } from "../draft.ts";
import { mustHaveAnswer } from "../must-have-answer.ts";
import type { Attribute, OrderFacts } from "../questions.ts";
import { buyerOf, gidOf, objectOf, textOf } from "../read-payload.ts";
import { type Family, familiesOf, kindOf, type RuledLine, topicsOf } from "./contract-kind.ts";
import { matchGift } from "./gift.ts";
import { groupOf } from "./tell.ts";

/** Shopify's source_name of an order that pays for a contract begins so; it has been renamed before. */
const OF_CONTRACT = "subscription_contract";

const isPayment = (payload: Payload): boolean =>
  textOf(payload.source_name)?.startsWith(OF_CONTRACT) ?? false;

/** orders/create: the first order of a contract. */
export const foreignCreationMapper: Mapper = {
  ...orderMapper(["created", "gifted"]),
  leavesOut: (payload, rules) =>
    notOfSource(payload, rules) ?? (isPayment(payload) ? "order_of_a_payment" : undefined),
  map: mapFirstOrder,
};

/** orders/paid: the order of a payment. */
export const foreignPaymentMapper: Mapper = {
  ...orderMapper(["billing_success"]),
  leavesOut: (payload, rules) =>
    notOfSource(payload, rules) ?? (isPayment(payload) ? undefined : "not_an_order_of_a_contract"),
  map: mapPayment,
};

function orderMapper(events: string[]): Omit<Mapper, "map"> {
  return {
    part: "foreign_contract",
    makes: events.flatMap(topicsOf),
    resource: orderOf,
    customer: buyerOf,
    asks: (payload) => {
      const customer = buyerOf(payload);
      return { order: orderOf(payload) ?? "", ...(customer !== null && { customer }) };
    },
  };
}

function orderOf(payload: Payload): string | undefined {
  return gidOf("Order", payload.admin_graphql_api_id, payload.id) ?? undefined;
}

function notOfSource({ app_id: app }: Payload, rules: Rules): string | undefined {
  const id = idText(app);
  return id !== null && rules.subscription_source.apps.includes(id) ? undefined : "no_subscription_source";
}

const factsOf = ({ answers }: MapInput): OrderFacts | null =>
  answers.order?.kind === "known" ? answers.order.value : null;

/** Our own contracts have webhooks of their own. */
const isOurs = ({ payload }: MapInput, facts: OrderFacts | null): boolean =>
  facts !== null && idText(payload.app_id) === facts.ownApp;

/** Which plan a line was bought with, only Shopify's answer tells: without one there is no contract to be seen. */
function mapFirstOrder(input: MapInput): MapOutput {
  mustHaveAnswer(input.answers.order, "orders");
  const facts = factsOf(input);
  const plans = facts?.lines.filter(({ category }) => category === "SUBSCRIPTION") ?? [];
  if (plans.length === 0 || isOurs(input, facts)) return { drafts: [], state: input.state };
  const gift = matchGift(
    {
      attributes: attributesOf(input.payload),
      tags: facts?.tags ?? [],
      sellingPlans: plans.map(({ sellingPlan }) => sellingPlan),
    },
    input.rules,
  );
  const created = tellOrder(input, "created", plans);
  return {
    drafts: [...created, ...(gift ? tellOrder(input, "gifted", plans, { gift }) : [])],
    state: input.state,
  };
}

function mapPayment(input: MapInput): MapOutput {
  const { payload, state, resource } = input;
  const facts = factsOf(input);
  if (isOurs(input, facts)) return { drafts: [], state };
  const { selling_plan_groups: groups, tags } = input.rules.membership;
  if (groups.length > 0 || tags.length > 0) mustHaveAnswer(input.answers.order, "orders");
  const billing_attempt = { id: null, order_id: resource, error_code: null, error_message: null };
  const lines = facts?.lines ?? linesOf(payload);
  return { drafts: tellOrder(input, "billing_success", lines, { billing_attempt }), state };
}

/** One event for each family that the order's lines belong to. */
function tellOrder(
  input: MapInput,
  event: string,
  lines: RuledLine[],
  more: Record<string, unknown> = {},
): EventDraft[] {
  const families = familiesOf(kindOf(lines, input.rules), event);
  const groupId = families.length > 1 ? groupOf(input.resource, event) : null;
  return families.map((family) => orderDraft(input, { event, family, groupId, more }));
}

interface Telling {
  event: string;
  family: Family;
  groupId: string | null;
  more: Record<string, unknown>;
}

function orderDraft(input: MapInput, { event, family, groupId, more }: Telling): EventDraft {
  const { payload, resource, triggeredAt, answers, rules } = input;
  const owner = buyerOf(payload) ?? factsOf(input)?.customer ?? null;
  const { customer, unavailable } = customerData(owner, answers.customer, rules);
  return {
    topic: `${family}/${event}`,
    key: `${family}/${event}|${resource}`,
    resource,
    customer: owner,
    triggeredAt,
    environment: payload.test === true ? "test" : "live",
    data: {
      contract: null,
      customer,
      ...more,
      order: payload,
      changes: [],
      group_id: groupId,
      origin: "order",
      unavailable: { contract: "unknown", ...unavailable },
    },
  };
}

/** Without an answer only the products are known. */
const linesOf = ({ line_items: items }: Payload): RuledLine[] =>
  (Array.isArray(items) ? items : []).map((item) => ({
    product: gidOf("Product", null, objectOf(item)?.product_id),
    productTags: [],
    sellingPlanGroups: [],
  }));

/** Of the order and of its lines. */
function attributesOf(payload: Payload): Attribute[] {
  const items = Array.isArray(payload.line_items) ? payload.line_items : [];
  const lists = [payload.note_attributes, ...items.map((item) => objectOf(item)?.properties)];
  return lists.flatMap((list) =>
    (Array.isArray(list) ? list : []).flatMap((entry) => {
      const key = textOf(objectOf(entry)?.name);
      return key === null ? [] : [{ key, value: textOf(objectOf(entry)?.value) }];
    }),
  );
}
