import fc from "fast-check";
import { expect, test } from "vitest";
import { completeData, type Problem } from "../../../app/pipeline/mapping/complete-data.ts";
import { TOPICS } from "../../../app/topics/catalog.ts";
import { parsePayload } from "../../../app/topics/parse-payload.ts";
import { sampleData } from "../../../app/topics/samples.ts";

type Data = Record<string, unknown>;
type Path = string[];

const topic = fc.constantFrom(...TOPICS.map(({ name }) => name));

function complete(name: string, data: Data, known?: Data): Data {
  const completion = completeData(name, data, known);
  if (completion.kind === "wrong") throw new Error(`${name}: ${JSON.stringify(completion.problems)}`);
  return completion.data;
}

function problemsOf(name: string, data: Data): Problem[] {
  const completion = completeData(name, data);
  return completion.kind === "wrong" ? completion.problems : [];
}

const isWhole = (name: string) => /^(order|customer|product)\//.test(name);

const isObject = (value: unknown): value is Data => typeof value === "object" && value !== null;

/** Of every field, however deep. */
const pathsOf = (value: unknown): Path[] =>
  isObject(value)
    ? Object.entries(value).flatMap(([key, item]) => [[key], ...pathsOf(item).map((path) => [key, ...path])])
    : [];

const at = (data: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), data);

/** `data` without some of its fields; entries of lists stay. */
function without(data: Data, paths: Path[]): Data {
  const rest = structuredClone(data);
  for (const path of paths) {
    const parent = at(rest, path.slice(0, -1));
    if (isObject(parent) && !Array.isArray(parent)) delete parent[path.at(-1) as string];
  }
  return rest;
}

/** A topic, and its sample of which any fields are left, but for the thing itself that some topics are about. */
const pruned = topic.chain((name) => {
  const sample = sampleData(name);
  const removable = pathsOf(sample).filter((path) => path.length > 1 || !isWhole(name));
  return fc.subarray(removable).map((removed) => ({ name, removed, data: without(sample, removed) }));
});

test("every sample is complete", () => {
  for (const { name } of TOPICS) expect(complete(name, sampleData(name)), name).toEqual(sampleData(name));
});

test("whatever is left of a sample is completed, and what is left stays as it is", () => {
  fc.assert(
    fc.property(pruned, ({ name, data }) => {
      expect(complete(name, data)).toMatchObject(data);
    }),
    { numRuns: 1_000 },
  );
});

test("completing twice is completing once", () => {
  fc.assert(
    fc.property(pruned, ({ name, data }) => {
      const once = complete(name, data);
      expect(complete(name, once)).toEqual(once);
    }),
    { numRuns: 1_000 },
  );
});

test("every field that had to be filled with null is listed as unknown", () => {
  fc.assert(
    fc.property(pruned, ({ name, removed, data }) => {
      const completed = complete(name, data);
      for (const path of removed) {
        if (at(data, path) !== undefined || at(completed, path) !== null) continue;
        expect(at(completed, ["unavailable", path.join(".")]), path.join(".")).toBe("unknown");
      }
    }),
    { numRuns: 1_000 },
  );
});

test("data that knows nothing of its topic is taken, and everything that the topic knows is null", () => {
  const { customer, points_history, unavailable, ...rest } = complete("loyalty/points_changed", {
    points_balance: 500,
    points_delta: 50,
  }) as Record<string, Data>;
  expect(rest).toEqual({ points_balance: 500, points_delta: 50 });
  const filled = { customer, points_history };
  const leaves = pathsOf(filled).filter((path) => path.length > 1);
  expect(leaves.map((path) => at(filled, path))).toEqual(leaves.map(() => null));
  expect(Object.keys(unavailable ?? {})).toEqual(leaves.map((path) => path.join(".")));
  expect(leaves).toContainEqual(["points_history", "value"]);
});

test("no data at all is completed for every topic whose data is not the thing itself", () => {
  for (const { name } of TOPICS)
    if (!isWhole(name)) expect(Object.keys(complete(name, {})), name).toEqual(Object.keys(sampleData(name)));
});

test("what is known otherwise fills what is missing, and nothing else", () => {
  const id = "gid://shopify/Customer/1";
  const known = { origin: "api", customer: { id } };
  expect(complete("subscription/paused", {}, known)).toMatchObject({
    origin: "api",
    customer: { id, email: null },
  });
  const given = { origin: "order", customer: { email: "jane@example.com" } };
  expect(complete("subscription/paused", given, known)).toMatchObject({
    origin: "order",
    customer: { id, email: "jane@example.com", name: null },
  });
  expect(complete("order/paid", { order: { id: 1 } }, known)).toEqual({ order: { id: 1 } });
});

test("a null is taken as said", () => {
  const { customer, unavailable } = complete("subscription/paused", { customer: null }) as Record<
    string,
    Data
  >;
  expect(customer).toBeNull();
  expect(unavailable).not.toHaveProperty("customer");
});

test("the sender's own reasons are kept", () => {
  const unavailable = { "customer.email": "not_asked" };
  const completed = complete("subscription/paused", { customer: { email: null }, unavailable });
  expect(completed.unavailable).toMatchObject({ "customer.email": "not_asked", "customer.name": "unknown" });
});

test("numbers keep the form they have", () => {
  const data = parsePayload(
    '{"customer":{"loyalty_points":500.0,"store_credits":1e2},"big":12345678901234567890}',
  );
  expect(JSON.stringify(complete("subscription/paused", data as Data))).toMatch(
    /^\{"customer":\{"loyalty_points":500\.0,"store_credits":1e2,.*"big":12345678901234567890/,
  );
});

test.each<[string, Data, string]>([
  ["subscription/paused", { customer: { loyalty_points: "500" } }, "customer.loyalty_points"],
  ["subscription/paused", { customer: { id: "207119551" } }, "customer.id"],
  ["subscription/paused", { customer: "jane@example.com" }, "customer"],
  ["subscription/paused", { customer: [] }, "customer"],
  ["subscription/paused", parsePayload('{"customer":1.0}') as Data, "customer"],
  ["subscription/paused", { contract: { lines: [{}, 1] } }, "contract.lines.1"],
  ["subscription/paused", { contract: { lines: {} } }, "contract.lines"],
  ["subscription/paused", { origin: "moon" }, "origin"],
  ["subscription/paused", { unavailable: [] }, "unavailable"],
  ["subscription/paused", { unavailable: null }, "unavailable"],
  ["subscription/billing_failure", { billing_attempt: { error_code: 5 } }, "billing_attempt.error_code"],
  ["loyalty/points_changed", { points_history: { value: "50" } }, "points_history.value"],
  ["order/paid", {}, "order"],
  ["order/paid", { order: null }, "order"],
  ["order/paid", { order: 5 }, "order"],
  ["customer/updated", { order: {} }, "customer"],
])("%s with %j is told that %s is wrong", (name, data, path) => {
  expect(problemsOf(name, data)).toEqual([{ path: path.split("."), message: expect.stringMatching(/.+/) }]);
});

const entries = (count: number): Data[] => Array.from({ length: count }, () => ({}));

test.each<[string, Data]>([
  ["contract.lines", { contract: { lines: entries(1_001) } }],
  ["changes", { changes: entries(1_001) }],
  ["contract.attributes", { contract: { attributes: entries(80_000) } }],
  [
    "contract.lines.10.attributes",
    { contract: { lines: entries(80).map(() => ({ attributes: entries(92) })) } },
  ],
  ["changes", { contract: { lines: entries(600) }, changes: entries(401) }],
])("more than a thousand entries are too many, wherever they stand: %s", (path, data) => {
  const message = "Has at most 1,000 entries, together with the other lists.";
  expect(problemsOf("subscription/paused", data)).toEqual([{ path: path.split("."), message }]);
});

test("what is completed is bounded, however little of it was sent", () => {
  const largest = [
    { contract: { lines: entries(1_000) } },
    { changes: entries(1_000) },
    { contract: { lines: entries(20).map(() => ({ attributes: entries(49) })) } },
  ].map((data) => JSON.stringify(complete("subscription/paused", data)).length);
  expect(Math.max(...largest)).toBeGreaterThan(500_000);
  expect(Math.max(...largest)).toBeLessThan(1_100_000);
});

test("what is known otherwise counts for nothing", () => {
  const known = { customer: { store_credit_accounts: entries(5) } };
  const { kind } = completeData("subscription/paused", { contract: { lines: entries(1_000) } }, known);
  expect(kind).toBe("complete");
});

test("all that is wrong is told at once", () => {
  const data = { customer: { email: 1, name: 2 }, origin: 3 };
  expect(problemsOf("subscription/paused", data).map(({ path }) => path.join("."))).toEqual([
    "customer.email",
    "customer.name",
    "origin",
  ]);
});

test("whatever JSON is sent is completed or told what is wrong, and never upsets anything", () => {
  const json = fc.dictionary(
    fc.constantFrom("customer", "contract", "order", "unavailable", "origin", "changes", "__proto__", "x"),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(topic, json, (name, data) => {
      const completion = completeData(name, data as Data);
      if (completion.kind === "complete") expect(completion.data).toMatchObject(data);
      else expect(completion.problems.length).toBeGreaterThan(0);
    }),
  );
});
