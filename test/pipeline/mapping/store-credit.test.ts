import fc from "fast-check";
import { expect, test } from "vitest";
import type { Answer, Answers, StoreCreditAccount } from "../../../app/pipeline/mapping/questions.ts";
import { settleStoreCredit, storeCreditMapper } from "../../../app/pipeline/mapping/store-credit.ts";
import {
  billingCreditTrigger,
  creditOwnerMapper,
  customerCreditTrigger,
  orderCreditTrigger,
  refundCreditTrigger,
} from "../../../app/pipeline/mapping/store-credit-triggers.ts";
import { customerGid, dataOf, openShop, type Shop, START, sample } from "../../helpers/run-mapper.ts";

const CHECK = "carillon/store_credit_check";
const DAY = 86_400_000;

const REGISTRY = {
  mappers: {
    "orders/create": [orderCreditTrigger],
    "orders/paid": [orderCreditTrigger],
    "refunds/create": [refundCreditTrigger],
    "returns/close": [refundCreditTrigger],
    "returns/cancel": [refundCreditTrigger],
    "returns/reopen": [refundCreditTrigger],
    "subscription_billing_attempts/success": [billingCreditTrigger],
    "customers/update": [customerCreditTrigger],
    "carillon/store_credit_owner": [creditOwnerMapper],
    [CHECK]: [storeCreditMapper],
  },
  settlers: { store_credit: settleStoreCredit },
};

type CreditTransaction = StoreCreditAccount["transactions"][number];

const eur = (amount: string) => ({ amount, currency: "EUR" });

const transaction = (id: number | null, more: Partial<CreditTransaction> = {}): CreditTransaction => ({
  id: id === null ? null : `gid://shopify/StoreCreditAccountCreditTransaction/${id}`,
  type: "credit",
  createdAt: "2026-11-20T09:00:00Z",
  event: "ADJUSTMENT",
  amount: eur("10.0"),
  balanceAfter: eur("57.33"),
  ...more,
});

const account = (transactions: CreditTransaction[], id = 1): StoreCreditAccount => ({
  id: `gid://shopify/StoreCreditAccount/${id}`,
  balance: eur("57.33"),
  transactions,
});

const known = (...accounts: StoreCreditAccount[]): Answers => ({
  storeCredit: { kind: "known", value: accounts },
});
const shop = (more?: Shop) => openShop(REGISTRY, more);
const check = (answers: Answers, triggeredAt = START) => ({
  topic: CHECK,
  body: { customer: customerGid() },
  ...{ answers, triggeredAt },
});

test.each([
  ["credit", "ADJUSTMENT", "10.0", 10, "Earn"],
  ["debit", "ADJUSTMENT", "-10.0", -10, "Adjust"],
  ["debit", "ORDER_PAYMENT", "-57.33", -57.33, "Redeem"],
  ["credit", "ORDER_REFUND", "5", 5, "Refund"],
  ["debit_revert", "ORDER_CANCELLATION", "5", 5, "Refund"],
  ["debit_revert", "PAYMENT_RETURNED", "5", 5, "Refund"],
  ["debit_revert", "PAYMENT_FAILURE", "5", 5, "Refund"],
  ["debit", "TAX_FINALIZATION", "-0.01", -0.01, "Adjust"],
  ["expiration", "ADJUSTMENT", "-5", -5, "Expire"],
  ["credit", "SOMETHING_NEW", "1", 1, "Earn"],
])("a %s of event %s over %s is %d of type %s", (type, event, amount, value, kind) => {
  const carillon = shop();
  carillon.receive(check(known(account([transaction(1, { type, event, amount: eur(amount) })]))));
  const [draft] = carillon.drafts();
  expect(draft).toMatchObject({
    topic: "membership/store_credits_changed",
    resource: customerGid(),
    customer: customerGid(),
    triggeredAt: new Date("2026-11-20T09:00:00Z"),
  });
  expect(dataOf(draft)).toMatchObject({
    customer: { id: customerGid(), store_credits: 57.33, store_credit_accounts: [eur("57.33")] },
    credits_history: { value, type: kind, message: expect.stringMatching(/^[A-Z].+\.$/) },
  });
});

test("an amount that a double would change keeps its digits", () => {
  const carillon = shop();
  const amount = eur("123456789012345678.91");
  carillon.receive(check(known(account([transaction(1, { amount })]))));
  expect(JSON.stringify(carillon.drafts()[0]?.data)).toContain('"value":123456789012345678.91');
});

test("at first sight only the transactions of the last 24 hours count", () => {
  const carillon = shop();
  const old = transaction(1, { createdAt: "2026-11-19T09:59:59Z" });
  const fresh = transaction(2, { createdAt: "2026-11-19T10:00:00Z" });
  carillon.receive(check(known(account([fresh, old]))));
  expect(carillon.drafts().map(({ key }) => key)).toEqual([
    "membership/store_credits_changed|gid://shopify/StoreCreditAccountCreditTransaction/2",
  ]);
});

test("afterwards every new transaction makes one event, however late it is found", () => {
  const carillon = shop();
  const first = transaction(1, { createdAt: "2026-11-10T09:00:00Z" });
  const second = transaction(2, { createdAt: "2026-11-12T09:00:00Z" });
  carillon.receive(check(known(account([first]))));
  expect(carillon.drafts()).toHaveLength(0);
  carillon.receive(check(known(account([second, first]))));
  carillon.receive(check(known(account([second, first]))));
  expect(carillon.drafts()).toHaveLength(1);
});

test("of several transactions at the same second the one that comes later is found", () => {
  const carillon = shop();
  carillon.receive(check(known(account([transaction(1)]))));
  carillon.receive(check(known(account([transaction(2), transaction(1)]))));
  expect(carillon.drafts()).toHaveLength(2);
});

test("an account that is opened after the first look is told from its beginning", () => {
  const carillon = shop();
  carillon.receive(check(known()));
  carillon.receive(check(known(account([transaction(1, { createdAt: "2026-11-01T09:00:00Z" })]))));
  expect(carillon.drafts()).toHaveLength(1);
});

test("an expiry without an id is told once, and two of different balances twice", () => {
  const carillon = shop();
  const expiry = (balance: string) => transaction(null, { type: "expiration", balanceAfter: eur(balance) });
  carillon.receive(check(known(account([expiry("47"), expiry("57")]))));
  carillon.receive(check(known(account([expiry("47"), expiry("57")]))));
  expect(carillon.drafts()).toHaveLength(2);
});

test("answers in any order and repetition tell the same transactions", () => {
  const at = (day: number) => transaction(day, { createdAt: `2026-11-${10 + day}T09:00:00Z` });
  const looks = [1, 2, 3].map((count) => account([at(3), at(2), at(1)].slice(3 - count)));
  const keysAfter = (order: StoreCreditAccount[]) => {
    const carillon = shop();
    carillon.receive(check(known()));
    for (const look of order) carillon.receive(check(known(look)));
    return new Set(carillon.drafts().map(({ key }) => key));
  };
  const newest = looks[2] as StoreCreditAccount;
  fc.assert(
    fc.property(fc.shuffledSubarray([...looks, ...looks]), (order) => {
      expect(keysAfter([...order, newest])).toEqual(keysAfter([newest]));
    }),
  );
});

test.each<Answer<StoreCreditAccount[]> | undefined>([
  undefined,
  { kind: "missing" },
  { kind: "not_answered" },
  { kind: "not_permitted", scope: "read_store_credit_accounts" },
])("without an answer (%o) nothing is told and nothing forgotten", (storeCredit) => {
  const carillon = shop();
  carillon.receive(check(known(account([transaction(1)]))));
  const before = carillon.stateOf(customerGid(), "store_credit");
  carillon.receive(check(storeCredit ? { storeCredit } : {}));
  expect(carillon.drafts()).toHaveLength(1);
  expect(carillon.stateOf(customerGid(), "store_credit")).toEqual(before);
});

test("who holds an account is looked at every day, who holds none is not", () => {
  const answers = { value: known(account([transaction(1)])) };
  const carillon = shop({ answer: () => answers.value });
  carillon.receive(check(answers.value));
  carillon.wait(DAY);
  carillon.wait(DAY);
  expect(carillon.followUps().filter(({ topic }) => topic === CHECK)).toHaveLength(2);
  answers.value = known();
  carillon.wait(DAY);
  carillon.wait(DAY);
  expect(carillon.followUps()).toHaveLength(3);
});

test("a nightly look finds what nobody told", () => {
  const carillon = shop({ answer: () => known(account([transaction(2), transaction(1)])) });
  carillon.receive(check(known(account([transaction(1)]))));
  carillon.wait(DAY);
  expect(carillon.drafts()).toHaveLength(2);
});

test("a night without an answer does not end the nightly looks at a holder", () => {
  const nights: Answers[] = [{}, { storeCredit: { kind: "not_answered" } }];
  const carillon = shop({
    answer: () => nights.shift() ?? known(account([transaction(2), transaction(1)])),
  });
  carillon.receive(check(known(account([transaction(1)]))));
  for (let night = 0; night < 3; night += 1) carillon.wait(DAY);
  expect(carillon.drafts()).toHaveLength(2);
});

const checksOf = (carillon: ReturnType<typeof shop>) =>
  carillon.followUps().flatMap(({ topic, payload }) => (topic === CHECK ? [payload.customer] : []));

test("an order looks at its buyer, once for each occasion", () => {
  const carillon = shop();
  const body = sample("orders__create");
  carillon.receive({ topic: "orders/create", body });
  carillon.receive({ topic: "orders/create", body });
  carillon.receive({ topic: "orders/paid", body: sample("orders__paid") });
  expect(checksOf(carillon)).toEqual([
    "gid://shopify/Customer/115310627314723954",
    "gid://shopify/Customer/115310627314723954",
  ]);
  expect(carillon.drafts()).toEqual([]);
});

test("a guest's order looks at nobody and asks nobody", () => {
  const carillon = shop();
  carillon.receive({ topic: "orders/create", body: { id: 1, customer: null } });
  expect(carillon.followUps()).toEqual([]);
});

test("a refund of an order whose buyer is known looks at the buyer", () => {
  const carillon = shop({ owners: { "gid://shopify/Order/820982911946154500": customerGid(7) } });
  carillon.receive({ topic: "refunds/create", body: sample("refunds__create") });
  expect(checksOf(carillon)).toEqual([customerGid(7)]);
});

test.each([
  ["returns/close", "returns__close"],
  ["returns/cancel", "returns__cancel"],
  ["returns/reopen", "returns__reopen"],
])("%s asks the order first when nobody knows its buyer", (topic, name) => {
  const value = { customer: customerGid(7) } as never;
  const carillon = shop({ answer: ({ order }) => (order ? { order: { kind: "known", value } } : {}) });
  carillon.receive({ topic, body: sample(name) });
  expect(carillon.followUps().map((followUp) => followUp.topic)).toEqual([
    "carillon/store_credit_owner",
    CHECK,
  ]);
  expect(carillon.followUps()[0]?.payload.order).toBe("gid://shopify/Order/4783296544821");
  expect(checksOf(carillon)).toEqual([customerGid(7)]);
});

test("an order that nobody knows looks at nobody", () => {
  const carillon = shop({ answer: () => ({ order: { kind: "missing" } }) });
  carillon.receive({ topic: "refunds/create", body: { order_id: 1 } });
  expect(checksOf(carillon)).toEqual([]);
});

test("a billing attempt looks at the contract's customer, who may have to be asked for", () => {
  const body = sample("subscription_billing_attempts__success");
  const webhook = { topic: "subscription_billing_attempts/success", body };
  const contract = "gid://shopify/SubscriptionContract/9656533495";
  const familiar = shop({ owners: { [contract]: customerGid(7) } });
  familiar.receive(webhook);
  expect(checksOf(familiar)).toEqual([customerGid(7)]);
  const value = { customer: customerGid(8) } as never;
  const strange = shop({ answer: (asked) => (asked.contract ? { contract: { kind: "known", value } } : {}) });
  strange.receive(webhook);
  expect(checksOf(strange)).toEqual([customerGid(8)]);
});

test("a change of a customer keeps the nightly look", () => {
  const carillon = shop();
  carillon.receive(check(known(account([transaction(1)]))));
  const dueAt = carillon.dueAtOf(customerGid(), "store_credit");
  carillon.receive({ topic: "customers/update", body: { id: 1 } });
  expect(dueAt).toEqual(new Date(Date.parse(START) + DAY));
  expect(checksOf(carillon)).toEqual([customerGid()]);
});
