import fc from "fast-check";
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { z } from "zod";
import { createEndpoint } from "../../app/endpoints/create-endpoint.ts";
import type { EndpointChanges } from "../../app/endpoints/endpoint-fields.ts";
import {
  headerChangesField,
  headerForm,
  headersField,
  topicsField,
} from "../../app/endpoints/endpoint-fields.ts";
import { mergeHeaders } from "../../app/endpoints/merge-headers.ts";
import { openHeaders } from "../../app/endpoints/sealed-fields.ts";
import { updateEndpoint } from "../../app/endpoints/update-endpoint.ts";
import { getEndpoint } from "../../app/queries/endpoints.ts";
import { addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

let app: TestDeps;
let shopId: string;
let id: string;

beforeAll(async () => {
  app = await createTestDeps();
  shopId = await addShop(app.deps);
});

beforeEach(async () => {
  const headers = { Authorization: "Bearer one", "x-key": "two" };
  const input = { url: "https://127.0.0.1/hook", topics: ["order/paid"], headers };
  const outcome = await createEndpoint(app.deps, shopId, input);
  if (outcome.kind !== "created") throw new Error("not created");
  id = outcome.id;
});

const update = (changes: EndpointChanges) => updateEndpoint(app.deps, shopId, id, changes);

async function headers(): Promise<Record<string, string>> {
  const row = await app.deps.prisma.endpoint.findUniqueOrThrow({ where: { id } });
  return openHeaders(app.deps.seal, id, row.headers);
}

const problemsOf = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues.map(({ message }) => message) ?? [];

test("what a change leaves out stays as it is", async () => {
  const before = await getEndpoint(app.deps, shopId, id);
  expect(await update({})).toEqual({ kind: "updated" });
  expect(await getEndpoint(app.deps, shopId, id)).toEqual({ ...before, updatedAt: expect.any(Date) });
  await update({ description: "ERP", rateLimit: 5, weeklyCheck: true });
  expect(await getEndpoint(app.deps, shopId, id)).toMatchObject({
    ...{ url: "https://127.0.0.1/hook", topics: ["order/paid"], headerNames: ["Authorization", "x-key"] },
    ...{ description: "ERP", rateLimit: 5, weeklyCheck: true },
  });
  await update({ rateLimit: null, topics: ["order/created"] });
  expect(await getEndpoint(app.deps, shopId, id)).toMatchObject({
    rateLimit: null,
    topics: ["order/created"],
  });
});

test("single headers are set, replaced and removed by those who do not know the others", async () => {
  await update({
    headers: { "X-New": "three", authorization: "Bearer four", "X-KEY": null, "x-unknown": null },
  });
  expect(await headers()).toEqual({ authorization: "Bearer four", "X-New": "three" });
  await update({ headers: { authorization: null, "x-new": null } });
  expect(await app.deps.prisma.endpoint.findUniqueOrThrow({ where: { id } })).toMatchObject({
    headers: null,
  });
});

test("changes of different headers at the same time all count", async () => {
  await Promise.all(
    Array.from({ length: 10 }, (_, number) => update({ headers: { [`x-${number}`]: `${number}` } })),
  );
  expect(Object.keys(await headers())).toHaveLength(12);
});

test("headers are limited together, whoever brings them", async () => {
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, number) => [`x-${number}`, "value"]));
  expect(await update({ headers: many(18) })).toEqual({ kind: "updated" });
  expect(await update({ headers: { "x-18": "value" } })).toEqual({
    kind: "invalid",
    errors: { headers: ["At most 20 headers."] },
  });
  expect(await update({ headers: { "x-18": "value", "x-17": null } })).toEqual({ kind: "updated" });
  expect(problemsOf(headersField, many(21))).toEqual(["At most 20 headers."]);
  const long = { "x-a": "a".repeat(4_000), "x-b": "b".repeat(4_000) };
  expect(problemsOf(headersField, long)).toEqual([expect.stringContaining("6000 characters together")]);
});

test("merging headers is a map by name, whatever the case", () => {
  const name = fc.constantFrom("x-a", "X-A", "x-b", "X-b", "__proto__", "constructor");
  const changes = fc.array(fc.tuple(name, fc.option(fc.string())), { maxLength: 8 });
  fc.assert(
    fc.property(changes, (steps) => {
      const model = new Map<string, string>();
      let merged: Record<string, string> = {};
      for (const [key, value] of steps) {
        merged = mergeHeaders(merged, Object.fromEntries([[key, value]]));
        if (value === null) model.delete(key.toLowerCase());
        else model.set(key.toLowerCase(), value);
      }
      const lower = Object.entries(merged).map(([key, value]) => [key.toLowerCase(), value]);
      expect(lower.sort()).toEqual([...model].sort());
    }),
  );
});

test.each([
  "Host",
  "CONTENT-TYPE",
  "content-length",
  "Connection",
  "Transfer-Encoding",
  "User-Agent",
  "X-Shop-Domain",
  "triggered-at",
  "x-triggered-at",
  "x-topic",
  "x-delivery-id",
  "x-attempt",
  "x-test",
  "webhook-id",
  "webhook-timestamp",
  "webhook-signature",
  "signature",
  "Signature-Next",
])("the header %s cannot be set", (name) => {
  expect(problemsOf(headersField, { [name]: "x" })).toEqual([`The header ${name} is set by Carillon.`]);
});

test("a masked value, a value that could break out, and a name given twice are refused with a sentence", () => {
  expect(problemsOf(headerChangesField, { authorization: "•••" })).toEqual([
    expect.stringMatching(/not shown: leave authorization out to keep it/),
  ]);
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const printable = /^[\x20-\x7e]{1,4096}$/.test(text);
      expect(problemsOf(headersField, { "x-a": text })).toHaveLength(printable ? 0 : 1);
    }),
  );
  expect(problemsOf(headerChangesField, { "X-A": "1", "x-a": null })).toEqual([
    expect.stringMatching(/given twice/),
  ]);
  expect(problemsOf(headersField, { "x a": "1" })).toEqual([expect.stringMatching(/no header name/)]);
});

test("a header that JavaScript would lose is no header, in the API and in the panel", () => {
  const lost = ['"__proto__" is no header name.'];
  expect(problemsOf(headersField, JSON.parse('{"__proto__":"x"}'))).toEqual(lost);
  expect(problemsOf(headerChangesField, JSON.parse('{"__proto__":null}'))).toEqual(lost);
  expect(problemsOf(headerForm, { name: "__proto__", value: "x" })).toEqual(lost);
  expect(problemsOf(headersField, { constructor: "x", toString: "y" })).toEqual([]);
});

test("every topic goes together with operational topics by name, and makes other names superfluous", async () => {
  const parsed = topicsField.parse(["endpoint/failing", "order/paid", "*", "endpoint/failing"]);
  expect(parsed).toEqual(["*", "endpoint/failing"]);
  await update({ topics: parsed });
  expect((await getEndpoint(app.deps, shopId, id))?.topics).toEqual(["*", "endpoint/failing"]);
  expect(
    await app.deps.prisma.endpoint.findUniqueOrThrow({ where: { id }, include: { topics: true } }),
  ).toMatchObject({
    allTopics: true,
    topics: [{ topic: "endpoint/failing" }],
  });
  await update({ topics: ["endpoint/check", "order/paid"] });
  expect((await getEndpoint(app.deps, shopId, id))?.topics).toEqual(["endpoint/check", "order/paid"]);
  const created = await createEndpoint(app.deps, shopId, { url: "https://127.0.0.1", topics: parsed });
  expect(created.kind === "created" && (await getEndpoint(app.deps, shopId, created.id))?.topics).toEqual(
    parsed,
  );
});

test("an unknown topic beside every topic is refused", () => {
  expect(topicsField.safeParse(["*", "order/lost"]).error?.issues).toMatchObject([
    { message: 'There is no topic "order/lost".' },
  ]);
});

test("a private address is refused and changes nothing else", async () => {
  expect(await update({ url: "https://10.0.0.1/", description: "x" })).toMatchObject({ kind: "invalid" });
  expect(await getEndpoint(app.deps, shopId, id)).toMatchObject({ description: "" });
});

test("headers that no key opens any more do not take the endpoint's page with them", async () => {
  await app.deps.pool.query("update endpoint set headers = 'v1.00000000.AAAA' where id = $1", [id]);
  expect(await getEndpoint(app.deps, shopId, id)).toMatchObject({ headerNames: null });
});

test("a URL that another endpoint has is refused where it is to be once, and only there", async () => {
  const shop = await addShop(app.deps, "once.myshopify.com");
  const made = async (url: string) => {
    const outcome = await createEndpoint(app.deps, shop, { url, topics: ["order/paid"] });
    return outcome.kind === "created" ? outcome.id : "";
  };
  const first = await made("https://127.0.0.1/first");
  const second = await made("https://127.0.0.1/second");
  const change = (url: string, urlOnce?: boolean) => updateEndpoint(app.deps, shop, second, { url, urlOnce });
  const refused = { kind: "invalid", errors: { url: [expect.stringContaining("already")] } };
  expect(await change("https://127.0.0.1/first#top", true)).toEqual(refused);
  expect(await change("https://127.0.0.1/second?", true)).toEqual({ kind: "updated" });
  expect(await change("https://127.0.0.1/first")).toEqual({ kind: "updated" });
  expect(await change("https://127.0.0.1/first?", true)).toEqual({ kind: "updated" });
  const swap = (id: string) =>
    updateEndpoint(app.deps, shop, id, { url: "https://127.0.0.1/third", urlOnce: true });
  const outcomes = await Promise.all([swap(first), swap(second)]);
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["invalid", "updated"]);
});
