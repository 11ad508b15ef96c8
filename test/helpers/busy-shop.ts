// A shop in which something happens every few minutes: orders, customers and products are made and changed. The same
// seed makes the same day.
import type { Store } from "#sandbox/shopify/store/create-store.ts";
import type { Order, Product } from "#sandbox/shopify/store/records.ts";
import { json, whole } from "#sandbox/traffic/sample-body.ts";
import { customerHook } from "#sandbox/year/customer-hooks.ts";
import { digits, type Hook, hook, restTime } from "#sandbox/year/hook.ts";
import { orderHook } from "#sandbox/year/order-hooks.ts";

type Random = () => number;

export interface BusyShop {
  /** Something happens; returns what Shopify sends. */
  act(): Hook[];
}

export function busyShop(store: Store, random: Random): BusyShop {
  const { state } = store;
  const pick = <T>(things: Iterable<T>): T | undefined => {
    const all = [...things];
    return all[Math.floor(random() * all.length)];
  };
  const orderSends = (order: Order, ...actions: string[]) =>
    actions.map((action) =>
      orderHook(store, order, action, {
        current_total_price: order.total,
        financial_status: order.paidAt ? "paid" : "pending",
        cancelled_at: order.cancelledAt && restTime(order.cancelledAt),
        fulfillments: whole(order.fulfillments.map(({ id }) => ({ admin_graphql_api_id: id }))),
      }),
    );
  const productSends = ({ id, title, createdAt, updatedAt }: Product, action: string) =>
    hook(`products/${action}`, {
      ...{ id: json(digits(id)), admin_graphql_api_id: id, title },
      ...{ created_at: restTime(createdAt), updated_at: restTime(updatedAt) },
    });
  const isOpen = ({ cancelledAt, fulfillments }: Order) => !cancelledAt && fulfillments.length === 0;
  let changes = 0;

  const actions: (() => Hook[])[] = [
    () => orderSends(store.addOrder({ paidAt: null }), "create", "updated"),
    () => orderSends(store.addOrder(), "create", "paid", "updated"),
    () => {
      const order = pick([...state.orders.values()].filter((one) => isOpen(one) && !one.paidAt));
      return order ? orderSends(store.payOrder(order.id), "paid", "updated") : [];
    },
    () => {
      const order = pick([...state.orders.values()].filter((one) => isOpen(one) && one.paidAt));
      return order ? orderSends(store.fulfillOrder(order.id), "fulfilled", "updated") : [];
    },
    () => {
      const order = pick([...state.orders.values()].filter(isOpen));
      return order ? orderSends(store.cancelOrder(order.id), "cancelled", "updated") : [];
    },
    () => {
      const order = pick(state.orders.values());
      return order ? orderSends(store.updateOrder(order.id, { tags: [`tag-${++changes}`] }), "updated") : [];
    },
    () => [customerHook(store.addCustomer({ firstName: `Person ${++changes}` }), "create")],
    () => {
      const customer = pick(state.customers.values());
      const changed = customer && store.updateCustomer(customer.id, { firstName: `Person ${++changes}` });
      return changed ? [customerHook(changed, "update")] : [];
    },
    () => [productSends(store.addProduct({ title: `Product ${++changes}` }), "create")],
    () => {
      const product = pick(state.products.values());
      return product
        ? [productSends(store.updateProduct(product.id, { title: `Product ${++changes}` }), "update")]
        : [];
    },
  ];
  return { act: () => pick(actions)?.() ?? [] };
}
