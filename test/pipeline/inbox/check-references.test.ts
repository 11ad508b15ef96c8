import { expect, test } from "vitest";
import type { AskOutcome, AskShopify } from "../../../app/pipeline/inbox/ask-shopify.ts";
import { createReferenceCheck } from "../../../app/pipeline/inbox/check-references.ts";
import type { Wait } from "../../../app/pipeline/inbox/in-time.ts";
import type { Answers, OrderFacts, Questions } from "../../../app/pipeline/mapping/questions.ts";
import { customerGid } from "../../helpers/run-mapper.ts";
import { createTestDeps } from "../../helpers/test-deps.ts";

const { deps } = await createTestDeps();

const SHOP = { id: "shp_1", domain: "one.myshopify.com" };
const OTHER = { id: "shp_2", domain: "two.myshopify.com" };
const REFERENCES = { customer: customerGid(), order: null };

const never: Wait = () => new Promise(() => {});
const atOnce: Wait = async () => undefined;

/** Questions that the test answers when it wants to. */
function heldBack() {
  const waiting: ((outcome: AskOutcome) => void)[] = [];
  const askShopify: AskShopify = () => new Promise((resolve) => waiting.push(resolve));
  return { askShopify, waiting };
}

test("what Shopify says is handed on with the time of the asking", async () => {
  const answers = { customer: { kind: "not_permitted" as const, scope: "read_customers" } };
  const askShopify: AskShopify = async () => ({ kind: "answered", answers });
  const check = createReferenceCheck({ ...deps, askShopify }, never);
  expect(await check(SHOP, REFERENCES)).toEqual({
    kind: "answered",
    answers: { ...answers, at: deps.clock.now().toISOString() },
  });
});

test("a shop that Shopify answers too late for is not waited for", async () => {
  const { askShopify, waiting } = heldBack();
  const check = createReferenceCheck({ ...deps, askShopify }, atOnce);
  expect(await check(SHOP, REFERENCES)).toEqual({ kind: "unanswered" });
  await expect.poll(() => waiting.length).toBe(1);
});

test("the wait ends with the answer", async () => {
  const waits: AbortSignal[] = [];
  const wait: Wait = (_ms, _value, { signal }) => {
    waits.push(signal);
    return never(0, undefined, { signal });
  };
  const askShopify: AskShopify = async () => ({ kind: "not_connected" });
  await createReferenceCheck({ ...deps, askShopify }, wait)(SHOP, REFERENCES);
  expect(waits.map(({ aborted }) => aborted)).toEqual([true]);
});

test("of one shop five are asked for at once, and another shop's are asked for all the same", async () => {
  const { askShopify, waiting } = heldBack();
  const check = createReferenceCheck({ ...deps, askShopify }, never);
  const five = Array.from({ length: 5 }, () => check(SHOP, REFERENCES));
  expect(await check(SHOP, REFERENCES)).toEqual({ kind: "unanswered" });
  const others = check(OTHER, REFERENCES);
  await expect.poll(() => waiting.length).toBe(6);
  for (const answer of waiting) answer({ kind: "not_connected" });
  await Promise.all([...five, others]);
  const next = check(SHOP, REFERENCES);
  await expect.poll(() => waiting.length).toBe(7);
  waiting.at(-1)?.({ kind: "answered", answers: { customer: { kind: "missing" } } });
  expect(await next).toEqual({ kind: "missing", what: "customer" });
});

const ORDER = "gid://shopify/Order/1";

const orderOf = (customer: string | null): Answers => {
  const value: OrderFacts = {
    ...{ id: ORDER, app: null, ownApp: "1", customer, sourceName: null, tags: [], lines: [] },
  };
  return { order: { kind: "known", value } };
};

/** Answers one question after the other; the last of them for ever. */
function answering(...answers: (Answers | "never")[]) {
  const asked: Questions[] = [];
  const askShopify: AskShopify = async (_shop, questions) => {
    const answer = answers[Math.min(asked.push(questions), answers.length) - 1] ?? {};
    return answer === "never" ? new Promise(() => {}) : { kind: "answered", answers: answer };
  };
  return { askShopify, asked };
}

const CUSTOMER_GONE: Answers = { customer: { kind: "missing" } };

test("of a run that names only the order, the order's customer is asked for as well", async () => {
  const customer: Answers = { customer: { kind: "not_permitted", scope: "read_customers" } };
  const { askShopify, asked } = answering(orderOf(customerGid(7)), customer);
  const check = createReferenceCheck({ ...deps, askShopify }, never);
  expect(await check(SHOP, { customer: null, order: ORDER })).toEqual({
    kind: "answered",
    answers: { ...orderOf(customerGid(7)), ...customer, at: deps.clock.now().toISOString() },
  });
  expect(asked).toEqual([{ order: ORDER }, { customer: customerGid(7) }]);
});

test("who ordered is not asked for where the run names a customer, or where nobody did", async () => {
  for (const [customer, buyer] of [
    [customerGid(1), customerGid(7)],
    [null, null],
  ] as const) {
    const { askShopify, asked } = answering(orderOf(buyer));
    await createReferenceCheck({ ...deps, askShopify }, never)(SHOP, { customer, order: ORDER });
    expect(asked).toHaveLength(1);
  }
});

test("that the order's customer is gone is no mistake of the run", async () => {
  const { askShopify } = answering(orderOf(customerGid(7)), CUSTOMER_GONE);
  const check = createReferenceCheck({ ...deps, askShopify }, never);
  expect(await check(SHOP, { customer: null, order: ORDER })).toMatchObject({
    kind: "answered",
    answers: CUSTOMER_GONE,
  });
});

test("what Shopify said in time counts, though the rest of it is late", async () => {
  const { askShopify, asked } = answering(orderOf(customerGid(7)), "never");
  const whenBothAreAsked: Wait = () => expect.poll(() => asked.length).toBe(2);
  const check = createReferenceCheck({ ...deps, askShopify }, whenBothAreAsked);
  expect(await check(SHOP, { customer: null, order: ORDER })).toEqual({
    kind: "answered",
    answers: { ...orderOf(customerGid(7)), at: deps.clock.now().toISOString() },
  });
});
