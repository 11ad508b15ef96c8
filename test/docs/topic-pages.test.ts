import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { bodyFields } from "../../app/topics/body-schema.ts";
import { TOPICS } from "../../app/topics/catalog.ts";
import { schemaErrors } from "../helpers/payload-schema.ts";

/** A topic's part of the event reference. */
function sectionOf(topic: string, category: string): string {
  const page = readFileSync(`docs/generated/topics/${category}.md`, "utf8");
  const [, rest = ""] = page.split(`\n## ${topic}\n`);
  return rest.split("\n## ")[0] ?? "";
}

test.each(TOPICS)(
  "the reference says of $name when it is sent, every field, and shows a whole request",
  (topic) => {
    const { name, category, description } = topic;
    const section = sectionOf(name, category);
    expect(section).toContain(description);
    for (const { path } of bodyFields(name).filter((field) => field.path.startsWith("data.")))
      expect(section).toContain(`| \`${path}\` |`);
    const [, request = ""] = /```http\n(.*?)```/s.exec(section) ?? [];
    const [head = "", body = ""] = request.split(/\n\n(?=\{)/);
    for (const header of [
      "webhook-id",
      "webhook-timestamp",
      "webhook-signature",
      "signature",
      "x-shop-domain",
    ])
      expect(head).toMatch(new RegExp(`^${header}: .+$`, "m"));
    expect(head).toContain(`x-topic: ${name}\n`);
    expect(schemaErrors(name, JSON.parse(body))).toEqual([]);
  },
);
