// Makes Shopify send what a shop's rules need and nothing more. It can be repeated at any time: a crash half-way leaves
// the rest to the next run.
import type { GraphQLClient } from "graphql-request";
import type { Deps } from "../../config/deps.ts";
import { loadRules } from "../../rules/load-rules.ts";
import { loadOfflineSession } from "../access-token.ts";
import { adminClient } from "../admin-client.ts";
import { WebhookSubscriptionsDocument, type WebhookSubscriptionsQuery } from "../generated/operations.ts";
import { type ChangeReport, changeWebhookSubscriptions } from "./change-webhook-subscriptions.ts";
import {
  compareWebhookSubscriptions,
  type ExistingWebhookSubscription,
} from "./compare-webhook-subscriptions.ts";
import { wantedWebhookSubscriptions } from "./wanted-webhook-subscriptions.ts";

export type SyncOutcome =
  | ({ kind: "synced" } & ChangeReport)
  /** Shopify cannot be asked: the shop was registered by command, or its merchant has to open the app */
  | { kind: "not_connected" };

export type SyncNeeds = Pick<Deps, "env" | "clock" | "log" | "pool" | "shopify">;

/** Throws when Shopify does not answer; the next run tries again. */
export async function syncWebhookSubscriptions(deps: SyncNeeds, shopDomain: string): Promise<SyncOutcome> {
  const { shopify, pool, env } = deps;
  const session = shopify && (await loadOfflineSession(shopify, shopDomain));
  const client = session && (await adminClient(deps, shopify, shopDomain));
  const { rows } = await pool.query<{ id: string }>("select id from shop where domain = $1", [shopDomain]);
  const [shop] = rows;
  if (!client || !shop) return { kind: "not_connected" };
  const rules = await loadRules(pool, shop.id);
  const wanted = wantedWebhookSubscriptions(rules, session.scope?.split(",") ?? []);
  const uri = new URL("/webhooks", env.SHOPIFY_APP_URL).href;
  const difference = compareWebhookSubscriptions(wanted, await listExisting(client), uri);
  return { kind: "synced", ...(await changeWebhookSubscriptions(client, uri, difference)) };
}

async function listExisting(client: GraphQLClient): Promise<ExistingWebhookSubscription[]> {
  const existing: ExistingWebhookSubscription[] = [];
  let after: string | null = null;
  do {
    const { nodes, pageInfo }: Listed = await listPage(client, after);
    existing.push(...nodes);
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return existing;
}

type Listed = WebhookSubscriptionsQuery["webhookSubscriptions"];

const listPage = async (client: GraphQLClient, after: string | null): Promise<Listed> =>
  (await client.request(WebhookSubscriptionsDocument, { after })).webhookSubscriptions;
