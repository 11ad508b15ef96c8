// Where loyalty and wallet apps leave what they know in Shopify, from their own documentation. A preset is a row of
// this table. Client-safe. What an app documents without its namespace is not here: Rivo's separate fields (among them
// its wallet pass), Okendo. The merchant sees it in Shopify Admin and can name it in the rules.

/** What a metafield of a customer can tell; a wallet pass is told as true or false. */
export const CUSTOMER_READS = ["points", "tier", "store_credit", "birth_date", "wallet_pass"] as const;
/** What a metafield of the shop can tell: a JSON list. */
export const SHOP_READS = ["rules", "tiers"] as const;

export interface PresetField {
  owner: "customer" | "shop";
  namespace: string;
  key: string;
  reads: (typeof CUSTOMER_READS)[number] | (typeof SHOP_READS)[number];
  /** where in a JSON value it stands, e.g. "vip_tier.name"; empty: the value itself */
  path: string;
}

export interface Preset {
  name: string;
  /** as merchants know it */
  title: string;
  /** where the app documents it */
  source: string;
  fields: PresetField[];
}

const customer = (namespace: string, key: string, reads: PresetField["reads"], path = ""): PresetField => ({
  owner: "customer",
  namespace,
  key,
  reads,
  path,
});

const shop = (namespace: string, key: string, reads: PresetField["reads"], path = ""): PresetField => ({
  owner: "shop",
  namespace,
  key,
  reads,
  path,
});

export const PRESETS = [
  {
    name: "smile",
    title: "Smile",
    source: "https://help.smile.io/en/articles/9834432-manage-vip-metafield-sync",
    fields: [customer("smile", "vip_tier_name", "tier")], // "-" is no tier, blank is not synced yet
  },
  {
    name: "rivo_legacy",
    title: "Rivo (legacy JSON metafield)",
    source:
      "https://developer-docs.rivo.io/docs/customer-level-object, https://developer-docs.rivo.io/docs/shop-level-object",
    fields: [
      customer("custom", "rivo", "points", "points_balance"),
      customer("custom", "rivo", "store_credit", "credits_balance"),
      customer("custom", "rivo", "tier", "vip_tier"),
      customer("custom", "rivo", "birth_date", "dob"), // MM-DD
      shop("rivo", "loy", "rules", "points_program.ways_to_earn"),
      shop("rivo", "loy", "tiers", "vip_program.tiers"),
    ],
  },
  {
    name: "mage",
    title: "Mage Loyalty",
    source:
      "https://developers.mageloyalty.com/api-reference/metafields/customer-object, https://developers.mageloyalty.com/api-reference/metafields/shop-object",
    fields: [
      customer("mage", "loyalty", "points", "points_balance"),
      customer("mage", "loyalty", "tier", "vip_tier"),
      shop("mage", "loyalty", "rules", "points_program.ways_to_earn"),
      shop("mage", "loyalty", "tiers", "vip_program.tiers"),
    ],
  },
  {
    name: "easypoints",
    title: "easyPoints",
    source:
      "https://intercom.help/lunaris/en/articles/12605165-applying-customer-s-point-information-into-metafields, https://intercom.help/lunaris/en/articles/12605194-checking-the-tier-uids",
    fields: [
      customer("loyalty", "balance", "points"),
      customer("loyalty", "easy_points_attributes", "tier", "tier"), // loyalty.tier_uid has no name in it
    ],
  },
  {
    name: "inveterate",
    title: "Inveterate",
    source: "https://help.inveterate.com/dev/stack-reference-docs/customer-metafields",
    fields: [customer("inveterate", "balance", "store_credit")],
  },
] as const satisfies readonly Preset[];

export const PRESET_NAMES = PRESETS.map(({ name }) => name);
