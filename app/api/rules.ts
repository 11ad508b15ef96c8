import { loadRules } from "../rules/load-rules.ts";
import { NO_RULES, rulesSchema } from "../rules/rules-schema.ts";
import { saveRules } from "../rules/save-rules.ts";
import { syncShop } from "../shopify/webhook-subscriptions/sync-shops.ts";
import { answer, defineCall, json } from "./call.ts";
import { invalid } from "./problem.ts";

const group = "Settings";

const rules = rulesSchema.meta({ id: "Rules" });

const RULES_EXAMPLE = { ...NO_RULES, membership: { ...NO_RULES.membership, tags: ["club"] } };

const read = defineCall({
  method: "get",
  path: "/rules",
  id: "getRules",
  group,
  scope: "read",
  summary: "The shop's rules as one document",
  answers: { 200: json("The rules", rules, RULES_EXAMPLE) },
  run: async ({ deps, shopId }) => answer(200, await loadRules(deps.pool, shopId)),
});

const replace = defineCall({
  method: "put",
  path: "/rules",
  id: "putRules",
  group,
  scope: "write",
  summary: "Replace the shop's rules",
  description: "A field that is left out is set back. What waited for a rule is mapped again.",
  body: rules,
  bodyExample: { membership: { tags: ["club"] } },
  answers: { 200: json("The rules as they are then", rules, RULES_EXAMPLE) },
  async run({ deps, shopId, body }) {
    const outcome = await saveRules(deps, shopId, body);
    if (outcome.kind === "invalid") return invalid(outcome.errors);
    void syncShop(deps, shopId); // Shopify may be slow, and what fails is made good every hour
    return answer(200, outcome.rules);
  },
});

export const RULE_CALLS = [read, replace];
