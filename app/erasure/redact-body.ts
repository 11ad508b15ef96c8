// PURE: the stored texts of events and webhooks without what they say of a person.
import type { Place } from "../privacy/personal-fields.ts";
import { type Payload, parsePayload } from "../topics/parse-payload.ts";
import { mentionsIn, mentionsInId, mentionsOf } from "./mentions.ts";
import { redactPayload } from "./redact-payload.ts";
import { isFrom } from "./sender.ts";
import type { Extent, Person, Subject } from "./subject.ts";

/**
 * An event's body, marked `"redacted": true`; the same text when there was nothing to redact. The envelope stays, but for
 * a resource whose id is the sender's own and names the person.
 */
export function redactEvent(body: string, person: Person, extent: Extent): string {
  const envelope = parsePayload(body);
  if (!envelope) throw new Error("an event's body is no object");
  const { redacted: _, ...rest } = envelope;
  const { data } = redactPayload({ data: rest.data }, person, { extent, root: "plain" });
  const resource = namesInId(rest.resource, person) ? null : rest.resource;
  const isSame = JSON.stringify([resource, data]) === JSON.stringify([rest.resource, rest.data]);
  if (isSame && (extent === "mentions" || envelope.redacted === true)) return body;
  return JSON.stringify({ redacted: true, ...rest, resource, data });
}

/** How much is theirs of an event that is known by its text alone; undefined when it does not name them after all. */
export function extentOfText(
  { customer, body }: { customer: string | null; body: string },
  person: Person,
): Extent | undefined {
  const { resource, data } = parsePayload(body) ?? {};
  if (!namesInId(resource, person) && !mentionsIn(mentionsOf(person), data)) return undefined;
  return customer === null && isFrom({ data }, person) ? "whole" : "mentions";
}

const namesInId = (resource: unknown, person: Person): boolean =>
  typeof resource === "string" && mentionsInId(person)(resource);

interface StoredWebhook {
  topic: string;
  /** gid, as far as it was mapped */
  customer: string | null;
  body: string;
}

/** The same text when there was nothing to redact; undefined when it cannot be read: then it has to go as a whole. */
export function redactWebhook(webhook: StoredWebhook, subject: Subject): string | undefined {
  try {
    const payload = parsePayload(webhook.body);
    if (!payload) return undefined;
    const extent = extentOf(webhook, payload, subject);
    const redacted = redactPayload(payload, subject.person, { extent, root: rootOf(webhook.topic) });
    const text = JSON.stringify(redacted);
    return text === JSON.stringify(payload) ? webhook.body : text;
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError) return undefined; // nested too deep, or no JSON
    throw error;
  }
}

/** Whether a webhook that may say something of them is theirs. `payload`: its body. */
export function extentOf(
  { topic, customer }: Pick<StoredWebhook, "topic" | "customer">,
  payload: Payload,
  { customers, orders, person }: Subject,
): Extent {
  if (customer !== null) return customers.includes(customer) ? "whole" : "mentions";
  const isTheirs =
    isAbout(payload, [...customers, ...orders]) || (isNobodys(topic, payload) && isFrom(payload, person));
  return isTheirs ? "whole" : "mentions";
}

/** A guest's order, or a visitor's form. */
function isNobodys(topic: string, payload: Payload): boolean {
  const { customer, customer_id, customerId, admin_graphql_api_customer_id: gid } = payload;
  const owners = [customer, customer_id, customerId, gid];
  return !topic.startsWith("customer") && owners.every((owner) => owner === null || owner === undefined);
}

function rootOf(topic: string): Place {
  if (topic === "carillon/form") return "form";
  return topic.startsWith("customer") ? "person" : "plain";
}

/** Shopify names things by gid, or by a number in a field that says of what. */
const NUMBERED: Record<string, string> = {
  customer_id: "gid://shopify/Customer/",
  customerId: "gid://shopify/Customer/",
  order_id: "gid://shopify/Order/",
  orderId: "gid://shopify/Order/",
};

function isAbout(payload: Payload, gids: string[]): boolean {
  const wanted = new Set(gids);
  const waiting: [key: string, value: unknown][] = Object.entries(payload);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [key, value] = next;
    const text = JSON.isRawJSON(value) ? value.rawJSON : value;
    if (typeof text === "string" || typeof text === "number") {
      if (wanted.has(String(text)) || wanted.has(`${NUMBERED[key]}${text}`)) return true;
    } else if (typeof text === "object" && text !== null) waiting.push(...Object.entries(text));
  }
  return false;
}
