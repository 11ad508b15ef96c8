// The rules as the form holds them.
import { type Rules, rulesSchema } from "../../rules/rules-schema.ts";

/** The number of days is a text while it is typed. */
export interface RuleValues extends Omit<Rules, "upcoming_order"> {
  upcoming_order: { lead_days: string };
}

export const toValues = (rules: Rules): RuleValues => ({
  ...rules,
  upcoming_order: { lead_days: String(rules.upcoming_order.lead_days) },
});

/** What the schema checks and the server saves. */
export const toDocument = ({ upcoming_order, ...values }: RuleValues) => ({
  ...values,
  upcoming_order: {
    lead_days: /^\d+$/.test(upcoming_order.lead_days) ? Number(upcoming_order.lead_days) : null,
  },
});

export const checkValues = (values: RuleValues) => rulesSchema.safeParse(toDocument(values));

/** Places in the rules that hold a list of texts. */
export type ListPath =
  | "membership.selling_plan_groups"
  | "membership.products"
  | "membership.tags"
  | "subscription_source.apps"
  | "gift.attributes"
  | "gift.tags"
  | "gift.selling_plans"
  | "coupons.code_prefixes"
  | "coupons.title_prefixes"
  | "coupons.apps"
  | "loyalty.presets"
  | "loyalty.rule_types"
  | "loyalty.tier_types";

/** Whose entries may hold commas themselves. */
const WHOLE: ListPath[] = ["gift.attributes", "coupons.code_prefixes", "coupons.title_prefixes"];

/** The entries of what was typed into a list's field. */
export const splitTyped = (path: ListPath, typed: string): string[] =>
  (WHOLE.includes(path) ? [typed] : typed.split(",")).map((text) => text.trim()).filter(Boolean);

type Lists = Record<string, Record<string, string[]>>;

const split = (path: ListPath) => path.split(".") as [keyof RuleValues, string];

export function listAt(values: RuleValues, path: ListPath): string[] {
  const [part, field] = split(path);
  return (values as unknown as Lists)[part]?.[field] ?? [];
}

export function withList(values: RuleValues, path: ListPath, list: string[]): RuleValues {
  const [part, field] = split(path);
  return { ...values, [part]: { ...values[part], [field]: list } };
}
