// Stories of orders, customers and products. `updated` makes an event only when the content differs and the time is
// later, so every update changes both; the ones that must make none do not.
import { type Changes, json, sampleBody } from "./sample-body.ts";
import type { Step, Story } from "./step.ts";

type Family = "order" | "customer" | "product";

interface Resource {
  family: Family;
  /** digits; as long as Shopify's */
  id: string;
  createdAt: Date;
}

/** Placed, changed, paid, fulfilled; with the echo that Shopify sends after each order, and a duplicate. */
export function fulfilledOrder(id: string, createdAt: Date): Story {
  const order: Resource = { family: "order", id, createdAt };
  const open = { financial_status: "pending", cancelled_at: null };
  const paid = { financial_status: "paid", cancelled_at: null, note: "Leave at the door" };
  return [
    step(order, "create", "created", 0, open),
    nothing(step(order, "updated", "updated", 1, open)),
    step(order, "updated", "updated", 60, { ...open, note: "Leave at the door" }),
    { ...step(order, "paid", "paid", 120, paid), duplicate: true },
    step(order, "fulfilled", "fulfilled", 180, { ...paid, fulfillment_status: "fulfilled" }),
  ];
}

export function cancelledOrder(id: string, createdAt: Date): Story {
  const order: Resource = { family: "order", id, createdAt };
  const cancelledAt = timeOf(order, 60);
  return [
    step(order, "create", "created", 0, { financial_status: "pending", cancelled_at: null }),
    step(order, "cancelled", "cancelled", 60, { financial_status: "voided", cancelled_at: cancelledAt }),
    deletion(order),
  ];
}

export function customerStory(id: string, createdAt: Date): Story {
  const customer: Resource = { family: "customer", id, createdAt };
  const changed = { note: "Prefers the morning" };
  return [
    {
      ...step(customer, "create", "created", 0, {}),
      later: { topic: "contact/updated", resource: gid(customer) },
    },
    step(customer, "update", "updated", 60, changed),
    nothing(step(customer, "update", "updated", 90, changed)),
    deletion(customer),
  ];
}

export function productStory(id: string, createdAt: Date): Story {
  const product: Resource = { family: "product", id, createdAt };
  return [
    step(product, "create", "created", 0, { status: "draft" }),
    step(product, "update", "updated", 60, { status: "active" }),
    deletion(product),
  ];
}

const PLURAL = { order: "orders", customer: "customers", product: "products" };
const TYPE = { order: "Order", customer: "Customer", product: "Product" };

const gid = ({ family, id }: Resource): string => `gid://shopify/${TYPE[family]}/${id}`;

function step(resource: Resource, hook: string, name: string, seconds: number, changes: Changes): Step {
  const topic = `${PLURAL[resource.family]}/${hook}`;
  const body = sampleBody(topic, {
    id: json(resource.id),
    admin_graphql_api_id: gid(resource),
    created_at: timeOf(resource, 0),
    updated_at: timeOf(resource, seconds),
    ...changes,
  });
  return { topic, body, event: { topic: `${resource.family}/${name}`, resource: gid(resource) } };
}

function deletion(resource: Resource): Step {
  const topic = `${PLURAL[resource.family]}/delete`;
  const ownGid = resource.family === "customer" && { admin_graphql_api_id: gid(resource) };
  const body = sampleBody(topic, { id: json(resource.id), ...ownGid });
  return { topic, body, event: { topic: `${resource.family}/deleted`, resource: gid(resource) } };
}

const nothing = (of: Step): Step => ({ ...of, event: undefined });

/** As Shopify writes times: no fraction, with an offset. */
const timeOf = ({ createdAt }: Resource, seconds: number): string =>
  new Date(createdAt.getTime() + seconds * 1_000).toISOString().replace(/\.\d+Z$/, "+00:00");
