// payment_method/*, order/*, customer/*, contact/*, product/*, form/*, endpoint/*
import { z } from "zod";
import { anyObject, customer, gid, integer, oneOf, origin, text, time, unavailable } from "./parts.ts";

const paymentMethod = z.object({
  payment_method: z.object({
    id: gid("CustomerPaymentMethod"),
    type: text.describe("e.g. CustomerCreditCard"),
    brand: text,
    last_digits: text,
    expires_month: integer,
    expires_year: integer,
    name: text.describe("On the card"),
  }),
  customer,
  unavailable,
});

export const PAYMENT_METHOD_DATA = {
  "payment_method/created": paymentMethod,
  "payment_method/updated": paymentMethod,
  "payment_method/revoked": paymentMethod,
};

/** Shopify's payloads, as they came. A deletion carries what was last known. */
const order = z.object({ order: anyObject.describe("Shopify's payload of the order, as it came"), origin });
const product = z.object({
  product: anyObject.describe("Shopify's payload of the product, as it came"),
  origin,
});
const shopCustomer = z.object({
  customer: anyObject.describe("Shopify's payload of the customer, as it came"),
  origin,
});

const lostCustomer = z.object({
  customer: z
    .looseObject({
      merged_into: gid("Customer")
        .optional()
        .describe("The customer who has the lost one's orders now, if the two became one"),
    })
    .describe("What was last known of the customer"),
});

export const PAYLOAD_DATA = {
  "order/created": order,
  "order/updated": order,
  "order/paid": order,
  "order/cancelled": order,
  "order/fulfilled": order,
  "order/deleted": order,
  "customer/created": shopCustomer,
  "customer/updated": shopCustomer,
  "customer/deleted": lostCustomer,
  "product/created": product,
  "product/updated": product,
  "product/deleted": product,
};

export const CONTACT_DATA = {
  "contact/updated": z.object({
    contact: z.object({
      id: gid("Customer"),
      email: text,
      phone: text,
      name: text,
      first_name: text,
      last_name: text,
      tags_added: z.array(z.string()),
      tags_removed: z.array(z.string()),
      email_marketing_state: text.describe("null where it did not change"),
      sms_marketing_state: text.describe("null where it did not change"),
      whats_app_marketing_state: text.describe("null where it did not change"),
    }),
    changes: z
      .array(z.enum(["created", "details", "tags", "email_consent", "sms_consent", "whats_app_consent"]))
      .describe("What of it changed"),
    customer,
    unavailable,
  }),
};

export const FORM_DATA = {
  "form/submitted": z.object({
    form: z.object({
      handle: text.describe("Of the form, as its block in the theme names it"),
      fields: z
        .record(z.string(), z.union([z.string(), z.array(z.string())]).nullable())
        .nullable()
        .describe("By name; a list where a name came more than once, null where you hold it back"),
    }),
    customer: customer.describe("Who was logged in"),
    unavailable,
  }),
};

const endpointState = z.object({
  id: text,
  name: text.describe("Its description, or else host and path"),
  url: text.describe("Without its query, which may hold a token; null for a trigger of Shopify Flow"),
  status: oneOf(["enabled", "paused", "disabled"]),
  disabled_reason: oneOf(["merchant", "failing", "gone"]),
});
const about = {
  endpoint: endpointState,
  reason: text.describe("Of the attempt, as in the delivery log, e.g. http_status; null when it succeeded"),
  since: text.describe("When it began to fail; RFC 3339; null when it did not"),
  last_attempt: z
    .object({ status_code: integer, reason: text, at: time })
    .nullable()
    .describe("null when it was disabled or paused by a person"),
  unavailable,
};
const endpoint = z.object(about);
const endpointDelivery = z.object({
  ...about,
  delivery: z
    .object({ id: text, topic: text, event_id: text, attempts: integer })
    .describe("The one that failed for good"),
});

export const ENDPOINT_DATA = {
  "endpoint/failing": endpoint,
  "endpoint/disabled": endpoint,
  "endpoint/recovered": endpoint,
  "endpoint/check": endpoint,
  "endpoint/delivery_failed": endpointDelivery,
};

/** What several topics have, by the name of its type. */
export const SHOP_PARTS = { EndpointState: endpointState };
