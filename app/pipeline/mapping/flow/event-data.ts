// `data` of an event that a workflow sent: what the workflow says, and for the rest what Shopify says of its customer and
// its order.
import type { Rules } from "../../../rules/rules-schema.ts";
import type { Payload } from "../../../topics/parse-payload.ts";
import { type Completion, completeData, isWhole } from "../complete-data.ts";
import { customerData, withKnown } from "../customer-data.ts";
import type { Answers, CustomerFacts, OrderFacts } from "../questions.ts";
import { objectOf } from "../read-payload.ts";

export interface SentByFlow {
  topic: string;
  data: Payload;
  /** gid */
  customer: string | null;
  /** gid */
  order: string | null;
}

/** Without answers it tells whether the data fits its topic. */
export function flowEventData(sent: SentByFlow, answers: Answers, rules: Rules): Completion {
  const { topic, customer, order } = sent;
  if (isWhole(topic)) return completeData(topic, withReference(sent, answers));
  const named = objectOf(sent.data.customer) ?? {};
  const person = withKnown(customerData(customer, answers.customer, rules), named);
  const completion = completeData(topic, sent.data, {
    origin: "flow",
    ...(customer !== null && { customer: person.customer, contact: contactOf(customer, answers) }),
    ...(order !== null && {
      order: orderPayload(order, answers),
      order_id: order,
      billing_attempt: { order_id: order },
    }),
  });
  if (completion.kind === "wrong" || customer === null || completion.data.customer === null)
    return completion;
  const unavailable = { ...person.unavailable, ...objectOf(completion.data.unavailable) };
  return { kind: "complete", data: { ...completion.data, unavailable } };
}

/** The thing itself, in the form of Shopify's webhooks: what Shopify said, and over it what the workflow says. */
function withReference({ topic, data, customer, order }: SentByFlow, answers: Answers): Payload {
  const family = topic.slice(0, topic.indexOf("/"));
  const given = data[family];
  if (given !== undefined && !objectOf(given)) return data;
  const known =
    family === "order" && order !== null
      ? orderPayload(order, answers)
      : family === "customer" && customer !== null
        ? customerPayload(customer, answers)
        : undefined;
  return known ? { ...data, [family]: { ...known, ...objectOf(given) } } : data;
}

const factsOf = ({ customer }: Answers): CustomerFacts | null =>
  customer?.kind === "known" ? customer.value : null;

/** Of contact/updated. */
function contactOf(customer: string, answers: Answers): Payload {
  const facts = factsOf(answers);
  if (!facts) return { id: customer };
  const { email, phone, name, firstName, lastName } = facts;
  return { id: customer, email, phone, name, first_name: firstName, last_name: lastName };
}

function customerPayload(customer: string, answers: Answers): Payload {
  const facts = factsOf(answers);
  if (!facts) return identity(customer);
  const { email, firstName, lastName, phone, tags } = facts;
  return {
    ...identity(customer),
    ...{ email, first_name: firstName, last_name: lastName, phone, tags: tags.join(", ") },
  };
}

/** As much of an order's webhook as the answer holds: no prices. */
function orderPayload(order: string, { order: answer }: Answers): Payload {
  if (answer?.kind !== "known") return identity(order);
  const facts: OrderFacts = answer.value;
  return {
    ...identity(order),
    app_id: facts.app === null ? null : JSON.rawJSON(facts.app),
    source_name: facts.sourceName,
    tags: facts.tags.join(", "),
    customer: facts.customer === null ? null : identity(facts.customer),
    line_items: facts.lines.map(({ id, product }) => ({
      ...identity(id),
      product_id: product === null ? null : identity(product).id,
    })),
  };
}

/** Shopify's webhooks name things by number and gid. */
function identity(gid: string): Payload {
  const digits = gid.slice(gid.lastIndexOf("/") + 1);
  return { id: JSON.rawJSON(String(BigInt(digits))), admin_graphql_api_id: gid };
}
