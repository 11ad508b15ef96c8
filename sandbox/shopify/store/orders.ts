import type { Order, OrderLine } from "./records.ts";
import { get, type State, timeOf } from "./state.ts";

export type OrderInput = Partial<Omit<Order, "id" | "name" | "lines" | "createdAt" | "updatedAt">> & {
  lines?: Partial<Omit<OrderLine, "id">>[];
};

export function addOrder(state: State, { lines = [{}], ...input }: OrderInput): Order {
  const now = timeOf(state);
  const order: Order = {
    ...{ id: state.newId("Order"), name: `#${state.orders.size + 1001}`, createdAt: now, updatedAt: now },
    ...{ app: null, customer: null, sourceName: "web", tags: [], attributes: [], discountCodes: [] },
    ...{ total: "414.95", paidAt: now, cancelledAt: null, fulfillments: [] }, // the total of Shopify's sample
    processedAt: null,
    ...input,
    lines: lines.map((line) => ({
      ...{ id: state.newId("LineItem"), title: "Coffee", quantity: 1, product: null },
      ...{ sellingPlan: null, sellingPlanName: null },
      ...line,
    })),
  };
  state.orders.set(order.id, order);
  return order;
}

export function orderVerbs(state: State) {
  const change = (id: string, changes: Partial<Omit<Order, "id">>): Order =>
    Object.assign(get(state.orders, id), changes, { updatedAt: timeOf(state) });
  return {
    addOrder: (input: OrderInput = {}): Order => addOrder(state, input),
    updateOrder: change,
    payOrder: (id: string): Order => change(id, { paidAt: timeOf(state) }),
    cancelOrder: (id: string): Order => change(id, { cancelledAt: timeOf(state) }),
    fulfillOrder: (id: string): Order =>
      change(id, { fulfillments: [{ id: state.newId("Fulfillment"), createdAt: timeOf(state) }] }),
    deleteOrder(id: string): void {
      get(state.orders, id);
      state.orders.delete(id);
    },
  };
}
