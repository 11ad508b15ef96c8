import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { sampleRequest } from "../../app/pipeline/deliver/sample-request.ts";
import { TOPICS } from "../../app/topics/catalog.ts";
import { schemaErrors } from "../helpers/payload-schema.ts";

const SHOP = { domain: "example.myshopify.com", environment: "live" } as const;
const NOW = new Date("2026-11-20T10:00:00.123Z");

const bodyOf = (topic: string) => JSON.parse(sampleRequest(topic, SHOP, NOW).body);

test.each(TOPICS)("the sample of $name fits its JSON Schema", ({ name }) => {
  expect(schemaErrors(name, bodyOf(name))).toEqual([]);
});

test("a body without an id, of another topic or with a wrong type does not fit", () => {
  const { id, ...withoutId } = bodyOf("order/paid");
  expect(id).toMatch(/^evt_/);
  expect(schemaErrors("order/paid", withoutId)).not.toEqual([]);
  expect(schemaErrors("order/paid", bodyOf("order/created"))).not.toEqual([]);
  const contract = bodyOf("subscription/paused");
  contract.data.contract.lines[0].quantity = "2";
  expect(schemaErrors("subscription/paused", contract)).not.toEqual([]);
});

test("18 digits fit, and so do fields that come with a later version", () => {
  const body = bodyOf("order/paid");
  const later = {
    ...body,
    added_later: 1,
    data: { ...body.data, order: { id: 123456789012345678n.toString() } },
  };
  const text = JSON.stringify(later).replace('"123456789012345678"', "123456789012345678");
  expect(schemaErrors("order/paid", JSON.parse(text))).toEqual([]);
});

test("there is a file for every topic and none for anything else", () => {
  const files = readdirSync("docs/generated/schemas", { recursive: true, encoding: "utf8" });
  const topics = files.filter((file) => file.endsWith(".json")).map((file) => file.replace(/\.json$/, ""));
  expect(topics.sort()).toEqual(TOPICS.map(({ name }) => name).sort());
});
