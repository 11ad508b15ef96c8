// carillon/shop_loyalty_check: rules and tiers that a loyalty app keeps in the shop's metafields. No webhook tells of
// those, so they are looked at every day and compared.

import { chosenFields } from "../../../rules/chosen-fields.ts";
import type { PresetField } from "../../../rules/presets.ts";
import type { Rules } from "../../../rules/rules-schema.ts";
import { idText, type Payload } from "../../../topics/parse-payload.ts";
import type { EventDraft, FollowUp, MapInput, MapOutput, Mapper, Settler } from "../draft.ts";
import type { Metafield } from "../questions.ts";
import { contentHash, gidOf, objectOf, textOf } from "../read-payload.ts";
import { definitionDraft, type Step } from "./definition.ts";
import { parseJson, sourceOf, valueAt } from "./read-preset.ts";

export const SHOP_LOYALTY_CHECK = "carillon/shop_loyalty_check";

const DAY_MS = 86_400_000;

interface ShopState {
  /** milliseconds */
  at: number;
  /** by source and item: the hash of its content */
  seen: Record<string, Record<string, string>>;
}

interface Item {
  /** what the app calls it, else its name */
  identity: string;
  name: string | null;
  content: Payload;
}

/** `shop`: gid of the shop. */
export const checkShopLoyalty = (shop: string, occasion: string): FollowUp => ({
  topic: SHOP_LOYALTY_CHECK,
  payload: { shop },
  key: `${shop}|${occasion}`,
});

export const shopLoyaltyMapper: Mapper = {
  part: "shop_loyalty",
  makes: ["loyalty/rule_created", "loyalty/rule_updated", "loyalty/tier_created", "loyalty/tier_updated"],
  resource: ({ shop }) => gidOf("Shop", shop, null) ?? undefined,
  customer: () => null,
  leavesOut: (_payload, rules) => (shopFields(rules).length > 0 ? undefined : "no_preset"),
  asks: () => ({ shopMetafields: true }),
  map: mapShop,
};

/** Settles the part "shop_loyalty". */
export const settleShopLoyalty: Settler = ({ resource, state, now }) => ({
  drafts: [],
  state,
  followUps: [checkShopLoyalty(resource, now.toISOString())],
});

const shopFields = (rules: Rules): PresetField[] => chosenFields(rules, "shop", ["rules", "tiers"]);

function mapShop(input: MapInput): MapOutput {
  const dueAt = new Date(input.now.getTime() + DAY_MS);
  const answer = input.answers.shopMetafields;
  const known = input.state as ShopState | null;
  const at = input.triggeredAt.getTime();
  if (answer?.kind !== "known" || (known && at < known.at)) return { drafts: [], state: known, dueAt };
  const seen = { ...known?.seen };
  const drafts = shopFields(input.rules).flatMap((field) => {
    const items = itemsOf(answer.value, field);
    const before = seen[sourceOf(field)];
    // A metafield that is missing or broken says nothing about its items.
    if (items) seen[sourceOf(field)] = hashesOf(items);
    return items && before ? items.flatMap((item) => compare(input, field, item, before)) : [];
  });
  return { drafts, state: { at, seen } satisfies ShopState, dueAt };
}

function compare(
  input: MapInput,
  field: PresetField,
  item: Item,
  before: Record<string, string>,
): EventDraft[] {
  const hash = contentHash(item.content);
  const known = Object.hasOwn(before, item.identity) ? before[item.identity] : undefined;
  if (known === hash) return [];
  const { identity, name, content } = item;
  const step: Step = known === undefined ? "created" : "updated";
  const noun = field.reads === "rules" ? "rule" : "tier";
  const definition = {
    id: identity,
    type: `${field.namespace}.${field.key}`,
    handle: null,
    name,
    fields: content,
  };
  // What was taken away may be made again, so the time tells two creations apart.
  const occasion = `${sourceOf(field)}|${identity}|${hash}|${input.triggeredAt.toISOString()}`;
  return [definitionDraft(input, { noun, step }, definition, occasion)];
}

const hashesOf = (items: Item[]) =>
  Object.fromEntries(items.map(({ identity, content }) => [identity, contentHash(content)]));

/** A list of objects, or an object of them; undefined when the metafield holds neither. */
function itemsOf(metafields: Metafield[], { namespace, key, path }: PresetField): Item[] | undefined {
  const metafield = metafields.find(
    (candidate) => candidate.namespace === namespace && candidate.key === key,
  );
  const json = metafield && parseJson(metafield.value);
  const value = json && (path === "" ? json : valueAt(json, path));
  const list = Array.isArray(value) ? value : Object.values(objectOf(value) ?? {});
  if (!Array.isArray(value) && !objectOf(value)) return undefined;
  return list.flatMap((item) => toItem(objectOf(item)));
}

function toItem(content: Payload | null): Item[] {
  if (!content) return [];
  const name = textOf(content.name) ?? textOf(content.title);
  const identity = textOf(content.id) ?? idText(content.id) ?? name;
  return identity === null ? [] : [{ identity, name, content }];
}
