import { address, customer, GIDS, SAMPLE_ENDPOINT } from "./person.ts";

type Data = Record<string, unknown>;

const NAMES = { email: "jane@example.com", first_name: "Jane", last_name: "Example" };
const TIMES = { created_at: "2026-11-20T10:00:00Z", updated_at: "2026-11-20T10:05:00Z" };

export const orderSample = (name: string): Data => ({
  order: {
    id: 450789469,
    admin_graphql_api_id: GIDS.order,
    name: "#1001",
    email: "jane@example.com",
    ...TIMES,
    cancelled_at: name === "cancelled" ? "2026-11-20T10:05:00Z" : null,
    currency: "CAD",
    total_price: "42.00",
    financial_status: name === "created" ? "pending" : "paid",
    fulfillment_status: name === "fulfilled" ? "fulfilled" : null,
    customer: { id: 207119551, admin_graphql_api_id: GIDS.customer, email: "jane@example.com" },
    line_items: [{ id: 466157049, title: "Coffee beans", quantity: 2, price: "18.50" }],
    shipping_address: address,
  },
});

export const customerSample = (): Data => ({
  customer: {
    id: 207119551,
    admin_graphql_api_id: GIDS.customer,
    ...NAMES,
    ...TIMES,
    default_address: address,
  },
});

export const productSample = (): Data => ({
  product: {
    id: 632910392,
    admin_graphql_api_id: GIDS.product,
    title: "Coffee beans",
    status: "active",
    ...TIMES,
    variants: [{ id: 808950810, sku: "BEANS-1KG", price: "18.50", inventory_quantity: 10 }],
  },
});

export const paymentMethodSample = (): Data => ({
  payment_method: {
    id: GIDS.paymentMethod,
    type: "CustomerCreditCard",
    brand: "Visa",
    last_digits: "4242",
    expires_month: 8,
    expires_year: 2060,
    name: "Jane Example",
  },
  customer,
  unavailable: {},
});

export const contactSample = (): Data => ({
  contact: {
    id: GIDS.customer,
    ...NAMES,
    name: "Jane Example",
    phone: "+16135550123",
    tags_added: ["coffee"],
    tags_removed: [],
    email_marketing_state: "subscribed",
    sms_marketing_state: null,
    whats_app_marketing_state: null,
  },
  changes: ["email_consent", "tags"],
  customer,
  unavailable: {},
});

export const formSample = (): Data => ({
  form: {
    handle: "wholesale",
    fields: {
      company: "Example Ltd",
      beans: ["espresso", "filter"],
      message: "Do you deliver on Saturdays?",
    },
  },
  customer,
  unavailable: {},
});

const lastAttempt = (status_code: number) => ({
  status_code,
  reason: status_code === 200 ? null : "http_status",
  at: "2026-11-20T12:35:05.000Z",
});

/** What has happened to the sample endpoint. */
const ENDPOINT_STORIES: Record<string, Data> = {
  failing: { reason: "http_status", since: "2026-11-20T10:00:00.000Z", last_attempt: lastAttempt(503) },
  disabled: { reason: "http_status", since: "2026-11-15T10:00:00.000Z", last_attempt: lastAttempt(503) },
  recovered: { reason: null, since: "2026-11-20T10:00:00.000Z", last_attempt: lastAttempt(200) },
  check: { reason: null, since: null, last_attempt: lastAttempt(200) },
  delivery_failed: {
    reason: "http_status",
    since: "2026-11-17T06:20:00.000Z",
    last_attempt: lastAttempt(503),
    delivery: {
      id: "dlv_019ab000000070008000000000000001",
      topic: "order/created",
      event_id: "evt_019ab000000070008000000000000001",
      attempts: 10,
    },
  },
};

export const endpointSample = (name: string): Data => ({
  endpoint: {
    id: SAMPLE_ENDPOINT,
    name: "example.com/hooks",
    url: "https://example.com/hooks",
    status: name === "disabled" ? "disabled" : "enabled",
    disabled_reason: name === "disabled" ? "failing" : null,
  },
  ...ENDPOINT_STORIES[name],
  unavailable: {},
});
