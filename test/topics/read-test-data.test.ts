import { expect, test } from "vitest";
import { TOPICS } from "../../app/topics/catalog.ts";
import { MOST_TEST_BYTES, readTestData } from "../../app/topics/read-test-data.ts";
import { sampleData } from "../../app/topics/samples.ts";

test.each(TOPICS.map(({ name }) => name))(
  "the sample of %s is read as it is and differs in nothing",
  (topic) => {
    const data = sampleData(topic);
    expect(readTestData(topic, JSON.stringify(data, null, 2))).toEqual({
      kind: "read",
      data,
      differences: [],
    });
  },
);

test("data of another shape is read all the same, and where it differs is said", () => {
  const read = readTestData("order/paid", '{"order":7,"mine":true}');
  expect(read).toMatchObject({
    kind: "read",
    data: { order: 7, mine: true },
    differences: [{ path: "order", missing: false }],
  });
  expect(readTestData("order/paid", "{}")).toMatchObject({
    differences: expect.arrayContaining([expect.objectContaining({ path: "order", missing: true })]),
  });
  expect(readTestData("subscription/created", "{}")).toMatchObject({
    differences: { length: expect.any(Number) },
  });
});

test("numbers keep the form in which they are written", () => {
  const read = readTestData("order/paid", '{"order":{"id":820982911946154508,"total":1.50}}');
  if (read.kind !== "read") throw new Error(read.mistake);
  expect(JSON.stringify(read.data)).toBe('{"order":{"id":820982911946154508,"total":1.50}}');
});

test.each([
  ["too_large", `{"order":"${"ä".repeat(MOST_TEST_BYTES / 2)}"}`],
  ["not_json", "{"],
  ["not_object", "[]"],
  ["not_object", "null"],
  ["too_deep", `{"a":${"[".repeat(101)}${"]".repeat(101)}}`],
  ["too_deep", `{"a":${"[".repeat(20_000)}${"]".repeat(20_000)}}`],
])("what cannot be data is refused: %s", (mistake, text) => {
  expect(readTestData("order/paid", text)).toEqual({ kind: "wrong", mistake });
});
