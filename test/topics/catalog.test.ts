import { expect, test } from "vitest";
import { z } from "zod";
import { TOPICS } from "../../app/topics/catalog.ts";
import { CATEGORIES } from "../../app/topics/categories.ts";
import { dataSchema } from "../../app/topics/data-schemas.ts";
import { sampleData, sampleResource } from "../../app/topics/samples.ts";

test.each(TOPICS.map(({ name }) => name))(
  "%s has a sample that parses with its schema, and a JSON Schema",
  (name) => {
    const sample = sampleData(name);
    expect(dataSchema(name).parse(sample)).toEqual(sample);
    expect(sampleData(name)).toEqual(sample);
    expect(sampleResource(name)).toMatch(/^gid:\/\/shopify\//);
    expect(z.toJSONSchema(dataSchema(name))).toMatchObject({ type: "object" });
  },
);

test("every topic is named once, belongs to a category and says in one sentence when it fires", () => {
  expect(new Set(TOPICS.map(({ name }) => name)).size).toBe(TOPICS.length);
  for (const { name, category, description } of TOPICS) {
    expect(Object.keys(CATEGORIES), name).toContain(category);
    expect(description, name).toMatch(/^[A-Z].*\.$/);
  }
});

test("a name that is not in the catalogue has neither schema nor sample", () => {
  expect(() => dataSchema("order/lost/found")).not.toThrow();
  expect(() => dataSchema("wallet/made")).toThrow();
  expect(() => sampleData("wallet/made")).toThrow();
});
