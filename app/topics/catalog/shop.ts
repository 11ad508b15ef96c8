import { exact, topic, webhook } from "./topic.ts";

export const PAYMENT_METHOD = [
  exact("payment_method/created", "customer_payment_methods/create", "A customer added a payment method."),
  exact("payment_method/updated", "customer_payment_methods/update", "A customer's payment method changed."),
  exact(
    "payment_method/revoked",
    "customer_payment_methods/revoke",
    "A customer's payment method was revoked.",
  ),
] as const;

export const ORDER = [
  exact("order/created", "orders/create", "An order was placed."),
  exact("order/updated", "orders/updated", "An order changed."),
  exact("order/paid", "orders/paid", "An order was paid."),
  exact("order/cancelled", "orders/cancelled", "An order was cancelled."),
  exact("order/fulfilled", "orders/fulfilled", "All items of an order were fulfilled."),
  exact("order/deleted", "orders/delete", "An order was deleted."),
] as const;

/** What a contact's change is heard by. */
const CONTACT_TOPICS = [
  "customers/create",
  "customers/update",
  "customer.tags_added",
  "customer.tags_removed",
  "customers_email_marketing_consent/update",
  "customers_marketing_consent/update",
  "customers_whats_app_marketing_consent/update",
];

export const CUSTOMER = [
  exact("customer/created", "customers/create", "A customer was added."),
  exact("customer/updated", "customers/update", "A customer's details changed."),
  topic("customer/deleted", {
    grade: "A",
    description: "A customer was deleted, or became one with another customer.",
    source: "customers/delete; customers/merge once it is completed",
    ways: [webhook(["customers/delete"]), webhook(["customers/merge"])],
  }),
] as const;

export const CONTACT = [
  topic("contact/updated", {
    grade: "B",
    description:
      "Details, tags or marketing consent of a contact changed; what comes within 30 seconds is told once.",
    source: "customers/create, customers/update, customer.tags_* and customers_*_consent/update, gathered",
    ways: [webhook(CONTACT_TOPICS)],
  }),
] as const;

export const PRODUCT = [
  exact("product/created", "products/create", "A product was added."),
  exact("product/updated", "products/update", "A product changed, its stock included."),
  exact("product/deleted", "products/delete", "A product was deleted."),
] as const;

export const FORM = [
  topic("form/submitted", {
    grade: "B",
    description: "A visitor of the shop sent a form.",
    source: "Carillon's own forms in the storefront, through the shop's App Proxy",
    ways: [{ kind: "form", scopes: ["write_app_proxy"] }],
  }),
] as const;
