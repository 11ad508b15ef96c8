import { existsSync, readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { readForm } from "../../app/pipeline/inbox/read-form.ts";

const FOLDER = "extensions/form-block";
const read = (file: string) => readFileSync(`${FOLDER}/${file}`, "utf8");
const liquid = read("blocks/form.liquid");

interface Schema {
  name: string;
  target: string;
  stylesheet: string;
  javascript: string;
  settings: { type: string; id?: string; label?: string; content?: string; default?: unknown }[];
}

const schema = JSON.parse(liquid.split(/\{% (?:end)?schema %\}/)[1] ?? "") as Schema;
const settings = schema.settings.filter(({ type }) => type !== "header");

test("the extension is one of a theme", () => {
  expect(parse(read("shopify.extension.toml"))).toMatchObject({ type: "theme", name: expect.any(String) });
});

test("the block stands in a section and its assets exist", () => {
  expect(schema.target).toBe("section");
  expect(schema.name.length).toBeLessThanOrEqual(25); // Shopify's limit
  for (const asset of [schema.stylesheet, schema.javascript])
    expect(existsSync(`${FOLDER}/assets/${asset}`), asset).toBe(true);
});

test("every setting has an id of its own, a label and a default of its type", () => {
  expect(new Set(settings.map(({ id }) => id)).size).toBe(settings.length);
  for (const { type, id, label, default: value } of settings) {
    expect(label, id).toMatch(/\S/);
    expect(typeof value, id).toBe(type === "checkbox" ? "boolean" : "string");
    expect(value, id).not.toBe(""); // Shopify refuses it
  }
});

test("every setting is used, and every setting that is used exists", () => {
  const used = [...liquid.matchAll(/block\.settings\.(\w+)/g)].map(([, id]) => id);
  expect([...new Set(used)].sort()).toEqual(settings.map(({ id }) => id).sort());
});

test("every text that is translated stands in the locale, and nothing else does", () => {
  const keys = [...liquid.matchAll(/'([\w.]+)' \| t\b/g)].map(([, key]) => key);
  const locale = JSON.parse(read("locales/en.default.json")) as Record<string, Record<string, string>>;
  const known = Object.entries(locale).flatMap(([group, texts]) =>
    Object.keys(texts).map((key) => `${group}.${key}`),
  );
  expect([...new Set(keys)].sort()).toEqual(known.sort());
});

test.each(["shopify.app.toml", "shopify.app.vendor.toml"])(
  "the form goes through the App Proxy of %s",
  (file) => {
    const { app_proxy } = parse(readFileSync(file, "utf8")) as { app_proxy: Record<string, string> };
    const action = /<form\s+action="([^"]+)"/.exec(liquid)?.[1];
    expect(action).toBe(`/${app_proxy.prefix}/${app_proxy.subpath}/forms/{{ handle }}`);
    expect(app_proxy.url).toMatch(/\/proxy$/);
  },
);

test("the app knows the form's honeypot and way back for what they are", () => {
  const names = [...liquid.matchAll(/\bname="(\w+)"/g)].map(([, name]) => name ?? "");
  const body = new URLSearchParams(names.map((name) => [name, name === "return_to" ? "/pages/a#b" : "x"]));
  expect(readForm("application/x-www-form-urlencoded", Buffer.from(body.toString()))).toEqual({
    kind: "form",
    fields: { name: "x", email: "x", phone: "x", message: "x" },
    returnTo: "/pages/a#b",
    isBot: true,
  });
});

test("every field that people see has a label", () => {
  const fields = [...liquid.matchAll(/<(?:input|textarea)\b[^>]*\bid="([^"]+)"/g)].map(([, id]) => id);
  const labels = [...liquid.matchAll(/<label for="([^"]+)"/g)].map(([, id]) => id);
  expect(fields).toHaveLength(5);
  expect(labels).toEqual(fields);
});
