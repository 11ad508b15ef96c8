import { expect, test } from "vitest";
import { isTopic } from "#app/topics/catalog.ts";
import { difference, expectedDeliveries, takenDeliveries } from "#sandbox/demo/expected.ts";
import { ENDPOINTS } from "#sandbox/demo/merchant.ts";
import { allStories } from "#sandbox/traffic/all-stories.ts";
import { json, sampleBody, whole } from "#sandbox/traffic/sample-body.ts";

test("a sample's fields are replaced and added without touching any other digit", () => {
  const body = sampleBody("orders/create", {
    id: json("900000000000000001"),
    note: 'a "quoted" $1 note',
    extra: true,
  });
  expect(body).toContain('"id": 900000000000000001,');
  expect(body).toContain('"admin_graphql_api_id": "gid://shopify/Order/820982911946154508"');
  expect(JSON.parse(body)).toMatchObject({ note: 'a "quoted" $1 note', extra: true });
});

test("a field that is an object or a list is not replaced by a value", () => {
  expect(() => sampleBody("orders/create", { line_items: null })).toThrow("line_items");
});

test("a field that is an object or a list is replaced by another one, and nothing else changes", () => {
  const body = sampleBody("orders/create", { line_items: whole([{ id: 1 }]), customer: json("null") });
  const { line_items, customer, ...rest } = JSON.parse(body);
  expect({ line_items, customer }).toEqual({ line_items: [{ id: 1 }], customer: null });
  const sample = JSON.parse(sampleBody("orders/create", {}));
  expect(rest).toEqual({ ...sample, line_items: undefined, customer: undefined });
});

test("the stories are more than 30 webhooks of more than 12 topics, each of them JSON", () => {
  const steps = allStories(new Date()).flat();
  expect(steps.length).toBeGreaterThanOrEqual(30);
  expect(new Set(steps.map(({ topic }) => topic)).size).toBeGreaterThanOrEqual(12);
  for (const { body } of steps) expect(() => JSON.parse(body)).not.toThrow();
  expect(steps.some(({ duplicate }) => duplicate)).toBe(true);
  expect(steps.filter(({ event }) => !event).length).toBeGreaterThan(0);
});

test("every event of a story has a topic of the catalogue, and names what the webhook is about", () => {
  for (const { body, event } of allStories(new Date()).flat()) {
    if (!event) continue;
    expect(isTopic(event.topic)).toBe(true);
    expect(body).toContain(event.resource.split("/").at(-1));
  }
});

test("two tellings are about different resources", () => {
  const resources = () => allStories(new Date()).map((story) => story[0]?.event?.resource);
  expect(new Set([...resources(), ...resources()]).size).toBe(16);
});

test("the demo's endpoints choose topics that exist, and one of them every topic", () => {
  for (const { topics } of ENDPOINTS)
    expect(topics.every((topic) => topic === "*" || isTopic(topic))).toBe(true);
  expect(ENDPOINTS.some(({ topics }) => topics[0] === "*")).toBe(true);
});

test("every event is expected once at each endpoint that chose its topic", () => {
  const events = [{ topic: "order/created", resource: "gid://1" }];
  const endpoint = { id: "ep_1", secret: "", failures: 0 };
  const endpoints = [
    { ...endpoint, path: "/all", topics: ["*"] },
    { ...endpoint, path: "/orders", topics: ["order/created"] },
    { ...endpoint, path: "/products", topics: ["product/created"] },
  ];
  expect(expectedDeliveries(events, endpoints)).toEqual([
    "/all order/created gid://1",
    "/orders order/created gid://1",
  ]);
});

test("attempts of one event count as one delivery, and only the successful one", () => {
  const request = (answered: number, id: string) => ({
    at: "",
    path: "/all",
    headers: { "webhook-id": id, "x-topic": "order/created" },
    body: "",
    resource: "gid://1",
    verdict: null,
    answered,
  });
  const taken = takenDeliveries([
    request(500, "evt_1"),
    request(200, "evt_1"),
    request(200, "evt_1"),
    request(500, "evt_2"),
  ]);
  expect(taken).toEqual(["/all order/created gid://1"]);
});

test("a difference counts: twice expected and once there is once missing", () => {
  expect(difference(["a", "a", "b"], ["a", "b", "c"])).toEqual(["a"]);
  expect(difference(["a"], ["a", "a"])).toEqual([]);
});
