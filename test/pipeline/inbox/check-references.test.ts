import { expect, test } from "vitest";
import type { AskOutcome, AskShopify } from "../../../app/pipeline/inbox/ask-shopify.ts";
import { createReferenceCheck, type Wait } from "../../../app/pipeline/inbox/check-references.ts";
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
