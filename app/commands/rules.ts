import { loadRules } from "../rules/load-rules.ts";
import { saveRules } from "../rules/save-rules.ts";
import { syncShop } from "../shopify/webhook-subscriptions/sync-shops.ts";
import { CommandError, type OperatorCommand, requireShop, shopOption, type Words } from "./command.ts";
import { readText } from "./read-text.ts";

export const rulesShow: OperatorCommand = {
  over: "database",
  summary: "Prints a shop's rules, as they can be set again.",
  options: shopOption,
  async run(deps, words) {
    const { id } = await requireShop(deps, words);
    const rules = await loadRules(deps.pool, id);
    return { json: rules, text: JSON.stringify(rules, null, 2) };
  },
};

export const rulesSet: OperatorCommand = {
  over: "database",
  summary: "Sets a shop's rules.",
  options: {
    ...shopOption,
    file: { value: "rules.json", required: true, says: "the rules as JSON" },
  },
  async run(deps, words) {
    const { id, domain } = await requireShop(deps, words);
    const outcome = await saveRules(deps, id, await readJson(words));
    if (outcome.kind === "invalid") {
      const lines = Object.entries(outcome.errors).map(
        ([field, messages]) => `${field}: ${messages.join(" ")}`,
      );
      throw new CommandError(`The rules were not saved.\n${lines.join("\n")}`);
    }
    await syncShop(deps, id);
    return { json: outcome.rules, text: `The rules of ${domain} are saved.` };
  },
};

async function readJson({ file }: Words): Promise<unknown> {
  if (file === undefined) throw new CommandError("Name the file with the rules as: --file rules.json");
  const text = await readText(file);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new CommandError(`${file} is not JSON.`);
  }
}
