// An event to a server of the developer's own, as a delivery would bring it: the same code makes the headers, signs and
// judges the answer. It is tried once.
import ipaddr from "ipaddr.js";
import { VERSION } from "../../config/version.ts";
import { newId } from "../../db/ids.ts";
import { createPost } from "../../http/post.ts";
import { judgeResponse } from "../../pipeline/deliver/judge-response.ts";
import { prepareRequest } from "../../pipeline/deliver/prepare-request.ts";
import type { LiveEvent } from "./follow-stream.ts";

export interface Forwarded {
  time: string;
  topic: string;
  event_id: string;
  delivered: boolean;
  /** null when no answer came */
  status: number | null;
  duration_ms: number;
  /** as an attempt has it; null when it was delivered */
  reason: string | null;
  detail: string | null;
}

/** The developer's own network is what this is for. */
const EVERYWHERE = [ipaddr.parseCIDR("0.0.0.0/0"), ipaddr.parseCIDR("::/0")];
/** As DELIVERY_TIMEOUT_MS is unless it is set. */
const TIMEOUT_MS = 15_000;

export interface Forwarder {
  forward(event: LiveEvent): Promise<Forwarded>;
  close(): void;
}

export function createForwarder(url: string, secret: string, timeoutMs = TIMEOUT_MS): Forwarder {
  const { post, close } = createPost({ allowedAddresses: EVERYWHERE, timeoutMs });
  return {
    close,
    async forward({ id, topic, shop_domain, triggered_at, body }) {
      const facts = {
        ...{ url, topic, body, eventId: id, deliveryId: newId("dlv"), shopDomain: shop_domain },
        ...{ triggeredAt: new Date(triggered_at), attempt: 1, test: false, headers: {}, secrets: [secret] },
      };
      const now = new Date();
      const outcome = await post(prepareRequest(facts, VERSION, now));
      const judgement = judgeResponse(outcome);
      const failed = judgement.status === "failed" ? judgement : { reason: null, detail: null };
      return {
        time: now.toISOString(),
        topic,
        event_id: id,
        delivered: judgement.status === "succeeded",
        status: outcome.kind === "answered" ? outcome.statusCode : null,
        duration_ms: outcome.durationMs,
        reason: failed.reason,
        detail: failed.detail,
      };
    },
  };
}
