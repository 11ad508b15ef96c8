import { type Args, connection } from "./connection.ts";
import { customerAnswer } from "./customer-answers.ts";
import type { OrderLine } from "./records.ts";
import type { State } from "./state.ts";

export function orderAnswer(state: State, id: string) {
  const order = state.orders.get(id);
  if (!order) return null;
  return {
    __typename: "Order",
    ...{ id, name: order.name, tags: order.tags, sourceName: order.sourceName },
    ...{ discountCodes: order.discountCodes, customAttributes: order.attributes },
    createdAt: order.createdAt,
    updatedAt: order.updatedAt,
    app: order.app === null ? null : { __typename: "OrderApp", id: order.app },
    customer: () => customerAnswer(state, order.customer),
    lineItems: (args: Args) =>
      connection(
        order.lines.map((line) => lineAnswer(state, line)),
        args,
      ),
  };
}

const lineAnswer = (state: State, { sellingPlan, sellingPlanName, ...line }: OrderLine) => ({
  __typename: "LineItem",
  ...{ id: line.id, title: line.title, quantity: line.quantity },
  product: () => (line.product === null ? null : productAnswer(state, line.product)),
  sellingPlan: sellingPlan === null ? null : { sellingPlanId: sellingPlan, name: sellingPlanName ?? "" },
});

export function productAnswer(state: State, id: string) {
  const product = state.products.get(id);
  return product ? { __typename: "Product", ...product } : null;
}
