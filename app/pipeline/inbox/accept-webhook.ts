// In: the raw bytes and headers of a request to /webhooks. Out: a row in the inbox, committed, before Shopify gets its
// 200. A crash before the commit leaves nothing and Shopify sends again; after it, the row is processed. What is not to be
// believed gets a row as well and the same 200: whoever tries it learns nothing.
import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { clientSecrets } from "../../config/client-secrets.ts";
import type { Deps } from "../../config/deps.ts";
import { newId } from "../../db/ids.ts";
import { isFromShopify } from "../../signing/verify-shopify.ts";
import { SHOP_DOMAIN } from "../../topics/shop-domain.ts";
import { type Inspect, inspectWebhook } from "./inspect-webhook.ts";
import type { InboundRow } from "./store-inbound.ts";

export type AcceptOutcome =
  /** set_aside: written down, and nothing will come of it */
  | { kind: "stored" | "duplicate" | "set_aside" }
  | { kind: "unauthorized"; cause: "unsigned" | "other_shop"; reason: string }
  | { kind: "bad_request"; reason: string }
  | { kind: "unavailable" };

type Needs = Pick<Deps, "env" | "clock" | "inbox" | "log" | "metrics" | "tracing">;

/** `inspect`: what is done about headers that nobody signed; the benchmark measures its cost. */
export async function acceptWebhook(
  deps: Needs,
  headers: IncomingHttpHeaders,
  body: Buffer,
  inspect: Inspect = inspectWebhook,
): Promise<AcceptOutcome> {
  const startedAt = deps.clock.now();
  const header = (name: string) => text(headers[`x-shopify-${name}`] ?? headers[`shopify-${name}`]);
  if (!isFromShopify(body, header("hmac-sha256"), clientSecrets(deps.env))) {
    return {
      kind: "unauthorized",
      cause: "unsigned",
      reason: "The X-Shopify-Hmac-Sha256 header is missing or does not match the body.",
    };
  }
  const webhook = readWebhook(deps, header, body);
  if (typeof webhook === "string") return { kind: "bad_request", reason: webhook };
  const { row, payload } = webhook;
  const inspection = inspect(row, body, payload);
  if (inspection.kind === "other_shop") return refuseOtherShop(deps, row);
  const { kind: _fine, ...findings } = inspection;
  try {
    const id = newId("inb");
    const { shopDomain: shop, topic, webhookId: webhook_id } = row;
    const kind = await deps.inbox.store({ ...row, id, ...findings });
    if (kind === "other_shop") return refuseOtherShop(deps, row);
    const inbound_id = kind === "duplicate" ? undefined : id;
    deps.log.info({ kind, shop, topic, webhook_id, inbound_id }, "inbox.accepted");
    if (kind === "set_aside") deps.metrics.setAside(findings.setAside ?? "replayed_elsewhere");
    if (kind === "stored")
      deps.tracing.accepted({ inboundId: id, shop, topic, startedAt, endedAt: deps.clock.now() });
    return { kind };
  } catch (error) {
    deps.log.error(
      { error: (error as Error).message, shop: row.shopDomain, topic: row.topic },
      "inbox.unavailable",
    );
    return { kind: "unavailable" };
  }
}

function refuseOtherShop({ log }: Needs, { shopDomain, topic }: InboundRow): AcceptOutcome {
  log.warn({ shop: shopDomain, topic }, "inbox.other_shop");
  return {
    kind: "unauthorized",
    cause: "other_shop",
    reason: "The signed body names another shop than the X-Shopify-Shop-Domain header.",
  };
}

/** A row and what its body says, or the sentence that says why there is none. */
function readWebhook(
  { clock }: Needs,
  header: (name: string) => string | undefined,
  body: Buffer,
): { row: InboundRow; payload: unknown } | string {
  const [shopDomain, topic, webhookId] = [header("shop-domain"), header("topic"), header("webhook-id")];
  if (!shopDomain || !SHOP_DOMAIN.test(shopDomain))
    return "The X-Shopify-Shop-Domain header must name a myshopify.com shop.";
  if (!topic) return "The X-Shopify-Topic header is missing.";
  if (!TOPIC.test(topic) || OWN_TOPIC.test(topic))
    return "The X-Shopify-Topic header names no topic of Shopify.";
  if (!webhookId) return "The X-Shopify-Webhook-Id header is missing.";
  if (OWN_ID.test(webhookId)) return "The X-Shopify-Webhook-Id header names no webhook of Shopify.";
  const json = readJson(body);
  if (!json) return "The body is not JSON.";
  const triggeredAt = new Date(header("triggered-at") ?? "");
  const row = {
    shopDomain,
    topic,
    webhookId: shortId(webhookId),
    eventId: header("event-id")?.slice(0, MAX_HEADER) ?? null,
    apiVersion: header("api-version")?.slice(0, MAX_HEADER) ?? null,
    triggeredAt: Number.isNaN(triggeredAt.getTime()) ? clock.now() : triggeredAt,
    body: json.text,
  };
  return { row, payload: json.value };
}

const TOPIC = /^[A-Za-z0-9_./-]{1,100}$/;
/** What Carillon sends to its own inbox. Shopify's signature does not cover the topic: whoever has one could name it. */
const OWN_TOPIC = /^carillon\//i;
/** Likewise: with such an id a webhook would take the place of a form, a call, a run of Flow or a check of our own. */
const OWN_ID = /^(?:api|flow|form):|^carillon\//i;
const MAX_HEADER = 300;
const utf8 = new TextDecoder("utf-8", { fatal: true });

const text = (value: string | string[] | undefined): string | undefined =>
  typeof value === "string" ? value : undefined;

/** Ids of next-generation Events are made of keys of any length; cut ones would be taken for each other. */
const shortId = (id: string): string =>
  id.length <= MAX_HEADER ? id : createHash("sha256").update(id).digest("hex");

/** The body if it is JSON in UTF-8. */
function readJson(body: Buffer): { text: string; value: unknown } | undefined {
  try {
    const text = utf8.decode(body);
    return { text, value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
