// Shopify signs a webhook's body and not its headers: whoever has seen a body with its signature can send it again, for
// another shop or under another topic. This reads out of the body what it says of them itself.
import { hash } from "node:crypto";
import { SHOP_DOMAIN } from "../../topics/shop-domain.ts";
import { MAPPERS } from "../mapping/mappers.ts";
import { namedGid } from "../mapping/read-payload.ts";

interface Claimed {
  /** as the headers say */
  shopDomain: string;
  topic: string;
}

/** Why a webhook is written down and not carried out. */
export type SetAside = "no_shop_named" | "other_request" | "replayed_elsewhere";

type Inspection =
  | { kind: "other_shop" }
  | {
      kind: "fine";
      setAside: SetAside | null;
      /** gid of the shop that the body names, to be compared with what is known of the shop; null when it names none */
      namedShop: string | null;
      /** by which the same body is known again; null when two shops may well send the same, and when it makes no event */
      bodyHash: Buffer | null;
    };

export type Inspect = (claimed: Claimed, body: Buffer, payload: unknown) => Inspection;

export const inspectWebhook: Inspect = (claimed, body, payload) => {
  const fields = fieldsOf(payload);
  const { domains, gids } = namedShops(fields);
  if (gids.length > 1 || domains.some((domain) => domain !== claimed.shopDomain))
    return { kind: "other_shop" };
  const setAside = requestProblem(claimed.topic, fields);
  // Duties have no mapper: Shopify is asked again about them, and two shops may change their scopes in the same bytes.
  const isCompared = setAside === null && MAPPERS.has(claimed.topic) && isUnmistakable(fields);
  return {
    kind: "fine",
    setAside,
    namedShop: gids[0] ?? null,
    bodyHash: isCompared ? hashOf(claimed, body) : null,
  };
};

type Fields = Record<string, unknown>;

const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** In the words of webhooks and Flow (`shop_domain`, `shop_id` …), of the app's own billing, and of next-generation Events. */
function namedShops(fields: Fields): { domains: string[]; gids: string[] } {
  const eventShop = fieldsOf(fieldsOf(fields.data).shop);
  const billed = fieldsOf(fields.app_subscription).admin_graphql_api_shop_id;
  const domains = [
    fields.shop_domain,
    fields.shopify_domain,
    fields.myshopify_domain,
    eventShop.myshopifyDomain,
  ];
  const ids = [fields.shop_id, fields.admin_graphql_api_shop_id, billed, eventShop.id];
  const gids = ids.flatMap((id) => namedGid("Shop", id) ?? []);
  return { domains: domains.flatMap(shopName), gids: [...new Set(gids)] };
}

/** Shopify's samples have null or `{shop}.myshopify.com` there, which name nobody. */
function shopName(value: unknown): string[] {
  const name = typeof value === "string" ? value.toLowerCase() : "";
  return SHOP_DOMAIN.test(name) ? [name] : [];
}

/** Privacy requests, with the fields that only the other ones have. */
const FOREIGN_FIELDS: ReadonlyMap<string, readonly string[]> = new Map([
  ["customers/data_request", ["orders_to_redact"]],
  ["customers/redact", ["orders_requested", "data_request"]],
  ["shop/redact", ["customer", "orders_to_redact", "orders_requested", "data_request"]],
]);

/** These erase: they are for the shop that the signed body names, and only as what the body is. */
function requestProblem(topic: string, fields: Fields): SetAside | null {
  const foreign = FOREIGN_FIELDS.get(topic);
  if (!foreign) return null;
  if (shopName(fields.shop_domain).length === 0) return "no_shop_named";
  return foreign.some((name) => name in fields) ? "other_request" : null;
}

const IS_ID = /^(?:id|admin_graphql_api_id|.*_id|.*Id)$/;
const IS_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** Whether it says which resource it is about and as of when: no other shop's webhook then has the same bytes. */
function isUnmistakable(fields: Fields): boolean {
  let [hasId, hasTime] = [false, typeof fields.revision_id === "string"];
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === "number") hasId ||= IS_ID.test(name);
    else if (typeof value === "string") {
      hasTime ||= IS_TIME.test(value);
      hasId ||= value.startsWith("gid://shopify/") && IS_ID.test(name);
    }
    if (hasId && hasTime) return true;
  }
  return false;
}

/** 16 bytes of the body, 8 of the shop, 8 of the kind of topic: in an index, all of one body stand side by side. */
function hashOf({ shopDomain, topic }: Claimed, body: Buffer): Buffer {
  return Buffer.concat([
    hash("sha256", body, "buffer").subarray(0, 16),
    hash("sha256", shopDomain, "buffer").subarray(0, 8),
    hash("sha256", kindOf(topic), "buffer").subarray(0, 8),
  ]);
}

/** Topics of these resources share their bodies. */
const TWINS: ReadonlyMap<string, string> = new Map([
  ["subscription_billing_cycle_edits", "subscription_billing_cycles"],
]);

/** orders/create, orders/paid and orders/updated carry the same bytes. */
function kindOf(topic: string): string {
  const resource = topic.toLowerCase().split(/[/.]/)[0] ?? "";
  return TWINS.get(resource) ?? resource;
}
