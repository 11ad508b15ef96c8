// What a merchant tells Carillon about the shop: which contracts are memberships, which orders come from another
// subscription app, which coupons and metaobjects belong to the loyalty program. Client-safe.
import { z } from "zod";
import { CUSTOMER_READS, PRESET_NAMES, SHOP_READS } from "./presets.ts";

const LEAD_DAYS = "Must be a whole number from 1 to 30.";

const gid = (type: string) =>
  z
    .string()
    .regex(new RegExp(`^gid://shopify/${type}/\\d+$`), `Must look like gid://shopify/${type}/1234567890.`);

const text = z.string().trim().min(1, "Must not be empty.").max(255, "Has at most 255 characters.");
const list = <T extends z.ZodType>(item: T) => z.array(item).max(100, "Has at most 100 entries.").default([]);
const digits = z.string().regex(/^\d{1,20}$/, "Must be an app's number, e.g. 5284869.");
/** Shopify's webhooks spell an app's own type in full. */
const metaobjectType = z
  .string()
  .regex(
    /^[A-Za-z0-9_-]{3,255}$/,
    "Must be a metaobject type, e.g. loyalty_rule, or app--1234--loyalty_rule for a type of an app.",
  );

const tier = z.strictObject({
  name: text,
  segment: gid("Segment").nullable().default(null),
  tag: text.nullable().default(null),
});

const metafieldPart = z
  .string()
  .regex(/^[A-Za-z0-9_$:-]{2,255}$/, "Must be a metafield's namespace or key, as Shopify Admin shows it.");
const metafield = <O extends "customer" | "shop", R extends readonly [string, ...string[]]>(
  owner: O,
  reads: R,
) =>
  z.strictObject({
    owner: z.literal(owner),
    namespace: metafieldPart,
    key: metafieldPart,
    reads: z.enum(reads),
    /** where in a JSON value it stands, e.g. "balance.points"; empty: the value itself */
    path: z.string().max(255, "Has at most 255 characters.").default(""),
  });

export const rulesSchema = z.strictObject({
  /** what makes a contract's line a membership; with none of them every contract is a subscription */
  membership: z
    .strictObject({
      selling_plan_groups: list(gid("SellingPlanGroup")),
      products: list(gid("Product")),
      /** of products */
      tags: list(text),
    })
    .prefault({}),
  /** the apps whose orders count as contracts that Shopify does not show us, by Shopify's number of the app */
  subscription_source: z.strictObject({ apps: list(digits) }).prefault({}),
  /** what makes a contract or its first order a gift */
  gift: z
    .strictObject({
      /** `name` or `name=value`, of the contract, the order or a line */
      attributes: list(text),
      /** of the order */
      tags: list(text),
      selling_plans: list(gid("SellingPlan")),
    })
    .prefault({}),
  /** what makes a discount a coupon of the loyalty program; letter case does not matter */
  coupons: z
    .strictObject({
      code_prefixes: list(text),
      title_prefixes: list(text),
      /** the apps that make them, by Shopify's number of the app */
      apps: list(digits),
    })
    .prefault({}),
  loyalty: z
    .strictObject({
      /** apps whose data is known, by their name in presets.ts */
      presets: list(z.enum(PRESET_NAMES)),
      /** of apps that have no preset */
      metafields: list(
        z.discriminatedUnion("owner", [metafield("customer", CUSTOMER_READS), metafield("shop", SHOP_READS)]),
      ),
      /** metaobject types */
      rule_types: list(metaobjectType),
      tier_types: list(metaobjectType),
      /** lowest first */
      tiers: list(tier),
    })
    .prefault({}),
  upcoming_order: z
    .strictObject({ lead_days: z.int(LEAD_DAYS).min(1, LEAD_DAYS).max(30, LEAD_DAYS).default(3) })
    .prefault({}),
});

export type Rules = z.output<typeof rulesSchema>;

/** The rules of a shop that has set none. */
export const NO_RULES: Rules = rulesSchema.parse({});
