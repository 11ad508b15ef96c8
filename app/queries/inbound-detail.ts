// One webhook of the inbox, with its body as the shop lets people see it.
import type { Deps } from "../config/deps.ts";
import { isId } from "../db/ids.ts";
import type { HeldBackField } from "../privacy/held-back-fields.ts";
import { holdBack } from "../privacy/hold-back.ts";
import { parsePayload } from "../topics/parse-payload.ts";

export interface InboundDetail {
  id: string;
  topic: string;
  /** waiting: Shopify still has to answer a question about it */
  status: "pending" | "mapped" | "unmapped" | "failed" | "waiting";
  /** a word of unmapped-reasons.ts or what broke */
  reason: string | null;
  /** X-Shopify-Webhook-Id, or Carillon's own name for what Shopify did not send */
  webhookId: string;
  /** X-Shopify-Event-Id */
  eventId: string | null;
  apiVersion: string | null;
  bytes: number;
  triggeredAt: Date;
  receivedAt: Date;
  processedAt: Date | null;
  /** stored: it can be mapped again · gone: it was not kept or has aged out · hidden: what is held back cannot be told */
  body: { kind: "stored"; text: string } | { kind: "gone" | "hidden" };
}

/** undefined when the shop never got it, or it is no longer on record. */
export async function getInbound(
  { pool }: Pick<Deps, "pool">,
  shopId: string,
  id: string,
): Promise<InboundDetail | undefined> {
  if (!isId("inb", id)) return undefined;
  const { rows } = await pool.query<Row>(WEBHOOK, [shopId, id]);
  const [row] = rows;
  if (!row) return undefined;
  const { text, heldBack, question, asking, ...webhook } = row;
  return {
    ...webhook,
    status: asking ? "waiting" : webhook.status,
    reason: asking ? question : webhook.reason,
    body: bodyOf(text, heldBack),
  };
}

type Row = Omit<InboundDetail, "body"> & {
  text: string | null;
  heldBack: HeldBackField[];
  asking: boolean;
  question: string | null;
};

const WEBHOOK = `
  select w.id, w.topic, w.status, w.reason, w.webhook_id as "webhookId", w.event_id as "eventId",
    w.api_version as "apiVersion", w.bytes, w.triggered_at as "triggeredAt", w.received_at as "receivedAt",
    w.processed_at as "processedAt", b.body as text, s.held_back as "heldBack",
    i.id is not null as asking, i.reason as question
  from inbound_webhook w
  join shop s on s.domain = w.shop_domain
  left join inbound_body b on b.id = w.id and b.day = w.day
  left join lateral (
    select id, reason from inquiry where inbound_id = w.id and status = 'asking' order by due_at limit 1
  ) i on true
  where s.id = $1 and w.id = $2`;

/** What Shopify sent holds everything; the panel shows of it what events may say. */
function bodyOf(text: string | null, heldBack: HeldBackField[]): InboundDetail["body"] {
  if (text === null) return { kind: "gone" };
  if (heldBack.length === 0) return { kind: "stored", text };
  const payload = read(text);
  return payload ? { kind: "stored", text: JSON.stringify(holdBack(payload, heldBack)) } : { kind: "hidden" };
}

function read(text: string) {
  try {
    return parsePayload(text);
  } catch {
    return undefined; // no JSON, or nested too deep to be looked through
  }
}
