// payment_method/*, order/*, customer/*, contact/*, product/*, form/*, endpoint/*
import { z } from "zod";
import { anyObject, customer, gid, integer, oneOf, text, unavailable } from "./parts.ts";

const paymentMethod = z.object({
  payment_method: z.object({
    id: gid("CustomerPaymentMethod"),
    type: text,
    brand: text,
    last_digits: text,
    expires_month: integer,
    expires_year: integer,
    name: text,
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
const order = z.object({ order: anyObject });
const product = z.object({ product: anyObject });
const shopCustomer = z.object({ customer: anyObject });

const lostCustomer = z.object({
  /** `merged_into`: the customer who has the lost one's orders now, if the two became one */
  customer: z.looseObject({ merged_into: gid("Customer").optional() }),
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
      /** null where it did not change */
      email_marketing_state: text,
      sms_marketing_state: text,
      whats_app_marketing_state: text,
    }),
    changes: z.array(
      z.enum(["created", "details", "tags", "email_consent", "sms_consent", "whats_app_consent"]),
    ),
    customer,
    unavailable,
  }),
};

export const FORM_DATA = {
  "form/submitted": z.object({
    form: z.object({
      handle: text,
      /** by name; a list where a name came more than once, null where the merchant holds it back */
      fields: z.record(z.string(), z.union([z.string(), z.array(z.string())]).nullable()).nullable(),
    }),
    /** who was logged in */
    customer,
    unavailable,
  }),
};

const about = {
  endpoint: z.object({
    id: text,
    /** the merchant's description, or else host and path */
    name: text,
    /** without its query, which may hold a token; null for a trigger of Shopify Flow */
    url: text,
    status: oneOf(["enabled", "paused", "disabled"]),
    disabled_reason: oneOf(["merchant", "failing", "gone"]),
  }),
  /** of the attempt that this is about, as in the delivery log, e.g. http_status; null when it succeeded */
  reason: text,
  /** when it began to fail; RFC 3339; null when it did not */
  since: text,
  /** null when it was disabled or paused by a person */
  last_attempt: z.object({ status_code: integer, reason: text, at: text }).nullable(),
  unavailable,
};
const endpoint = z.object(about);
const endpointDelivery = z.object({
  ...about,
  /** the one that failed for good */
  delivery: z.object({ id: text, topic: text, event_id: text, attempts: integer }),
});

export const ENDPOINT_DATA = {
  "endpoint/failing": endpoint,
  "endpoint/disabled": endpoint,
  "endpoint/recovered": endpoint,
  "endpoint/check": endpoint,
  "endpoint/delivery_failed": endpointDelivery,
};
