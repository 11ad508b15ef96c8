import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { addFormUrl, themeEditorUrl } from "../../app/ui/home/theme-editor.ts";

const OWNER = { shop: "ours.myshopify.com", apiKey: "4f9f67" };

test("the theme editor opens with the form's block on the pages' template, as Shopify documents it", () => {
  const url = new URL(addFormUrl(OWNER));
  expect(`${url.origin}${url.pathname}`).toBe("https://ours.myshopify.com/admin/themes/current/editor");
  expect([...url.searchParams]).toEqual([
    ["template", "page"],
    ["addAppBlockId", "4f9f67/form"],
    ["target", "newAppsSection"],
  ]);
  expect(readdirSync("extensions/form-block/blocks")).toContain("form.liquid");
  expect(themeEditorUrl(OWNER)).toBe("https://ours.myshopify.com/admin/themes/current/editor");
});
