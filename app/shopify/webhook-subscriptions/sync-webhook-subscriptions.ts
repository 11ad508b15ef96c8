// In: a shop's rules, its permissions and what Shopify has. Out: Shopify sends what the shop needs and nothing more, and
// the table webhook_state says how each topic stands. It can be repeated at any time: a crash half-way leaves the rest
// to the next run. Of two at once the second finds done what the first did; when the rules change while one is under way,
// it begins again with the new ones, so that it leaves nothing as the old ones had it.
import { isDeepStrictEqual } from "node:util";
import type { Deps } from "../../config/deps.ts";
import { loadRules } from "../../rules/load-rules.ts";
import { loadOfflineSession } from "../access-token.ts";
import { adminClient } from "../admin-client.ts";
import type { Shopify } from "../app.ts";
import { type CallBudget, callBudgetOf } from "../ask/call-budget.ts";
import type { Line } from "../ask/call-within-budget.ts";
import { isGranted } from "../webhook-scopes.ts";
import { type ChangeReport, changeWebhookSubscriptions } from "./change-webhook-subscriptions.ts";
import { compareWebhookSubscriptions } from "./compare-webhook-subscriptions.ts";
import { listWebhookSubscriptions } from "./list-webhook-subscriptions.ts";
import { saveWebhookStates } from "./save-webhook-states.ts";
import { statesOfWebhooks, type TopicState } from "./states-of-webhooks.ts";
import { wantedWebhookSubscriptions } from "./wanted-webhook-subscriptions.ts";

export type Synced =
  | ({ kind: "synced" } & ChangeReport)
  /** Shopify cannot be asked: the shop was registered by command, or its merchant has to open the app */
  | { kind: "not_connected" };

export type SyncNeeds = Pick<Deps, "env" | "clock" | "log" | "pool" | "shopify">;

/** Throws when Shopify does not answer; the next run tries again. `budget`: the shop's, unless told. */
export async function syncWebhookSubscriptions(
  deps: SyncNeeds,
  shopDomain: string,
  budget?: CallBudget,
): Promise<Synced> {
  const { shopify, clock, pool } = deps;
  const session = shopify && (await loadOfflineSession(shopify, shopDomain));
  const client = session && (await adminClient(deps, shopify, shopDomain));
  const { rows } = await pool.query<{ id: string }>("select id from shop where domain = $1", [shopDomain]);
  const [shop] = rows;
  if (!client || !shop) return { kind: "not_connected" };
  const line = { shopDomain, client, budget: budget ?? callBudgetOf({ shopify, clock }) };
  return { kind: "synced", ...(await sync({ ...deps, shopify }, shop.id, line)) };
}

type Connected = SyncNeeds & { shopify: Shopify };

/** Somebody who goes on changing the rules starts a sync with each change. */
const MOST_ROUNDS = 3;

async function sync(deps: Connected, shopId: string, line: Line, round = 1): Promise<ChangeReport> {
  const { existing, granted } = await listWebhookSubscriptions(line);
  await rememberScopes(deps.shopify, line.shopDomain, granted);
  const rules = await loadRules(deps.pool, shopId);
  const circumstances = { rules, granted, required: deps.env.SCOPES };
  const uri = new URL("/webhooks", deps.env.SHOPIFY_APP_URL).href;
  const difference = compareWebhookSubscriptions(wantedWebhookSubscriptions(circumstances), existing, uri);
  const save = (troubles: TopicState[]) =>
    saveWebhookStates(deps, shopId, statesOfWebhooks(circumstances, troubles));

  // What was found stays on record if Shopify stops answering before it is mended.
  const lacking = [...difference.create, ...difference.update.map(({ wanted }) => wanted)];
  if (lacking.length > 0) await save(lacking.map(({ topic }) => missing(topic)));
  const { gone, ...report } = await changeWebhookSubscriptions(line, uri, difference);
  const refused = report.problems.map(
    ({ topic, message }): TopicState => ({ topic, status: "error", words: message }),
  );
  await save([...gone.map(missing), ...refused]);

  const changes = lacking.length + difference.remove.length;
  if (changes === 0 || round === MOST_ROUNDS || isDeepStrictEqual(await loadRules(deps.pool, shopId), rules))
    return report;
  return joinReports(report, await sync(deps, shopId, line, round + 1));
}

const missing = (topic: string): TopicState => ({ topic, status: "not_receiving", words: null });

/** `problems`: those of the last round still stand. */
const joinReports = (first: ChangeReport, last: ChangeReport): ChangeReport => ({
  created: first.created + last.created,
  updated: first.updated + last.updated,
  deleted: first.deleted + last.deleted,
  problems: last.problems,
});

/** A webhook about changed scopes may be late, or lost. */
async function rememberScopes(shopify: Shopify, shopDomain: string, granted: string[]): Promise<void> {
  const session = await loadOfflineSession(shopify, shopDomain); // with the scopes of the token just made
  const known = session?.scope?.split(",").filter(Boolean) ?? [];
  const isNews =
    granted.some((scope) => !isGranted(scope, known)) || known.some((scope) => !isGranted(scope, granted));
  if (isNews) await shopify.sessions.storeScopes(shopDomain, granted);
}
