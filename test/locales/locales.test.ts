// All that the panel says is in the locale files, in English and in French.
import { globSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { en } from "../../app/locales/en.ts";
import { fr } from "../../app/locales/fr.ts";
import { bodyFields } from "../../app/topics/body-schema.ts";
import { TOPICS } from "../../app/topics/catalog.ts";
import { FLOW_ACTION_FIELDS } from "../../app/topics/flow/action.ts";
import { FLOW_TRIGGERS } from "../../app/topics/flow/triggers.ts";
import { sentencesIn } from "./sentences.ts";

/** Where the sentences stand that the panel shares with the API, whose language is English. */
const SHARED = [
  "app/endpoints/*.ts",
  "app/notifications/alert-fields.ts",
  "app/pipeline/inbox/ask-worker.ts",
  "app/rules/rules-schema.ts",
  "app/rules/unmapped-reasons.ts",
  "app/shopify/ask/*.ts",
  "app/signing/secret.ts",
  "app/tokens/*.ts",
];

const OWN = ["problems", "topicTexts", "fieldTexts", "flowTexts", "polaris"];

type Tree = { [key: string]: string | Tree };

const leaves = (tree: Tree, path: string[] = []): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string"
      ? [[[...path, key].join("."), value] as [string, string]]
      : leaves(value, [...path, key]),
  );

const PLURAL = /_(one|many|other)$/;
const namesOf = (tree: Tree) => new Set(leaves(tree).map(([key]) => key.replace(PLURAL, "")));
const placesOf = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name).sort();
const tagsOf = (text: string) => [...text.matchAll(/<\/?(\w+)/g)].map(([, name]) => name).sort();

describe.each(Object.entries(en).filter(([name]) => !OWN.includes(name)))("%s", (name, english) => {
  const french = fr[name as keyof typeof fr] as Tree;

  test("has the same texts in both languages", () => {
    expect(namesOf(french)).toEqual(namesOf(english as Tree));
  });

  test("has the same places and tags in both languages", () => {
    const known = new Map(leaves(french));
    for (const [key, text] of leaves(english as Tree)) {
      const other = known.get(key);
      if (other === undefined || key.endsWith("_one")) continue; // "one" may be said without a number
      expect([key, placesOf(other), tagsOf(other)]).toEqual([key, placesOf(text), tagsOf(text)]);
    }
  });

  test("has every plural that French knows", () => {
    const keys = leaves(french).map(([key]) => key);
    const plural = keys.filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, ""));
    const missing = [...new Set(plural)].flatMap((key) =>
      ["one", "many", "other"].map((form) => `${key}_${form}`).filter((form) => !keys.includes(form)),
    );
    expect(missing).toEqual([]);
  });
});

/** Polaris' own texts are not the panel's. */
const FRENCH = Object.entries(fr).filter(([name]) => name !== "polaris");
const PLAIN_SPACE = /[ \u202f][:;?!]|«(?!\u00a0)|(?<!\u00a0)»/;

test("no French text can break, or has a plain space, before : ; ? ! or inside « »", () => {
  const wrong = FRENCH.flatMap(([name, texts]) =>
    leaves(texts as Tree)
      .filter(([, text]) => PLAIN_SPACE.test(text))
      .map(([key, text]) => `${name}:${key}: ${text}`),
  );
  expect(wrong).toEqual([]);
});

test("every sentence that the API says too has its French", () => {
  const known = new Set(
    Object.keys(fr.problems).map((sentence) => sentence.replaceAll(/\{\{\w+\}\}/g, "{{}}")),
  );
  const sentences = globSync(SHARED).flatMap(sentencesIn);
  expect(sentences.length).toBeGreaterThan(30);
  expect([...new Set(sentences)].filter((sentence) => !known.has(sentence))).toEqual([]);
});

test("every topic, trigger and field of Flow's action has its French", () => {
  expect(Object.keys(fr.topicTexts).sort()).toEqual(TOPICS.map(({ name }) => name as string).sort());
  const flow = [
    ...FLOW_TRIGGERS.map(({ handle }) => handle),
    ...FLOW_ACTION_FIELDS.flatMap((field) => ("key" in field ? [field.key] : [])),
  ];
  expect(Object.keys(fr.flowTexts).sort()).toEqual(flow.sort());
});

test("every description of a field has its French, and none is of a field that is gone", () => {
  const descriptions = TOPICS.flatMap(({ name }) =>
    bodyFields(name).flatMap((field) => field.description ?? []),
  );
  expect(Object.keys(fr.fieldTexts).sort()).toEqual([...new Set(descriptions)].sort());
});

/** Headers, identifiers and types are called the same in every language. */
const TECHNICAL = /^(https:.*|([\w.-]*[-_.][\w.…-]*(, )?)+)$/;
/** As Flow's editor names them, in the language of the extension; a header; the key of a set of topics. */
const NAMES = ["Customer", "Order", "Event", "Data", "Authorization", "signature", "Website builder"];

test("no file of the panel holds a text itself", () => {
  const files = globSync(["app/ui/**/*.{ts,tsx}", "app/routes/app/**/*.{ts,tsx}"]);
  const isAllowed = (text: string) => TECHNICAL.test(text) || NAMES.includes(text) || text in fr.problems;
  const found = files.flatMap((file) =>
    sentencesIn(file)
      .filter((text) => !isAllowed(text))
      .map((text) => `${file}: ${text}`),
  );
  expect(found).toEqual([]);
});
