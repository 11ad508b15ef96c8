// Webhooks about customers: themselves, what they consent to, their segments and tags, and their metafields.
import type { Customer, Metafield } from "../shopify/store/records.ts";
import { json, sampleBody, whole } from "../traffic/sample-body.ts";
import { digits, type Hook, hook, restTime } from "./hook.ts";

/** customers/`action`: without metafields and tags, as they are at Shopify */
export const customerHook = (customer: Customer, action: "create" | "update"): Hook =>
  hook(`customers/${action}`, {
    id: json(digits(customer.id)),
    admin_graphql_api_id: customer.id,
    created_at: restTime(customer.createdAt),
    updated_at: restTime(customer.updatedAt),
    first_name: customer.firstName,
    last_name: customer.lastName,
    email: customer.email,
    phone: customer.phone,
    note: null,
    default_address: json("null"),
  });

export const deletedCustomerHook = (gid: string): Hook =>
  hook("customers/delete", { id: json(digits(gid)), admin_graphql_api_id: gid });

/** customers/merge that has come to its end */
export const mergeHook = (kept: string, lost: string): Hook =>
  hook("customers/merge", {
    admin_graphql_api_customer_kept_id: kept,
    admin_graphql_api_customer_deleted_id: lost,
    status: "completed",
    errors: whole([]),
  });

export const segmentHook = (customer: string, segment: string, action: "joined" | "left"): Hook =>
  hook(`customer.${action}_segment`, { customer_id: customer, segment_id: segment });

export const tagsHook = (customerId: string, tags: string[], action: "added" | "removed"): Hook =>
  hook(`customer.tags_${action}`, { customerId, tags: whole(tags) });

/** One of each channel: mail, SMS and WhatsApp */
export function consentHooks({ id, email, phone }: Customer, state: string): Hook[] {
  const consent = { state, opt_in_level: "single_opt_in" };
  return [
    hook("customers_email_marketing_consent/update", {
      ...{ customer_id: json(digits(id)), email_address: email },
      email_marketing_consent: whole({ ...consent, consent_updated_at: null }),
    }),
    hook("customers_marketing_consent/update", {
      ...{ id: json(digits(id)), phone },
      sms_marketing_consent: whole({ ...consent, consent_updated_at: null, consent_collected_from: "other" }),
    }),
    hook("customers_whats_app_marketing_consent/update", {
      ...{ customer_id: json(digits(id)), phone_number: phone },
      whats_app_marketing_consent: whole({ ...consent, updated_at: null, collected_from: "other" }),
    }),
  ];
}

/** The Event that shopify.app.toml asks for: a metafield of the customer has a new value. */
export function metafieldEvent(customer: Customer, { namespace, key, type, value }: Metafield): Hook {
  const changed = `customer[id: '${customer.id}'].metafield[namespace: '${namespace}', key: '${key}'].value`;
  const handle = `customer-${namespace}-${key}`;
  const body = sampleBody("derived/events__customer_metafield_update", {
    handle,
    data: whole({ customer: { id: customer.id, metafield: { namespace, key, type, value } } }),
    fields_changed: whole({ added: [], updated: [changed], removed: [] }),
    query_variables: whole({ customerId: customer.id, metafieldNamespace: namespace, metafieldKey: key }),
  });
  return { topic: "Customer", body, handle };
}
