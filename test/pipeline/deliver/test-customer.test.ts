import fc from "fast-check";
import { expect, test } from "vitest";
import { testCustomer } from "../../../app/pipeline/deliver/test-customer.ts";
import { parsePayload } from "../../../app/topics/parse-payload.ts";

const GID = "gid://shopify/Customer/1";

test.each([
  ["a gid", { customer: { id: GID } }, GID],
  ["a webhook's object", { order: { customer: { id: 7, admin_graphql_api_id: GID } } }, GID],
  ["a number", { customer: { id: 1 } }, GID],
  ["an id by name", { contract: { customer_id: "1" } }, GID],
  ["a gid anywhere", { list: [{ owner: GID }] }, GID],
  ["the one that stands least deep", { deep: [{ customer: { id: 2 } }], customer: { id: 1 } }, GID],
  ["nobody by what is no id", { customer: { id: "x", name: "y" }, owner: "gid://shopify/Order/1" }, null],
  ["nobody", {}, null],
])("%s tells the customer", (_name, data, gid) => {
  expect(testCustomer(data)).toBe(gid);
});

test("an id of 18 digits is read as it stands, and no data is too odd", () => {
  const data = parsePayload('{"customer":{"id":820982911946154508}}') ?? {};
  expect(testCustomer(data)).toBe("gid://shopify/Customer/820982911946154508");
  const isGid = /^gid:\/\/shopify\/Customer\/\d+$/;
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (some) => {
      expect(testCustomer(some) ?? GID).toMatch(isGid);
    }),
  );
});
