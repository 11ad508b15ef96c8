// The metafields that a shop's rules read: those of the chosen presets, and those that the merchant names. Client-safe.
import { PRESETS, type Preset, type PresetField } from "./presets.ts";
import type { Rules } from "./rules-schema.ts";

const TABLE: readonly Preset[] = PRESETS;

/** Of customers or of the shop; with `reads` only those that tell one of these. */
export function chosenFields(
  { loyalty }: Rules,
  owner: PresetField["owner"],
  reads?: readonly PresetField["reads"][],
): PresetField[] {
  const chosen: readonly string[] = loyalty.presets;
  const presets = TABLE.filter(({ name }) => chosen.includes(name)).flatMap(({ fields }) => fields);
  return [...presets, ...loyalty.metafields].filter(
    (field) => field.owner === owner && (!reads || reads.includes(field.reads)),
  );
}
