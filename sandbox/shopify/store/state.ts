import type { Clock } from "#app/config/clock.ts";
import type {
  BulkOperation,
  Contract,
  Customer,
  Discount,
  Metafield,
  MetafieldDefinition,
  Order,
  Product,
  Segment,
  SellingPlanGroup,
  WebhookSubscription,
} from "./records.ts";

/** Everything of one shop. Verbs change it, answers read it. */
export interface State {
  /** its myshopify.com domain */
  shop: string;
  currency: string;
  /** gid of the app that asks */
  ownApp: string;
  contracts: Map<string, Contract>;
  customers: Map<string, Customer>;
  orders: Map<string, Order>;
  products: Map<string, Product>;
  planGroups: Map<string, SellingPlanGroup>;
  discounts: Map<string, Discount>;
  metafields: Metafield[];
  metafieldDefinitions: MetafieldDefinition[];
  segments: Map<string, Segment>;
  webhookSubscriptions: Map<string, WebhookSubscription>;
  bulkOperations: Map<string, BulkOperation>;
  /** where the published theme has the form's block */
  formPlaces: string[];
  now(): Date;
  /** a gid that was never given before */
  newId(type: string): string;
}

const OWN_APP = "gid://shopify/App/90000001";

export function emptyState(shop: string, clock: Clock): State {
  let last = 1_000;
  return {
    shop,
    currency: "CAD",
    ownApp: OWN_APP,
    contracts: new Map(),
    customers: new Map(),
    orders: new Map(),
    products: new Map(),
    planGroups: new Map(),
    discounts: new Map(),
    metafields: [],
    metafieldDefinitions: [],
    segments: new Map(),
    webhookSubscriptions: new Map(),
    bulkOperations: new Map(),
    formPlaces: [],
    now: () => clock.now(),
    newId: (type) => `gid://shopify/${type}/${++last}`,
  };
}

/** Throws when the shop has no such thing: a scenario that is wrong should say so. */
export function get<T>(things: Map<string, T>, id: string): T {
  const thing = things.get(id);
  if (!thing) throw new Error(`The sandbox's shop has no ${id}.`);
  return thing;
}

export const timeOf = (state: State): string => state.now().toISOString();
