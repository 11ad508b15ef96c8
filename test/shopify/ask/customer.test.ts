import { expect, test } from "vitest";
import { ALL_SCOPES } from "../../helpers/shopify-stand-in.ts";
import { askingTests, rules } from "./ask-helpers.ts";

const { clock, open } = await askingTests();

const without = (...scopes: string[]) => ALL_SCOPES.filter((other) => !scopes.includes(other));
const NOBODY = "gid://shopify/Customer/1";

test("a customer comes with what the presets read and with the balances of store credit", async () => {
  const { store, answers } = await open();
  const { id } = store.addCustomer({
    ...{ firstName: "Ada", lastName: "Lovelace", email: "ada@example.com", phone: "+16135550100" },
    tags: ["vip"],
  });
  store.setMetafield(id, { namespace: "loyalty", key: "balance", type: "number_integer", value: "120" });
  store.setMetafield(id, { namespace: "smile", key: "vip_tier_name", type: "string", value: "Gold" });
  store.setMetafield(id, { namespace: "secret", key: "note", type: "string", value: "not asked for" });
  store.addTransaction(id, { kind: "Credit", amount: "12.50" });
  store.addTransaction(id, { kind: "Credit", amount: "3", currency: "USD" });
  const { customer } = await answers({ customer: id }, rules({ loyalty: { presets: ["easypoints"] } }));
  expect(customer).toEqual({
    kind: "known",
    value: {
      ...{ id, email: "ada@example.com", firstName: "Ada", lastName: "Lovelace", name: "Ada Lovelace" },
      ...{ phone: "+16135550100", tags: ["vip"], shopCurrency: "CAD" },
      metafields: [{ namespace: "loyalty", key: "balance", type: "number_integer", value: "120" }],
      storeCredits: [
        { amount: "12.50", currency: "CAD" },
        { amount: "3.00", currency: "USD" },
      ],
    },
  });
});

test("without a preset no metafield is asked for", async () => {
  const { store, answers } = await open();
  const { id } = store.addCustomer();
  store.setMetafield(id, { namespace: "loyalty", key: "balance", type: "number_integer", value: "120" });
  expect((await answers({ customer: id })).customer).toMatchObject({ value: { metafields: [] } });
});

test("a customer that Shopify does not have is missing", async () => {
  const { answers } = await open();
  expect(await answers({ customer: NOBODY })).toEqual({ customer: { kind: "missing" } });
});

test("without the permission to see customers nothing is asked", async () => {
  const { answers, operations } = await open({ scopes: without("read_customers") });
  expect(await answers({ customer: NOBODY, storeCredit: NOBODY })).toEqual({
    customer: { kind: "not_permitted", scope: "read_customers" },
    storeCredit: { kind: "not_permitted", scope: "read_customers" },
  });
  expect(operations).toEqual([]);
});

test("without the permission to see store credit the customer comes without it", async () => {
  const { store, answers } = await open({ scopes: without("read_store_credit_accounts") });
  const { id } = store.addCustomer();
  expect((await answers({ customer: id })).customer).toMatchObject({ value: { storeCredits: null } });
});

test("a permission that the session believes in and Shopify denies leaves that part out", async () => {
  const { store, answers, grant, operations } = await open();
  const { id } = store.addCustomer();
  grant(without("read_store_credit_accounts"));
  expect((await answers({ customer: id })).customer).toMatchObject({ value: { id, storeCredits: null } });
  expect(operations).toEqual(["Customer", "Customer"]);
  grant([]);
  expect((await answers({ customer: id })).customer).toEqual({
    kind: "not_permitted",
    scope: "read_customers",
  });
});

test("store credit comes newest first, and what leaves the account is negative", async () => {
  const { store, answers } = await open();
  const { id } = store.addCustomer();
  store.addTransaction(id, { kind: "Credit", amount: "20.00" });
  clock.advance(1_000);
  store.addTransaction(id, { kind: "Debit", amount: "5.25", event: "ORDER_PAYMENT" });
  store.addTransaction(id, { kind: "DebitRevert", amount: "5.25", event: "ORDER_CANCELLATION" });
  store.addTransaction(id, { kind: "Expiration", amount: "1.00" });
  const { storeCredit } = await answers({ storeCredit: id });
  if (storeCredit?.kind !== "known") throw new Error("store credit is not known");
  const [account] = storeCredit.value;
  expect(account?.balance).toEqual({ amount: "19.00", currency: "CAD" });
  expect(account?.transactions.map(({ type, amount }) => [type, amount.amount])).toEqual([
    ["expiration", "-1.00"],
    ["debit_revert", "5.25"],
    ["debit", "-5.25"],
    ["credit", "20.00"],
  ]);
  expect(account?.transactions[0]?.id).toBeNull();
  expect(account?.transactions[2]).toMatchObject({
    id: expect.stringMatching(/^gid:\/\/shopify\/StoreCreditAccountDebitTransaction\/\d+$/),
    event: "ORDER_PAYMENT",
    balanceAfter: { amount: "14.75", currency: "CAD" },
  });
});

test("no more than twenty transactions come", async () => {
  const { store, answers } = await open();
  const { id } = store.addCustomer();
  for (let count = 1; count <= 25; count++)
    store.addTransaction(id, { kind: "Credit", amount: String(count) });
  const { storeCredit } = await answers({ storeCredit: id });
  if (storeCredit?.kind !== "known") throw new Error("store credit is not known");
  const amounts = storeCredit.value[0]?.transactions.map(({ amount }) => amount.amount);
  expect(amounts).toHaveLength(20);
  expect(amounts?.[0]).toBe("25.00");
});

test("store credit of nobody is missing, and without the permission to see transactions it is not asked", async () => {
  const { answers } = await open();
  expect(await answers({ storeCredit: NOBODY })).toEqual({ storeCredit: { kind: "missing" } });
  const scope = "read_store_credit_account_transactions";
  const poor = await open({ scopes: without(scope) });
  expect(await poor.answers({ storeCredit: NOBODY })).toEqual({
    storeCredit: { kind: "not_permitted", scope },
  });
});

test("the shop's metafields are those of the presets", async () => {
  const { store, answers, operations } = await open();
  const field = { namespace: "rivo", key: "loy", type: "json", value: '{"tiers":[]}' };
  store.setMetafield("shop", field);
  store.setMetafield("shop", { ...field, namespace: "other" });
  const known = { kind: "known", value: [field] };
  expect(await answers({ shopMetafields: true }, rules({ loyalty: { presets: ["rivo_legacy"] } }))).toEqual({
    shopMetafields: known,
  });
  operations.length = 0;
  expect(await answers({ shopMetafields: true })).toEqual({ shopMetafields: { kind: "known", value: [] } });
  expect(operations).toEqual([]);
});
