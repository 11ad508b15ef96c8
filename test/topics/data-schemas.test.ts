import fc from "fast-check";
import { expect, test } from "vitest";
import { completeData } from "../../app/pipeline/mapping/complete-data.ts";
import { diffContracts } from "../../app/pipeline/mapping/contracts/diff.ts";
import type { ContractSnapshot } from "../../app/pipeline/mapping/contracts/snapshot.ts";
import { TOPICS } from "../../app/topics/catalog.ts";
import { CHANGE_REASONS } from "../../app/topics/data/contract.ts";
import { dataJsonSchema, dataSchema } from "../../app/topics/data-schemas.ts";
import { sampleData } from "../../app/topics/samples.ts";

type Data = Record<string, unknown>;

const isObject = (value: unknown): value is Data => typeof value === "object" && value !== null;

/** Order, customer and product events hold Shopify's payload, which nobody can do without. */
const WHOLE = ["order", "customer", "product"];

/** `value` without the fields that `leaveOut` picks, by their path, however deep. */
function prune(value: unknown, leaveOut: (path: string) => boolean, path = ""): unknown {
  if (Array.isArray(value)) return value.map((item, index) => prune(item, leaveOut, `${path}.${index}`));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => !leaveOut(`${path}.${key}`));
  return Object.fromEntries(kept.map(([key, item]) => [key, prune(item, leaveOut, `${path}.${key}`)]));
}

test("whatever a sender leaves out, the completed data fits the topic's schema", () => {
  const row = fc.constantFrom(...TOPICS);
  fc.assert(
    fc.property(row, fc.func(fc.boolean()), ({ name, category }, leaveOut) => {
      const given = prune(sampleData(name), (path) => !WHOLE.includes(path.slice(1)) && leaveOut(path));
      const completion = completeData(name, given as Data);
      if (completion.kind !== "complete") throw new Error(`${category}: ${JSON.stringify(completion)}`);
      expect(dataSchema(name).safeParse(completion.data).error?.issues).toBeUndefined();
    }),
    { numRuns: 1_000 },
  );
});

test("data that knows nothing fits, for every topic", () => {
  for (const { name, category } of TOPICS) {
    const completion = completeData(name, WHOLE.includes(category) ? { [category]: {} } : {});
    if (completion.kind !== "complete") throw new Error(name);
    expect(dataSchema(name).safeParse(completion.data).error?.issues, name).toBeUndefined();
  }
});

test("JSON Schemas let unknown fields through, for a sender's own and for later ones", () => {
  for (const { name } of TOPICS)
    expect(JSON.stringify(dataJsonSchema(name)), name).not.toContain('"additionalProperties":false');
});

test("the six reasons are those that the comparison of contracts finds", () => {
  const money = (amount: string) => ({ amount, currency: "EUR" });
  const line = { product: null, variant: null, quantity: 1, price: money("1"), isMembership: false };
  const before: ContractSnapshot = {
    seenAt: "2026-11-20T10:00:00.000Z",
    shownAt: "2026-11-20T10:00:00.000Z",
    revision: "1",
    nextOrderDate: "2026-12-01T00:00:00Z",
    billing: { interval: "month", interval_count: 1 },
    delivery: { interval: "month", interval_count: 1 },
    shipping: { price: money("5"), title: "Standard" },
    lines: { kept: line, removed: { ...line, quantity: 2 } },
  };
  const after: ContractSnapshot = {
    ...before,
    nextOrderDate: "2026-12-02T00:00:00Z",
    billing: { interval: "week", interval_count: 1 },
    shipping: { price: money("6"), title: "Standard" },
    lines: { kept: { ...line, price: money("2") }, added: { ...line, quantity: 3 } },
  };
  const found = new Set(diffContracts(before, after).map(({ reason }) => reason));
  expect([...found].sort()).toEqual([...CHANGE_REASONS].sort());
});

test.each([
  ["subscription/paused", { contract: { id: "gid://shopify/Order/1" } }],
  ["subscription/updated", { changes: [{ reason: "mood_changed" }] }],
  ["subscription/paused", { unavailable: { "contract.lines": "lost" } }],
  ["wallet_pass/created", { pass_instance: { status: "created" } }],
  ["loyalty/points_changed", { points_history: { value: "50" } }],
  ["form/submitted", { form: { fields: { age: 7 } } }],
  ["contact/updated", { changes: ["mood"] }],
  ["endpoint/failing", { endpoint: { status: "broken" } }],
])("%s with %j does not fit", (name, wrong) => {
  const sample = sampleData(name);
  const data = Object.fromEntries(
    Object.entries(wrong as Data).map(([key, value]) => {
      const known = sample[key];
      return [
        key,
        isObject(value) && isObject(known) && !Array.isArray(value) ? { ...known, ...value } : value,
      ];
    }),
  );
  expect(dataSchema(name).safeParse({ ...sample, ...data }).success).toBe(false);
});
