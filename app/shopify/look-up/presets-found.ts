// Which loyalty apps a shop seems to have: whether the metafields are there in which they leave what they know. Shopify
// tells no app which others are installed.
import { PRESETS, type Preset } from "../../rules/presets.ts";
import { ScopeDenied } from "../ask/setbacks.ts";
import type { Talk } from "../ask/talk.ts";
import { MetafieldsInUseDocument, MetafieldsOfNewestCustomersDocument } from "../generated/operations.ts";

const TABLE: readonly Preset[] = PRESETS;
/** A metafield needs no definition: the customers who changed last have what an app writes all the time. */
const CUSTOMERS = 10;

/** Names of presets. */
export async function presetsFound(talk: Talk): Promise<string[]> {
  const keys = { shop: keysOf("shop"), customer: keysOf("customer") };
  const { shop, metafieldDefinitions } = await talk.send(MetafieldsInUseDocument, { shopKeys: keys.shop });
  const inUse = new Set(shop.metafields.nodes.map((field) => `shop ${nameOf(field)}`));
  for (const field of metafieldDefinitions?.nodes ?? []) inUse.add(`customer ${nameOf(field)}`);
  const variables = { keys: keys.customer, first: CUSTOMERS, metafields: keys.customer.length };
  const newest = await talk.send(MetafieldsOfNewestCustomersDocument, variables).catch(withoutCustomers);
  for (const { metafields } of newest?.customers.nodes ?? [])
    for (const field of metafields.nodes) inUse.add(`customer ${nameOf(field)}`);
  return TABLE.filter(({ fields }) =>
    fields.some((field) => inUse.has(`${field.owner} ${nameOf(field)}`)),
  ).map(({ name }) => name);
}

/** Before Shopify has approved the app's use of customers' data, the definitions alone have to tell. */
function withoutCustomers(error: unknown): undefined {
  if (!(error instanceof ScopeDenied)) throw error;
}

const keysOf = (owner: "customer" | "shop"): string[] => [
  ...new Set(TABLE.flatMap(({ fields }) => fields.filter((field) => field.owner === owner).map(nameOf))),
];

/** Asked for by `namespace.key`, Shopify may write the key in the same format. */
const nameOf = ({ namespace, key }: { namespace: string; key: string }): string =>
  key.startsWith(`${namespace}.`) ? key : `${namespace}.${key}`;
