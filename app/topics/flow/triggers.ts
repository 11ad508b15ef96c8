// Every trigger that Carillon brings to Shopify Flow: one for each family of events. The extensions, the matching, the
// payload, the panel and the docs are made of this table. Client-safe.
import { TOPICS, type TopicName } from "../catalog.ts";
import type { Category } from "../categories.ts";

/** A field of a trigger besides those that all have. Shopify allows letters and spaces alone in a key. */
export interface FlowField {
  /** what merchants see, and what their workflows call it */
  key: string;
  /** A number is one that every event of the trigger has; everything else is text, empty where it is unknown. */
  type: "single_line_text_field" | "number_decimal";
  /** where it stands in the event's body; of a list all values are named */
  path: string;
  /** one sentence, where the key alone says too little */
  description?: string;
}

export interface FlowTrigger {
  /** at Shopify for ever: a handle that was deployed cannot be renamed */
  handle: string;
  /** what was acted on, and what happened, as Shopify wants it */
  name: string;
  /** one sentence, shown in Flow's editor */
  description: string;
  topics: readonly TopicName[];
  /** every event that starts it is about a customer of the shop: workflows can use all that Shopify knows of them */
  aboutCustomer: boolean;
  fields: readonly FlowField[];
}

const text = (key: string, path: string, description?: string): FlowField => ({
  key,
  type: "single_line_text_field",
  path,
  description,
});
const number = (key: string, path: string): FlowField => ({ key, type: "number_decimal", path });

const inCategory = (category: Category): TopicName[] =>
  TOPICS.filter((topic) => topic.category === category).map(({ name }) => name);

const BILLING_FAILED: readonly TopicName[] = ["subscription/billing_failure", "membership/billing_failure"];

const withoutBillingFailed = (topics: TopicName[]) => topics.filter((name) => !BILLING_FAILED.includes(name));

const CUSTOMER_FIELDS = [
  text("Customer id", "data.customer.id"),
  text("Customer email", "data.customer.email"),
];

const CONTRACT_FIELDS = [
  text("Contract id", "data.contract.id"),
  text("Status", "data.contract.status"),
  text("Next order date", "data.contract.next_order_date"),
  text("Changes", "data.changes.reason"),
];

const ENDPOINT_FIELDS = [
  text("Endpoint id", "data.endpoint.id"),
  text("Endpoint", "data.endpoint.name"),
  text("Reason", "data.reason"),
];

export const FLOW_TRIGGERS: readonly FlowTrigger[] = [
  {
    handle: "subscription-changed",
    name: "Subscription changed",
    description: "Starts when a subscription is created, changed, paused, skipped, billed, cancelled or due.",
    topics: withoutBillingFailed(inCategory("subscription")),
    aboutCustomer: true,
    fields: CONTRACT_FIELDS,
  },
  {
    handle: "membership-changed",
    name: "Membership changed",
    description: "Starts when a membership, or the store credit that comes with it, changes.",
    topics: withoutBillingFailed(inCategory("membership")),
    aboutCustomer: true,
    fields: CONTRACT_FIELDS,
  },
  {
    handle: "billing-failed",
    name: "Billing failed",
    description: "Starts when the payment for an order of a subscription or membership fails.",
    topics: BILLING_FAILED,
    aboutCustomer: true,
    fields: [
      ...CONTRACT_FIELDS.slice(0, 3),
      text("Error code", "data.billing_attempt.error_code"),
      text("Error message", "data.billing_attempt.error_message"),
    ],
  },
  {
    handle: "points-changed",
    name: "Points changed",
    description: "Starts when a customer has another balance of loyalty points than before.",
    topics: ["loyalty/points_changed"],
    aboutCustomer: true,
    fields: [
      number("Points balance", "data.points_history.balance"),
      number("Points change", "data.points_history.value"),
      text("Kind", "data.points_history.type"),
    ],
  },
  {
    handle: "tier-changed",
    name: "Tier changed",
    description: "Starts when a customer reaches a higher loyalty tier, or falls to a lower one or to none.",
    topics: ["loyalty/tier_changed", "loyalty/tier_lost"],
    aboutCustomer: true,
    fields: [text("Tier", "data.tier"), text("Previous tier", "data.previous_tier")],
  },
  {
    handle: "wallet-pass-changed",
    name: "Wallet pass changed",
    description: "Starts when a wallet pass is created, changed, added to a wallet or taken out of it.",
    topics: inCategory("wallet_pass"),
    aboutCustomer: false,
    fields: [
      text("Status", "data.pass_instance.status"),
      text("Serial number", "data.pass_instance.serial_number"),
      ...CUSTOMER_FIELDS,
    ],
  },
  {
    handle: "form-submitted",
    name: "Form submitted",
    description: "Starts when a visitor of the online store sends a form of Carillon.",
    topics: inCategory("form"),
    aboutCustomer: false,
    fields: [text("Form", "data.form.handle"), ...CUSTOMER_FIELDS],
  },
  {
    handle: "delivery-failed",
    name: "Webhook delivery failed for good",
    description:
      "Starts when all attempts to deliver an event to an endpoint, or to another trigger, have failed.",
    topics: ["endpoint/delivery_failed"],
    aboutCustomer: false,
    fields: [
      ...ENDPOINT_FIELDS,
      text("Delivery id", "data.delivery.id"),
      text("Event of the delivery", "data.delivery.topic"),
    ],
  },
  {
    handle: "endpoint-disabled",
    name: "Endpoint disabled",
    description: "Starts when an endpoint, or another trigger, is disabled and gets no more events.",
    topics: ["endpoint/disabled"],
    aboutCustomer: false,
    fields: [...ENDPOINT_FIELDS, text("Disabled because", "data.endpoint.disabled_reason")],
  },
];

/** Fields that every trigger has, before its own. */
export const COMMON_FIELDS: readonly FlowField[] = [
  text("Event", "topic", "What happened, for example subscription/paused."),
  text("Event id", "id", "The same in Carillon's log and at every endpoint."),
  text("Happened at", "triggered_at"),
  text("About", "resource", "The id of what the event is about."),
];

const BY_HANDLE = new Map(FLOW_TRIGGERS.map((trigger) => [trigger.handle, trigger]));

export const flowTrigger = (handle: string): FlowTrigger | undefined => BY_HANDLE.get(handle);

const BY_TOPIC = new Map(
  FLOW_TRIGGERS.flatMap(({ handle, topics }) => topics.map((topic) => [topic as string, handle] as const)),
);

/** The handle of the trigger that events of a topic start; undefined when they start none. */
export const triggerOfTopic = (topic: string): string | undefined => BY_TOPIC.get(topic);
