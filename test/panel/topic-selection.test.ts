import { expect, test } from "vitest";
import { TOPICS } from "../../app/topics/catalog.ts";
import { testTopics } from "../../app/ui/endpoints/test-topics.ts";
import { matchingGroups, ordered, withTopics } from "../../app/ui/endpoints/topic-selection.ts";

const found = (search: string) =>
  matchingGroups(search).flatMap(({ topics }) => topics.map(({ name }) => name));

test("a choice is kept in the catalogue's order, so that choosing again in another order changes nothing", () => {
  expect(ordered(["order/paid", "order/created"])).toEqual(["order/created", "order/paid"]);
  expect(withTopics(["order/paid"], ["order/created"], true)).toEqual(["order/created", "order/paid"]);
});

test("a topic that the catalogue no longer has is dropped from a choice", () => {
  expect(ordered(["order/vanished", "order/paid"])).toEqual(["order/paid"]);
});

test("every topic stays every topic", () => {
  expect(ordered(["order/paid", "*"])).toEqual(["*"]);
});

test("taking a category away leaves the others", () => {
  expect(withTopics(["customer/created", "order/paid"], ["order/created", "order/paid"], false)).toEqual([
    "customer/created",
  ]);
});

test("without a search all topics are shown", () => {
  expect(found("")).toHaveLength(TOPICS.length);
});

test("a search looks for every word, in names and descriptions, whatever the case", () => {
  expect(found("Order PAID")).toEqual(expect.arrayContaining(["order/paid", "subscription/billing_success"]));
  expect(found("order paid")).not.toContain("order/created");
  expect(found("no such thing")).toEqual([]);
});

test("a test call offers the endpoint's topics first, and all others after them", () => {
  const { first, options } = testTopics(["order/paid", "customer/created"]);
  expect(first).toBe("order/paid");
  expect(options).toMatchObject([
    { options: [{ value: "order/paid" }, { value: "customer/created" }] },
    { options: expect.toSatisfy((others: unknown[]) => others.length === TOPICS.length - 2) },
  ]);
  expect(testTopics(["*"])).toMatchObject({ first: TOPICS[0].name, options: { length: TOPICS.length } });
});
