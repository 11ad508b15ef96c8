// The metafields that the merchant's rules read.
import type { Metafield } from "../../pipeline/mapping/questions.ts";
import { chosenFields } from "../../rules/chosen-fields.ts";
import type { PresetField } from "../../rules/presets.ts";
import type { Rules } from "../../rules/rules-schema.ts";

/** As `namespace.key`, each once. */
export function metafieldKeys(rules: Rules, owner: PresetField["owner"]): string[] {
  const keys = chosenFields(rules, owner).map(({ namespace, key }) => `${namespace}.${key}`);
  return [...new Set(keys)];
}

/** Asked for by `namespace.key`, Shopify may write the key "in the same format". */
export function readMetafield({ namespace, key, type, value }: Metafield): Metafield {
  const prefix = `${namespace}.`;
  return { namespace, key: key.startsWith(prefix) ? key.slice(prefix.length) : key, type, value };
}
