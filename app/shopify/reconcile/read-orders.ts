import { collectPages } from "../ask/collect-pages.ts";
import type { Talk } from "../ask/talk.ts";
import {
  type FoundLineFragment,
  type FoundOrderFragment,
  FoundOrderLinesDocument,
  FoundOrdersDocument,
  type FoundOrdersQuery,
} from "../generated/operations.ts";
import type { Found } from "./found.ts";
import { addressPayload, buyerPayload, idOf, idsOf, moneyText, timeText, word } from "./rest-form.ts";

/** Shopify takes no order with more. */
const MAX_LINES = 500;

export async function readOrders(talk: Talk, ids: string[]): Promise<Found[]> {
  const may = { mayCustomers: talk.may("read_customers"), mayProducts: talk.may("read_products") };
  const { nodes } = await talk.send(FoundOrdersDocument, { ids, ...may });
  const found: Found[] = [];
  for (const order of nodes.filter(isOrder)) {
    const lines = await collectPages(order.lineItems, MAX_LINES, async (after) => {
      const variables = { id: order.id, after, mayProducts: may.mayProducts };
      return (await talk.send(FoundOrderLinesDocument, variables)).order?.lineItems;
    });
    found.push({
      id: order.id,
      payload: orderPayload(order, lines),
      paidAt: paidAt(order),
      fulfilledAt: newest(order.fulfillments.map(({ createdAt }) => createdAt)),
    });
  }
  return found;
}

const isOrder = (node: FoundOrdersQuery["nodes"][number]): node is FoundOrderFragment =>
  node !== null && "lineItems" in node;

/**
 * An order without a price is paid when it is made. A till that had no connection, or an import, says of a payment when it
 * was made there: Shopify's webhook came when Shopify heard of it.
 */
function paidAt({ transactions, createdAt, displayFinancialStatus: status }: FoundOrderFragment) {
  if (!PAID.includes(status ?? "")) return null;
  const payments = transactions.filter(
    ({ kind, status: end }) => end === "SUCCESS" && (kind === "SALE" || kind === "CAPTURE"),
  );
  const times = payments.flatMap((payment) => [payment.createdAt, payment.processedAt ?? []].flat());
  return newest([...times, createdAt]);
}

/** What was paid back was paid before. */
export const PAID: readonly string[] = ["PAID", "PARTIALLY_REFUNDED", "REFUNDED"];

const newest = (times: string[]): string | null => times.sort().at(-1) ?? null;

/** REST knows fewer states of fulfilment. */
const FULFILLMENT: Record<string, string> = {
  FULFILLED: "fulfilled",
  PARTIALLY_FULFILLED: "partial",
  RESTOCKED: "restocked",
};

function orderPayload(order: FoundOrderFragment, lines: FoundLineFragment[]) {
  const currency = order.currencyCode;
  const money = (set: { shopMoney: { amount: string } } | null) =>
    set && moneyText(set.shopMoney.amount, currency);
  return {
    ...idsOf(order.id),
    name: order.name,
    order_number: order.number,
    app_id: idOf(order.app?.id),
    source_name: order.sourceName,
    test: order.test,
    confirmed: order.confirmed,
    created_at: timeText(order.createdAt),
    updated_at: timeText(order.updatedAt),
    processed_at: timeText(order.processedAt),
    closed_at: timeText(order.closedAt),
    cancelled_at: timeText(order.cancelledAt),
    cancel_reason: word(order.cancelReason),
    financial_status: word(order.displayFinancialStatus),
    fulfillment_status: FULFILLMENT[order.displayFulfillmentStatus] ?? null,
    currency,
    presentment_currency: order.presentmentCurrencyCode,
    total_price: money(order.totalPriceSet),
    current_total_price: money(order.currentTotalPriceSet),
    subtotal_price: money(order.subtotalPriceSet),
    total_discounts: money(order.totalDiscountsSet),
    total_tax: money(order.totalTaxSet),
    total_weight: Number(order.totalWeight ?? 0),
    taxes_included: order.taxesIncluded,
    tax_exempt: order.taxExempt,
    discount_codes: order.discountCodes.map((code) => ({ code })),
    payment_gateway_names: order.paymentGatewayNames,
    note: order.note,
    note_attributes: order.customAttributes.map(({ key, value }) => ({ name: key, value })),
    po_number: order.poNumber,
    tags: order.tags.join(", "),
    email: order.email,
    contact_email: order.email,
    phone: order.phone,
    customer_locale: order.customerLocale,
    customer: order.customer ? buyerPayload(order.customer) : null,
    shipping_address: addressPayload(order.shippingAddress),
    billing_address: addressPayload(order.billingAddress),
    shipping_lines: order.shippingLines.nodes.map(({ id, code, title, originalPriceSet }) => ({
      ...{ id: idOf(id), code, title, price: money(originalPriceSet) },
    })),
    fulfillments: order.fulfillments.map((one) => ({
      ...{ ...idsOf(one.id), order_id: idOf(order.id), status: word(one.status) },
      ...{ created_at: timeText(one.createdAt), updated_at: timeText(one.updatedAt) },
    })),
    line_items: lines.map((line) => linePayload(line, currency)),
  };
}

const linePayload = (line: FoundLineFragment, currency: string) => ({
  ...idsOf(line.id),
  title: line.title,
  name: line.name,
  variant_title: line.variantTitle,
  vendor: line.vendor,
  sku: line.sku,
  quantity: line.quantity,
  price: moneyText(line.originalUnitPriceSet.shopMoney.amount, currency),
  total_discount: moneyText(line.totalDiscountSet.shopMoney.amount, currency),
  product_id: idOf(line.product?.id),
  variant_id: idOf(line.variant?.id),
  gift_card: line.isGiftCard,
  requires_shipping: line.requiresShipping,
  taxable: line.taxable,
  properties: line.customAttributes.map(({ key, value }) => ({ name: key, value })),
});
