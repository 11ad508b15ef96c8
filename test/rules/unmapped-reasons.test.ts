import { expect, test } from "vitest";
import { MAPPERS } from "../../app/pipeline/mapping/mappers.ts";
import { NO_RULES, rulesSchema } from "../../app/rules/rules-schema.ts";
import { explainInbound, RULE_REASONS } from "../../app/rules/unmapped-reasons.ts";

const RULES = [NO_RULES, rulesSchema.parse({ subscription_source: { apps: ["1"] } })];
const PAYLOADS = [
  {},
  { app_id: 1, source_name: "web" },
  { app_id: 1, source_name: "subscription_contract_checkout_one" },
  { query_errors: [{ message: "x" }] },
];

/** Every word that a mapper says to payloads and rules like these. */
const words = new Set(
  [...MAPPERS.values()]
    .flat()
    .flatMap((mapper) =>
      PAYLOADS.flatMap((payload) => RULES.map((rules) => mapper.leavesOut?.(payload, rules) ?? [])),
    )
    .flat(),
);

const fallback = (word: string) => `Not mapped: ${word.replaceAll("_", " ")}.`;

test("every reason that a mapper gives has a sentence of its own", () => {
  expect(words.size).toBeGreaterThan(8);
  for (const word of [...words, "unknown_shop", "uninstalled", "no_mapper"])
    expect(explainInbound("unmapped", word), word).not.toBe(fallback(word));
});

test("a reason is taken up again after other rules exactly when it speaks of rules that are missing", () => {
  const missing = [...words].filter((word) => word.startsWith("no_"));
  expect([...RULE_REASONS].sort()).toEqual([...missing, "rules_unreadable"].sort());
});

test.each([
  ["unmapped", "no_coupon_rule", "Not mapped: this shop has no coupon rule."],
  ["unmapped", "something_new", "Not mapped: something new."],
  ["failed", "the body is not a JSON object", "Failed: the body is not a JSON object."],
  ["failed", "It broke.", "Failed: It broke."],
  ["failed", null, "Failed: the reason is not known."],
  ["waiting", null, "Waiting for Shopify's answer."],
  ["waiting", "Shopify is busy.", "Waiting: Shopify is busy."],
] as const)("%s for %j is explained as a sentence", (status, reason, sentence) => {
  expect(explainInbound(status, reason)).toBe(sentence);
});
