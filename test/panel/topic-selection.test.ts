import { expect, test } from "vitest";
import { TOPICS } from "../../app/topics/catalog.ts";
import {
  matchingGroups,
  operationalGroups,
  ordered,
  withAll,
  withoutAll,
  withTopics,
} from "../../app/ui/endpoints/topic-selection.ts";
import { testTopics } from "../../app/ui/test-call/test-topics.ts";

const found = (search: string) =>
  matchingGroups(search).flatMap(({ topics }) => topics.map(({ name }) => name));

test("a choice is kept in the catalogue's order, so that choosing again in another order changes nothing", () => {
  expect(ordered(["order/paid", "order/created"])).toEqual(["order/created", "order/paid"]);
  expect(withTopics(["order/paid"], ["order/created"], true)).toEqual(["order/created", "order/paid"]);
});

test("a topic that the catalogue no longer has is dropped from a choice", () => {
  expect(ordered(["order/vanished", "order/paid"])).toEqual(["order/paid"]);
});

test("every topic stays every topic, and keeps the operational topics that it does not mean", () => {
  expect(ordered(["order/paid", "*"])).toEqual(["*"]);
  expect(withAll(["order/paid", "endpoint/failing"])).toEqual(["*", "endpoint/failing"]);
  expect(withTopics(["*", "endpoint/failing"], ["endpoint/check", "endpoint/failing"], true)).toEqual([
    "*",
    "endpoint/failing",
    "endpoint/check",
  ]);
  expect(withTopics(["*", "endpoint/failing"], ["endpoint/failing"], false)).toEqual(["*"]);
});

test("who takes every topic back has the names of before, and the operational ones of now", () => {
  expect(withoutAll(["*", "endpoint/check"], ["order/paid", "endpoint/failing"])).toEqual([
    "order/paid",
    "endpoint/check",
  ]);
});

test("beside every topic there are the operational ones to choose, and no others", () => {
  expect(operationalGroups().flatMap(({ topics }) => topics.map(({ name }) => name))).toEqual([
    "endpoint/failing",
    "endpoint/disabled",
    "endpoint/recovered",
    "endpoint/delivery_failed",
    "endpoint/check",
  ]);
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

const TITLES = { own: "Own", others: "Others" };

test("a test call offers the endpoint's topics first, and all others after them", () => {
  const { first, options } = testTopics(["order/paid", "customer/created"], TITLES);
  expect(first).toBe("order/paid");
  expect(options).toMatchObject([
    { options: [{ value: "order/paid" }, { value: "customer/created" }] },
    { options: expect.toSatisfy((others: unknown[]) => others.length === TOPICS.length - 2) },
  ]);
  for (const topics of [["*"], ["*", "endpoint/failing"]]) {
    expect(testTopics(topics, TITLES)).toMatchObject({
      first: TOPICS[0].name,
      options: { length: TOPICS.length },
    });
  }
});
