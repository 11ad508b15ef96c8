// Starts the workflows of a trigger in a shop. The answer goes on record as it came; what it means is judged by the
// delivery stage. Calls cost one point each of the shop's bucket, and Shopify says when it is empty.
import { print } from "graphql";
import type { Deps } from "../../config/deps.ts";
import type { PostOutcome } from "../../http/post.ts";
import type { FireFlowTrigger } from "../../pipeline/deliver/fire-flow-trigger.ts";
import { getAccessToken } from "../access-token.ts";
import type { Shopify } from "../app.ts";
import { callAdminApi } from "../call-admin-api.ts";
import { FireFlowTriggerDocument } from "../generated/operations.ts";

type Needs = Pick<Deps, "env" | "clock" | "log"> & { shopify: Shopify };

const MUTATION = print(FireFlowTriggerDocument);
const KEEP_CHARACTERS = 16 * 1024;
/** Of an error; inside a text of JSON the quotes would be escaped. */
const THROTTLED = /"code"\s*:\s*"THROTTLED"/;
const RECONNECT = "Shopify wants the shop to be connected again. Open Carillon in Shopify's admin to do so.";

/** While SHOPIFY_* is not set. */
export const neverFires: FireFlowTrigger = async () =>
  notConnected("Carillon is not connected to Shopify.", 0);

export function createFireFlowTrigger(needs: Needs): FireFlowTrigger {
  return async (shopDomain, trigger) => {
    const startedAt = performance.now();
    const since = () => Math.round(performance.now() - startedAt);
    const outcome = await getAccessToken(needs, needs.shopify, shopDomain).catch((error: Error) => {
      needs.log.warn({ shop: shopDomain, error: error.message }, "token.failed");
      return { kind: "unrenewed" } as const;
    });
    if (outcome.kind === "reconnect") return notConnected(RECONNECT, since());
    if (outcome.kind === "unrenewed")
      return notConnected("The shop's access token could not be renewed.", since());
    try {
      const body = JSON.stringify({ query: MUTATION, variables: trigger });
      const answer = await callAdminApi(needs.shopify, shopDomain, outcome.token, { body });
      const durationMs = since();
      const kept = await keep(answer);
      if (THROTTLED.test(kept.body)) needs.shopify.metrics.shopifyLimited("throttled");
      return { ...kept, remoteAddress: null, durationMs };
    } catch (error) {
      return { ...explain(error as Error), remoteAddress: null, durationMs: since() };
    }
  };
}

async function keep(answer: Response) {
  const text = (await answer.text()).replaceAll("\u0000", "\ufffd");
  return {
    kind: "answered" as const,
    statusCode: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: text.slice(0, KEEP_CHARACTERS),
    truncated: text.length > KEEP_CHARACTERS,
  };
}

/** fetch throws a TypeError for every failure of the connection, with the system's word in its cause. */
function explain(error: Error) {
  if (error.name === "TimeoutError")
    return { kind: "failed", reason: "timeout", detail: "Shopify did not answer in time." } as const;
  const { code } = (error.cause ?? {}) as { code?: string };
  const detail = code ?? "Shopify could not be reached.";
  return { kind: "failed", reason: "connection", detail } as const;
}

const notConnected = (detail: string, durationMs: number): PostOutcome => ({
  kind: "failed",
  reason: "not_connected",
  detail,
  remoteAddress: null,
  durationMs,
});
