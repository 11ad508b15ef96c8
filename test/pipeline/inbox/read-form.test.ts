import fc from "fast-check";
import { expect, test } from "vitest";
import { type FormFields, readForm } from "../../../app/pipeline/inbox/read-form.ts";

const URLENCODED = "application/x-www-form-urlencoded";
const JSON_TYPE = "application/json";

const read = (type: string | undefined, body: string | Buffer) => readForm(type, Buffer.from(body));
const fieldsOf = (type: string, body: string): FormFields | undefined => {
  const form = read(type, body);
  return form.kind === "form" ? form.fields : undefined;
};

test("a browser's form is read as it was filled in", () => {
  expect(fieldsOf(URLENCODED, "contact%5Bemail%5D=jane%40example.com&message=H%C3%A9llo+you&empty=")).toEqual(
    {
      "contact[email]": "jane@example.com",
      message: "Héllo you",
      empty: "",
    },
  );
});

test("a field that comes several times is a list", () => {
  expect(fieldsOf(`${URLENCODED}; charset=UTF-8`, "size=S&size=L&name=Jane")).toEqual({
    size: ["S", "L"],
    name: "Jane",
  });
});

test("a script's form keeps its lists as they are", () => {
  expect(fieldsOf(JSON_TYPE, '{"size":["S"],"name":"Jane"}')).toEqual({ size: ["S"], name: "Jane" });
});

test("the honeypot and the way back are no fields", () => {
  expect(read(URLENCODED, "name=Jane&carillon_website=&return_to=%2Fpages%2Fa")).toEqual({
    kind: "form",
    fields: { name: "Jane" },
    returnTo: "/pages/a",
    isBot: false,
  });
});

test.each([
  [URLENCODED, "carillon_website=http%3A%2F%2Fspam.example"],
  [URLENCODED, "carillon_website=&carillon_website=x"],
  [JSON_TYPE, '{"carillon_website":"x"}'],
  [JSON_TYPE, '{"carillon_website":["x"]}'],
])("%s %s is a bot's", (type, body) => {
  expect(read(type, body)).toMatchObject({ kind: "form", isBot: true });
});

test.each([
  [undefined, "unsupported", /application\/json/],
  ["multipart/form-data; boundary=x", "unsupported", /application\/x-www-form-urlencoded/],
  ["text/plain", "unsupported", /Send the form as/],
] as const)("the content type %s is refused", (type, kind, reason) => {
  expect(read(type, "a=1")).toEqual({ kind, reason: expect.stringMatching(reason) });
});

const names = (count: number) => Array.from({ length: count }, (_, index) => `f${index}=1`).join("&");

test.each<[string, string, string, RegExp]>([
  ["no JSON", JSON_TYPE, "{", /not JSON/],
  ["a list", JSON_TYPE, "[]", /JSON object/],
  ["null", JSON_TYPE, "null", /JSON object/],
  ["a number as a field", JSON_TYPE, '{"a":1}', /text or a list of texts/],
  ["an object as a field", JSON_TYPE, '{"a":{"b":"c"}}', /text or a list of texts/],
  ["a list of numbers", JSON_TYPE, '{"a":["b",1]}', /text or a list of texts/],
  ["nested too deep", JSON_TYPE, `{"a":${"[".repeat(50_000)}`, /not JSON/],
  ["101 fields", URLENCODED, names(101), /at most 100 fields/],
  ["a list of 101", URLENCODED, "a=1&".repeat(101), /at most 100 fields/],
  ["a field without a name", URLENCODED, "=1", /has a name/],
  ["a long name", URLENCODED, `${"n".repeat(101)}=1`, /at most 100 characters/],
  ["a long value", URLENCODED, `a=${"v".repeat(10_001)}`, /at most 10000 characters/],
])("%s is refused with a sentence", (_what, type, body, reason) => {
  expect(read(type, body)).toEqual({ kind: "wrong", reason: expect.stringMatching(reason) });
});

test("bytes that are not UTF-8 are refused", () => {
  const bytes = Buffer.from([0x61, 0x3d, 0xff]);
  for (const type of [URLENCODED, JSON_TYPE]) expect(read(type, bytes).kind).toBe("wrong");
});

test("a form at its limits is taken", () => {
  const body = `${names(99)}&${"n".repeat(100)}=${"v".repeat(10_000)}`;
  expect(Object.keys(fieldsOf(URLENCODED, body) ?? {})).toHaveLength(100);
});

const fieldName = fc.string({ unit: "grapheme", minLength: 1, maxLength: 10 }).map((name) => `f${name}`);

test("what a form holds is what was sent, both ways of sending", () => {
  const fields = fc.dictionary(fieldName, fc.string({ unit: "grapheme", maxLength: 30 }), { maxKeys: 20 });
  fc.assert(
    fc.property(fields, (sent) => {
      expect(fieldsOf(JSON_TYPE, JSON.stringify(sent))).toEqual(sent);
      expect(fieldsOf(URLENCODED, new URLSearchParams(sent).toString())).toEqual({ ...sent });
    }),
  );
});

test("no bytes upset it", () => {
  fc.assert(
    fc.property(fc.constantFrom(JSON_TYPE, URLENCODED), fc.uint8Array({ maxLength: 200 }), (type, bytes) => {
      expect(["form", "wrong"]).toContain(readForm(type, Buffer.from(bytes)).kind);
    }),
  );
});
