import { expect, test } from "vitest";
import { isTopic, TOPICS } from "../../app/topics/catalog.ts";
import { CATEGORIES } from "../../app/topics/categories.ts";
import { dataJsonSchema, dataSchema } from "../../app/topics/data-schemas.ts";
import { sampleData, sampleResource } from "../../app/topics/samples.ts";

const NAMES = TOPICS.map(({ name }) => name);

test.each(NAMES)("%s has a sample that parses with its schema, and a JSON Schema", (name) => {
  const sample = sampleData(name);
  expect(dataSchema(name).parse(sample)).toEqual(sample);
  expect(sampleData(name)).toEqual(sample);
  if (name === "form/submitted") expect(sampleResource(name)).toBeNull();
  else expect(sampleResource(name)).toMatch(/^(gid:\/\/shopify\/\w+\/|ep_)\w+$/);
  const schema = dataJsonSchema(name);
  expect(schema).toMatchObject({ type: "object", properties: expect.any(Object) });
  expect(Object.keys(schema.properties ?? {})).toEqual(expect.arrayContaining(Object.keys(sample)));
});

test("every family has the number of topics that the contract names", () => {
  const counts = Object.keys(CATEGORIES).map((category) => [
    category,
    TOPICS.filter((topic) => topic.category === category).length,
  ]);
  expect(Object.fromEntries(counts)).toEqual({
    subscription: 17,
    membership: 9,
    payment_method: 3,
    loyalty: 11,
    wallet_pass: 4,
    order: 6,
    customer: 3,
    contact: 1,
    product: 3,
    form: 1,
    endpoint: 5,
  });
});

test("every topic is named once, stands with its category and says when it fires and where it comes from", () => {
  expect(new Set(NAMES).size).toBe(NAMES.length);
  const order = Object.keys(CATEGORIES);
  const places = TOPICS.map(({ category }) => order.indexOf(category));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  for (const { name, category, description, source, grade } of TOPICS) {
    expect(name.split("/")[0]).toBe(category);
    expect(description, name).toMatch(/^[A-Z].*\.$/);
    expect(source, name).toMatch(/^\S.*[^.\s]$/);
    expect(grade, name).toMatch(/^[ABCD]( \/ [ABCD])?$/);
  }
});

test("every topic has a way in of its own, unless its grade says that it comes from another app", () => {
  for (const { name, grade, ways } of TOPICS) {
    const own = ways.filter(({ kind }) => kind !== "api");
    expect(own.length > 0, name).toBe(grade !== "D");
    expect(ways.length, name).toBeGreaterThan(0);
  }
});

test("whoever knows of an event can send it in, but for those about endpoints", () => {
  for (const { name, category, ways } of TOPICS) {
    const kinds = ways.map(({ kind }) => kind);
    expect(kinds.includes("api"), name).toBe(category !== "endpoint");
    expect(kinds.includes("carillon"), name).toBe(category === "endpoint");
  }
});

test("a topic of Shopify's stands first in the words of the source", () => {
  for (const { name, grade, source, ways } of TOPICS) {
    if (!grade.startsWith("A") || ways[0]?.kind !== "webhook") continue;
    expect(source, name).toMatch(new RegExp(`^${ways[0].topics[0]}(\\W|$)`));
  }
});

test("operational topics say that all topics do not include them", () => {
  for (const { category, description } of TOPICS)
    expect(description.includes("Not part of “all topics”")).toBe(category === "endpoint");
});

test("a name that is not in the catalogue has neither schema nor sample", () => {
  for (const name of ["wallet/made", "order/lost", "order/paid/twice", "toString", ""]) {
    expect(isTopic(name)).toBe(false);
    expect(() => dataSchema(name)).toThrow(`no data schema for ${name}`);
    expect(() => sampleData(name)).toThrow();
  }
});
