import { wholeSecond } from "./changed-answers.ts";
import { type Args, connection } from "./connection.ts";
import { customerAnswer } from "./customer-answers.ts";
import { moneyBag } from "./money.ts";
import type { Order, OrderLine } from "./records.ts";
import type { State } from "./state.ts";

export function orderAnswer(state: State, id: string) {
  const order = state.orders.get(id);
  return order ? answer(state, order) : null;
}

/** What nobody in the sandbox sets is what Shopify answers of an order without it. */
const PLAIN = {
  ...{ email: null, phone: null, note: null, poNumber: null, closedAt: null, customerLocale: "en" },
  ...{ test: false, confirmed: true, taxesIncluded: false, taxExempt: false, totalWeight: "0" },
  ...{ shippingAddress: null, billingAddress: null, paymentGatewayNames: ["bogus"] },
};

function answer(state: State, order: Order) {
  const { id, name, lines, cancelledAt, fulfillments } = order;
  const { currency } = state;
  const createdAt = wholeSecond(order.createdAt);
  return {
    __typename: "Order",
    ...PLAIN,
    ...{ id, name, number: Number(name.slice(1)), tags: order.tags, sourceName: order.sourceName },
    ...{ discountCodes: order.discountCodes, customAttributes: order.attributes },
    ...{ createdAt, updatedAt: wholeSecond(order.updatedAt) },
    processedAt: wholeSecond(order.processedAt ?? order.createdAt),
    cancelledAt: cancelledAt && wholeSecond(cancelledAt),
    cancelReason: cancelledAt && "CUSTOMER",
    displayFinancialStatus: order.paidAt ? "PAID" : "PENDING",
    displayFulfillmentStatus: fulfillments.length > 0 ? "FULFILLED" : "UNFULFILLED",
    ...{ currencyCode: currency, presentmentCurrencyCode: currency },
    totalPriceSet: moneyBag(order.total, currency),
    currentTotalPriceSet: moneyBag(order.total, currency),
    subtotalPriceSet: moneyBag(order.total, currency),
    totalDiscountsSet: moneyBag("0.00", currency),
    totalTaxSet: moneyBag("0.00", currency),
    app: order.app === null ? null : { __typename: "OrderApp", id: order.app },
    customer: () => customerAnswer(state, order.customer),
    lineItems: (args: Args) =>
      connection(
        lines.map((line) => lineAnswer(state, line)),
        args,
      ),
    shippingLines: (args: Args) => connection([], args, ["includeRemovals"]),
    fulfillments: () => fulfillments.map((one) => fulfillmentAnswer(one)),
    transactions: () => (order.paidAt ? [saleAnswer(order.paidAt, order.processedAt)] : []),
  };
}

const fulfillmentAnswer = ({ id, createdAt }: Order["fulfillments"][number]) => ({
  __typename: "Fulfillment",
  ...{ id, status: "SUCCESS", createdAt: wholeSecond(createdAt), updatedAt: wholeSecond(createdAt) },
});

const saleAnswer = (createdAt: string, processedAt: string | null) => ({
  __typename: "OrderTransaction",
  ...{ kind: "SALE", status: "SUCCESS", createdAt: wholeSecond(createdAt) },
  processedAt: wholeSecond(processedAt ?? createdAt),
});

const LINE_PRICE = "20.00";

const lineAnswer = (state: State, { sellingPlan, sellingPlanName, ...line }: OrderLine) => ({
  __typename: "LineItem",
  ...{ id: line.id, title: line.title, name: line.title, quantity: line.quantity },
  ...{ sku: null, variantTitle: null, vendor: null, variant: null, customAttributes: [] },
  ...{ requiresShipping: true, taxable: true, isGiftCard: false },
  originalUnitPriceSet: moneyBag(LINE_PRICE, state.currency),
  totalDiscountSet: moneyBag("0.00", state.currency),
  product: () => (line.product === null ? null : productAnswer(state, line.product)),
  sellingPlan: sellingPlan === null ? null : { sellingPlanId: sellingPlan, name: sellingPlanName ?? "" },
});

export function productAnswer(state: State, id: string) {
  const product = state.products.get(id);
  if (!product) return null;
  return {
    __typename: "Product",
    ...{ id, title: product.title, tags: product.tags, status: "ACTIVE", templateSuffix: null },
    ...{ descriptionHtml: "", vendor: "Example", productType: "", handle: handleOf(product.title) },
    createdAt: wholeSecond(product.createdAt),
    updatedAt: wholeSecond(product.updatedAt),
    publishedAt: wholeSecond(product.createdAt),
    options: () => [],
    variants: (args: Args) => connection([], args, ["sortKey"]),
  };
}

const handleOf = (title: string): string => title.toLowerCase().replace(/\W+/g, "-");
