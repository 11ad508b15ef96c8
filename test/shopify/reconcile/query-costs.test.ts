// What the sandbox thinks that reconciliation's largest queries cost: Shopify refuses one query of more than 1,000 points.
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { getOperationAST } from "graphql";
import { expect, test } from "vitest";
import { adminSchema } from "#sandbox/shopify/admin-schema.ts";
import { MAX_QUERY_COST, requestedCost } from "#sandbox/shopify/query-cost.ts";
import {
  BillingAttemptsDocument,
  ChangedContractsDocument,
  ChangedOrdersDocument,
  FoundCustomersDocument,
  FoundOrderLinesDocument,
  FoundOrdersDocument,
  FoundProductsDocument,
} from "../../../app/shopify/generated/operations.ts";

const ids = (count: number) => Array.from({ length: count }, (_, index) => `gid://shopify/Thing/${index}`);
const ALL = { mayCustomers: true, mayOrders: true, mayProducts: true };

function costOf(document: TypedDocumentNode<unknown, never>, variables: object): number {
  const operation = getOperationAST(document);
  if (!operation) throw new Error("one operation to a document");
  return requestedCost(adminSchema().schema, document, operation, { ...ALL, ...variables });
}

test("a query costs as much as it has ids, and as its lists may hold", () => {
  expect(costOf(FoundCustomersDocument, { ids: ids(3) })).toBe(
    3 * costOf(FoundCustomersDocument, { ids: ids(1) }),
  );
  // 20 fulfillments, 50 transactions, 10 lines of 8 objects each: 150, and the order's own
  expect(costOf(FoundOrdersDocument, { ids: ids(1) })).toBeGreaterThan(150);
  expect(costOf(ChangedOrdersDocument, { first: 250 }), "an order each, and the page").toBe(251);
});

test.each([
  ["lists of what changed", ChangedOrdersDocument, { first: 250 }],
  ["lists of contracts", ChangedContractsDocument, { first: 100 }],
  ["lists of attempts", BillingAttemptsDocument, { first: 100 }],
  ["orders", FoundOrdersDocument, { ids: ids(4) }],
  ["an order's lines", FoundOrderLinesDocument, {}],
  ["customers", FoundCustomersDocument, { ids: ids(100) }],
  ["products", FoundProductsDocument, { ids: ids(5) }],
])("reading %s stays below what one query may cost", (_what, document, variables) => {
  expect(costOf(document as TypedDocumentNode<unknown, never>, variables)).toBeLessThan(MAX_QUERY_COST);
});
