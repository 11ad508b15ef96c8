import fc from "fast-check";
import { expect, test } from "vitest";
import { type Data, readData, toObject } from "../../app/server/flow/read-data.ts";
import { readRun } from "../../app/server/flow/read-run.ts";
import { suggestTopics } from "../../app/server/flow/suggest-topics.ts";
import { typeValue } from "../../app/server/flow/type-value.ts";
import { TOPICS } from "../../app/topics/catalog.ts";
import { dataSchema } from "../../app/topics/data-schemas.ts";

const NOW = new Date("2026-11-20T10:00:00Z");

/** The object that lines describe, as JSON text; what is wrong with them where something is. */
function read(text: string, topic = "loyalty/points_changed"): string {
  const data = readData(text);
  if (data.kind !== "lines") return JSON.stringify(data);
  const schema = dataSchema(topic);
  const result = toObject(data.lines, ({ path, value }) => typeValue(schema, path, value));
  return result.kind === "object" ? JSON.stringify(result.object) : result.reason;
}

test("dots lead into objects, and neither blank lines nor remarks nor outer white space say anything", () => {
  const text = "\n  # points\r\npoints_history.value = 50\n\npoints_history.message=a = b\r\n  note =  x  \n";
  expect(read(text)).toBe('{"points_history":{"value":50,"message":"a = b"},"note":"x"}');
});

test.each([
  ["points_history.value = 12345678901234567890.10", '{"points_history":{"value":12345678901234567890.10}}'],
  ["points_history.message = 12", '{"points_history":{"message":"12"}}'],
  ["points_history.message = null", '{"points_history":{"message":"null"}}'],
  ["points_history.type = Earn", '{"points_history":{"type":"Earn"}}'],
  ['note = "12"', '{"note":"12"}'],
  ["note = 1.0", '{"note":1.0}'],
  ["note = true", '{"note":true}'],
  ["note = null", '{"note":null}'],
  ["note = 0012", '{"note":"0012"}'],
  ['note = {"a":[1]}', '{"note":{"a":[1]}}'],
  ['note = 1, "other": 2', '{"note":"1, \\"other\\": 2"}'],
  ["points_history = 5", '{"points_history":5}'],
])("%s is %s", (text, json) => {
  expect(read(text)).toBe(json);
});

test("a list of form fields' texts stays text, and records know the type of what they hold", () => {
  expect(read("form.fields.age = 12", "form/submitted")).toBe('{"form":{"fields":{"age":"12"}}}');
  expect(read("order.id = 450789469", "order/paid")).toBe('{"order":{"id":450789469}}');
});

test.each([
  ["a = 1\na = 2", "Line 2 of Data gives a a second value."],
  ["a.b = 1\na = 2", "Line 2 of Data gives a a second value."],
  ["a = 1\n\na.b.c = 2", "Line 3 of Data gives a.b.c a second value."],
])("%j is refused with its line", (text, reason) => {
  expect(read(text)).toBe(reason);
});

test.each(["= 1", "a b = 1", ".a = 1", "a..b = 1", "a. = 1"])("%j has no name that can be taken", (text) => {
  expect(readData(`ok = 1\n${text}`)).toMatchObject({
    kind: "wrong",
    reason: "Line 2 of Data needs a name without spaces before the =, like points_history.value.",
  });
});

test("a lone carriage return, which Liquid's strip_newlines leaves in a value, begins no line", () => {
  expect(read("note = a\rcustomer.id = 5")).toBe('{"note":"a\\rcustomer.id = 5"}');
});

test.each([
  ["lines", `id = 1\n${"line=5\n".repeat(35_000)}`],
  ["JSON", `{"id":1,"lines":[${"{},".repeat(80_000)}{}]}`],
])("thousands of a contract's products as %s are refused", (_what, data) => {
  const properties = { topic: "Subscription contract state", data };
  expect(readRun({ action_run_id: "1", properties }, NOW)).toEqual({
    kind: "wrong",
    reason: "Subscription contract state: lines has at most 250 entries.",
  });
});

test("names of JavaScript's own are names like any other", () => {
  const text = "__proto__.polluted = yes\nconstructor.prototype.polluted = yes\nhasOwnProperty = 1";
  expect(read(text)).toBe(
    '{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},"hasOwnProperty":1}',
  );
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.json(),
  fc
    .array(fc.oneof(fc.string(), fc.constantFrom("a.b = 1", "__proto__.x = 1", "{", "= ", "line = 1 | 2")))
    .map((l) => l.join("\n")),
);

test("no text is too much for it: there is data or a sentence on one line", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const data: Data = readData(text);
      if (data.kind === "wrong") expect(data.reason).toMatch(/^[^\r\n]+\.$/);
    }),
  );
});

test("no properties are too much for a run: it is read, or refused with a sentence on one line", () => {
  const topic = fc.constantFrom(
    ...TOPICS.map(({ name }) => name),
    ...["Subscription contract state", "customer_loyalty_state", "__proto__", "toString"],
  );
  const value = fc.oneof(anyText, fc.anything(), fc.constantFrom("1", "gid://shopify/Customer/1"));
  const properties = fc.record(
    { topic: fc.oneof(topic, value), data: value, customer_id: value, order_id: value, event_id: value },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(properties, fc.anything(), (given, id) => {
      // As it comes over the wire.
      const text = JSON.stringify({ action_run_id: id, properties: given }, (_key, item) =>
        typeof item === "bigint" ? String(item) : item,
      );
      const reading = readRun(JSON.parse(text), NOW);
      if (reading.kind === "wrong") expect(reading.reason).toMatch(/^[^\r\n]+[.?]$/);
      else expect(reading.run.id).toMatch(/^[\w.-]{1,100}$/);
    }),
    { numRuns: 400 },
  );
});

test("every JSON object comes out as it was", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 5 })), (object) => {
      const text = JSON.stringify(object);
      const data = readData(text);
      expect(data.kind === "json" && JSON.stringify(data.value)).toBe(text);
    }),
  );
});

test("what lines say is what JSON says", () => {
  const key = fc.string({ minLength: 1, unit: fc.constantFrom(..."abc_-9") });
  const number = fc.oneof(
    fc.integer().map(String),
    fc.bigInt().map(String),
    fc.constantFrom("1.0", "1e3", "-0"),
  );
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(key, number), { selector: ([name]) => name }), (fields) => {
      const lines = fields.map(([name, value]) => `x.${name} = ${value}`).join("\n");
      const json = fields.map(([name, value]) => `"${name}":${value}`).join(",");
      const wanted = fields.length === 0 ? "{}" : `{"x":{${json}}}`;
      // An object puts names that are whole numbers first.
      expect(JSON.parse(read(lines))).toEqual(JSON.parse(wanted));
    }),
  );
});

test.each([
  ["paused", ["subscription/paused", "membership/paused"]],
  ["membership/biling_failure", ["membership/billing_failure"]],
  ["Subscription Created", ["subscription/created"]],
  ["", []],
  ["endpoint/failin", []],
])("whoever writes %j may have meant %j", (name, topics) => {
  expect(suggestTopics(name)).toEqual(topics);
});
