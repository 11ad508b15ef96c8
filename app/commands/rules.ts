import { readFile } from "node:fs/promises";
import { loadRules } from "../rules/load-rules.ts";
import { saveRules } from "../rules/save-rules.ts";
import { syncShop } from "../shopify/webhook-subscriptions/sync-shops.ts";
import { type Command, CommandError, requireShop, type Words } from "./command.ts";

export const rulesShow: Command = {
  options: "--shop example.myshopify.com",
  async run(deps, words) {
    const { id } = await requireShop(deps, words);
    const rules = await loadRules(deps.pool, id);
    return { json: rules, text: JSON.stringify(rules, null, 2) };
  },
};

export const rulesSet: Command = {
  options: "--shop example.myshopify.com --file rules.json",
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
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new CommandError(`${file} cannot be read: ${SENTENCES[error.code ?? ""] ?? error.message}`);
  });
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new CommandError(`${file} is not JSON.`);
  }
}

const SENTENCES: Record<string, string> = {
  ENOENT: "there is no such file.",
  EACCES: "this user may not read it.",
  EISDIR: "it is a folder.",
};
