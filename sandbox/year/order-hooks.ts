// Webhooks about orders, their refunds, products and discounts.
import type { Store } from "../shopify/store/create-store.ts";
import type { Discount, Order, Product } from "../shopify/store/records.ts";
import { type Changes, json, whole } from "../traffic/sample-body.ts";
import { customerHook } from "./customer-hooks.ts";
import { digits, type Hook, hook, restTime } from "./hook.ts";

/** orders/`action` */
export const orderHook = (store: Store, order: Order, action: string, changes: Changes = {}): Hook =>
  hook(`orders/${action}`, {
    id: json(digits(order.id)),
    admin_graphql_api_id: order.id,
    app_id: order.app === null ? null : json(digits(order.app)),
    name: order.name,
    source_name: order.sourceName,
    created_at: restTime(order.createdAt),
    updated_at: restTime(order.updatedAt),
    cancelled_at: null,
    cancel_reason: null,
    tags: order.tags.join(", "),
    note_attributes: whole(order.attributes.map(({ key, value }) => ({ name: key, value }))),
    discount_codes: whole(
      order.discountCodes.map((code) => ({ code, amount: "5.00", type: "fixed_amount" })),
    ),
    customer: buyer(store, order),
    line_items: whole(order.lines.map(lineItem)),
    financial_status: "paid",
    fulfillment_status: order.fulfillments.length > 0 ? "fulfilled" : null,
    test: false,
    ...changes,
  });

/** A paid order: made, paid, and the `updated` that only repeats it. */
export const paidOrderHooks = (store: Store, order: Order): Hook[] =>
  ["create", "paid", "updated"].map((action) => orderHook(store, order, action));

/** The same of a customer, whose record Shopify sends again with each order. */
export function ordered(store: Store, order: Order): Hook[] {
  const customer = store.state.customers.get(order.customer ?? "");
  return [...paidOrderHooks(store, order), ...(customer ? [customerHook(customer, "update")] : [])];
}

/** refunds/create and returns/close for an order that came back */
export const refundHooks = (order: Order, refund: string, goods: string): Hook[] => [
  hook("refunds/create", {
    id: json(digits(refund)),
    admin_graphql_api_id: refund,
    order_id: json(digits(order.id)),
    created_at: restTime(order.updatedAt),
    processed_at: restTime(order.updatedAt),
    refund_line_items: whole([]),
    transactions: whole([]),
  }),
  hook("returns/close", {
    id: json(digits(goods)),
    admin_graphql_api_id: goods,
    order_id: json(digits(order.id)),
  }),
];

export const productHook = ({ id, title, tags }: Product, action: string, at: string): Hook =>
  hook(`products/${action}`, {
    id: json(digits(id)),
    admin_graphql_api_id: id,
    title,
    tags: tags.join(", "),
    created_at: restTime(at),
    updated_at: restTime(at),
  });

/** discounts/`action` */
export const discountHook = (discount: Discount, action: "create" | "update"): Hook =>
  hook(`discounts/${action}`, {
    admin_graphql_api_id: discount.id,
    title: discount.title,
    status: discount.status,
    created_at: restTime(discount.createdAt),
    updated_at: restTime(discount.updatedAt),
  });

/** discounts/redeemcode_added, one for each code */
export const codeHooks = ({ id, codes, updatedAt }: Discount): Hook[] =>
  codes.map((code) =>
    hook("discounts/redeemcode_added", {
      admin_graphql_api_id: id,
      redeem_code: whole({ id: code.id, code: code.code }),
      updated_at: updatedAt,
    }),
  );

function buyer(store: Store, { customer }: Order) {
  const person = store.state.customers.get(customer ?? "");
  if (!person) return json("null");
  const { id, email, firstName: first_name, lastName: last_name } = person;
  return whole({ id: Number(digits(id)), email, first_name, last_name, admin_graphql_api_id: id });
}

const lineItem = ({ id, title, quantity, product }: Order["lines"][number]) => ({
  ...{ id: Number(digits(id)), admin_graphql_api_id: id, title, quantity },
  product_id: product === null ? null : Number(digits(product)),
  properties: [],
});
