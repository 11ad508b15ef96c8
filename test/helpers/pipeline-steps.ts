// The pipeline, one step at a time.
import type { Deps } from "../../app/config/deps.ts";
import { newId } from "../../app/db/ids.ts";
import { createEndpoint } from "../../app/endpoints/create-endpoint.ts";
import { attemptDelivery } from "../../app/pipeline/deliver/attempt-delivery.ts";
import { type ClaimLimits, claimDeliveries } from "../../app/pipeline/deliver/claim.ts";
import { recordAttempts } from "../../app/pipeline/deliver/record-attempts.ts";
import { acceptWebhook } from "../../app/pipeline/inbox/accept-webhook.ts";
import { askDue } from "../../app/pipeline/inbox/ask-worker.ts";
import { type Inspect, inspectWebhook } from "../../app/pipeline/inbox/inspect-webhook.ts";
import { processAnswered } from "../../app/pipeline/inbox/process-answered.ts";
import { processInbound } from "../../app/pipeline/inbox/process-inbound.ts";
import { settleDue } from "../../app/pipeline/inbox/settle-due.ts";
import { SHOP, shopifyHeaders } from "./shopify-webhooks.ts";

export async function addShop(deps: Deps, domain = SHOP): Promise<string> {
  const shop = await deps.prisma.shop.create({ data: { id: newId("shp"), domain } });
  return shop.id;
}

export async function addEndpoint(
  deps: Deps,
  shopId: string,
  url: string,
  topics: string[] = ["*"],
): Promise<{ id: string; secret: string }> {
  const outcome = await createEndpoint(deps, shopId, { url, topics });
  if (outcome.kind !== "created") throw new Error(`the endpoint was not created: ${JSON.stringify(outcome)}`);
  return outcome;
}

/** Shops of a test share Shopify's samples, as shops at Shopify never do: no body is taken for a replay. */
const inspect: Inspect = (claimed, body, payload) => {
  const inspection = inspectWebhook(claimed, body, payload);
  return inspection.kind === "fine" ? { ...inspection, bodyHash: null } : inspection;
};

/** Takes a webhook in, as if Shopify had sent it. */
export async function takeIn(
  deps: Deps,
  topic: string,
  body: string,
  options: { shop?: string; webhookId?: string; triggeredAt?: string } = {},
): Promise<string> {
  const outcome = await acceptWebhook(deps, shopifyHeaders(topic, body, options), Buffer.from(body), inspect);
  return outcome.kind;
}

/** Gives the shop a Shopify session, so that Shopify is asked about it. */
export async function connectShop({ pool }: Deps, domain = SHOP): Promise<void> {
  await pool.query(
    `insert into session (id, shop, state, is_online, access_token) values ($1, $2, '', false, 'sealed')`,
    [`offline_${domain}`, domain],
  );
}

/** Processes everything in the inbox, asks Shopify what has to be asked, and settles what is due. */
export async function processAll(deps: Deps): Promise<void> {
  let done: number;
  do {
    done = await processInbound(deps);
    done += await askDue(deps);
    done += await processAnswered(deps);
    done += await settleDue(deps);
  } while (done > 0);
}

let products = 0;

/** Publishes events about as many new products. */
export async function publishProducts(deps: Deps, count = 1): Promise<void> {
  for (let made = 0; made < count; made += 1) {
    products += 1;
    await takeIn(deps, "products/create", `{"id":${products}}`);
  }
  await processAll(deps);
}

/** A worker that has nothing under way. */
export const allSlots = ({ env }: Pick<Deps, "env">): ClaimLimits => ({
  slots: 200,
  slowSlots: 200,
  shopSlots: () => 200,
  fullShops: [],
  slowEndpoints: [],
  endpointCap: env.ENDPOINT_CONCURRENCY,
});

/** One worker's round: what is due now is sent and recorded. Returns how many. */
export async function deliverDue(deps: Deps): Promise<number> {
  const { deliveries } = await claimDeliveries(deps.pool, allSlots(deps));
  const attempts = await Promise.all(deliveries.map((delivery) => attemptDelivery(deps, delivery)));
  if (attempts.length > 0) await recordAttempts(deps.pool, attempts, deps.env.ENDPOINT_CONCURRENCY);
  return attempts.length;
}

/** Time passes for the database: every waiting delivery becomes due and every lease runs out. */
export async function letTimePass({ pool }: Deps): Promise<void> {
  await pool.query("update delivery set due_at = now() where due_at is not null");
  await pool.query("update lease set until = now() - interval '1 second'");
  await pool.query(
    "update lane set next_due_at = now(), not_before = '-infinity', crowded_until = '-infinity', paced_until = '-infinity'",
  );
}
