// How a workflow of Shopify Flow sends a topic's events with Carillon's action, where Shopify tells apps nothing.
// docs/flow.md has the same texts, and a test compares the two. Client-safe.

export interface FlowRecipe {
  /** name of Shopify's trigger in Flow; null: one of the app that knows of it */
  trigger: string | null;
  /** whether the action's fields Customer and Order take what the trigger is about */
  customer: boolean;
  order: boolean;
  /** what the action's field Event says: a topic, or one of the two states */
  event: string;
  /** what its field Data says; empty where it depends on the other app */
  data: string;
}

const CONTRACT_STATE = `id = {{ subscriptionContract.id }}
status = {{ subscriptionContract.status }}
next_order_date = {{ subscriptionContract.nextBillingDate }}
updated_at = {{ subscriptionContract.updatedAt }}
{% for line in subscriptionContract.lines %}
line = {{ line.variantId }} | {{ line.quantity }} | {{ line.currentPrice.amount }} | {{ line.productId }} | {{ line.title | strip_newlines }}
{% endfor %}`;

const CONTRACT = `contract.id = {{ subscriptionContract.id }}
contract.status = {{ subscriptionContract.status | downcase }}
contract.next_order_date = {{ subscriptionContract.nextBillingDate }}
customer.id = {{ subscriptionContract.customer.id }}`;

const BILLING = `${CONTRACT}
billing_attempt.id = {{ subscriptionBillingAttempt.id }}
billing_attempt.error_code = {{ subscriptionBillingAttempt.errorCode | downcase }}
billing_attempt.error_message = {{ subscriptionBillingAttempt.errorMessage | strip_newlines }}`;

const PAYMENT_METHOD = `payment_method.id = {{ customerPaymentMethod.id }}
customer.id = {{ customerPaymentMethod.customer.id }}`;

/** The changes that Carillon finds by comparing one state with the next. */
const CHANGES = [
  "paused",
  "reactivated",
  "cancelled",
  "expired",
  "failed",
  "next_order_date_changed",
  "updated",
];

const of = (recipe: Partial<FlowRecipe> & Pick<FlowRecipe, "event">): FlowRecipe => ({
  ...{ trigger: null, customer: true, order: false, data: "" },
  ...recipe,
});

/** null: Flow cannot send it, as it carries a whole order, customer or product, or is made by Carillon alone. */
export function flowRecipe(topic: string): FlowRecipe | null {
  const [category = "", name = ""] = topic.split("/");
  if (["order", "customer", "product", "endpoint"].includes(category)) return null;
  return BY_CATEGORY[category]?.(topic, name) ?? of({ event: topic });
}

const BY_CATEGORY: Record<string, (topic: string, name: string) => FlowRecipe | undefined> = {
  subscription: contractRecipe,
  membership: contractRecipe,
  payment_method: (event, name) =>
    of({ event, trigger: `Customer payment method ${name}`, customer: false, data: PAYMENT_METHOD }),
  loyalty: loyaltyRecipe,
  wallet_pass: (event, name) =>
    of({ event, data: passData(`${name.charAt(0).toUpperCase()}${name.slice(1)}`) }),
};

function contractRecipe(topic: string, name: string): FlowRecipe | undefined {
  if (CHANGES.includes(name))
    return of({
      ...{ event: "Subscription contract state", data: CONTRACT_STATE },
      trigger: "Subscription contract updated",
    });
  if (name === "created")
    return of({ event: topic, trigger: "Subscription contract created", data: CONTRACT });
  if (!name.startsWith("billing_")) return undefined;
  return of({
    ...{ event: topic, data: BILLING, customer: false, order: name === "billing_success" },
    trigger: `Subscription billing attempt ${name.slice("billing_".length)}`,
  });
}

const LOYALTY_STATE = "Customer loyalty state";

function loyaltyRecipe(_topic: string, name: string): FlowRecipe | undefined {
  if (name === "points_changed") return of({ event: LOYALTY_STATE, data: "points = {{ customerPoints }}" });
  if (name === "tier_changed" || name === "tier_lost")
    return of({ event: LOYALTY_STATE, data: "tier = {{ tierName | strip_newlines }}" });
  return undefined;
}

const passData = (status: string): string => `pass_instance.status = ${status}
pass_instance.serial_number = {{ serialNumber | strip_newlines }}`;
