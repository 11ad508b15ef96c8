// What reconciliation found comes in under the topic of the webhook that should have told it, with a prefix, and is
// mapped as that webhook would have been.
import type { MapOutput, Mapper } from "./draft.ts";

const PREFIX = "carillon/reconcile/";

/** `topic`: Shopify's */
export const reconciledTopic = (topic: string): string => PREFIX + topic;

/** Rows for the found form of these topics, beside those of the topics themselves. */
export const withReconciled = (
  rows: [topic: string, mapper: Mapper][],
  topics: readonly string[],
): [topic: string, mapper: Mapper][] => [
  ...rows,
  ...rows
    .filter(([topic]) => topics.includes(topic))
    .map(([topic, mapper]): [string, Mapper] => [reconciledTopic(topic), ofReconciliation(topic, mapper)]),
];

const ofReconciliation = (topic: string, mapper: Mapper): Mapper => ({
  ...mapper,
  map: (input) => withOrigin(mapper.map({ ...input, topic, found: true })),
});

/** What the Admin API says of a thing has fewer fields than a webhook: whoever receives it is told. */
const withOrigin = (output: MapOutput): MapOutput => ({
  ...output,
  drafts: output.drafts.map((draft) => ({ ...draft, data: { ...draft.data, origin: "reconcile" } })),
});

/** Shopify's topics of which reconciliation can tell that no webhook came. */
export const RECONCILED_TOPICS = [
  ...["orders/create", "orders/updated", "orders/paid", "orders/cancelled", "orders/fulfilled"],
  ...["customers/create", "customers/update", "products/create", "products/update"],
  ...["create", "update", "activate", "pause", "cancel", "expire", "fail"].map(
    (action) => `subscription_contracts/${action}`,
  ),
  ...["success", "failure", "challenged"].map((end) => `subscription_billing_attempts/${end}`),
];
