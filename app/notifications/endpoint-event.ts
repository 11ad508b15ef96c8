// PURE: a notice as the event that other endpoints of the shop hear.
import type { NoticeKind } from "../endpoints/insert-notices.ts";
import type { ShopDraft } from "../pipeline/events/publish-events.ts";
import { bareUrl, endpointName } from "./endpoint-name.ts";

/** The topic's last part. A first failure is told by mails alone. */
const EVENTS: Partial<Record<NoticeKind, string>> = {
  failing: "failing",
  disabled: "disabled",
  recovered: "recovered",
  check: "check",
  exhausted: "delivery_failed",
};

const OF_DELIVERIES = "endpoint/delivery_failed";

/** A notice with the endpoint that it is about. */
export interface EndpointNotice {
  id: string;
  kind: NoticeKind;
  disabledReason: string | null;
  since: Date | null;
  reason: string | null;
  statusCode: number | null;
  createdAt: Date;
  endpoint: {
    id: string;
    url: string;
    description: string;
    flowTrigger: string | null;
    status: string;
    disabledReason: string | null;
  };
  /** the one whose attempts are used up; null for notices of another kind, or when it is no longer on record */
  delivery: { id: string; topic: string; eventId: string; attempts: number; flowHops: number } | null;
  shop: { id: string; domain: string; environment: "live" | "test" };
}

/**
 * undefined for what only mails tell, and for a delivery that told of another one: two dead endpoints would tell each
 * other for ever. The notice's id is the key: one event for each.
 */
export function endpointEvent(notice: EndpointNotice): ShopDraft | undefined {
  const { id, kind, createdAt, endpoint, shop } = notice;
  const topic = `endpoint/${EVENTS[kind]}`;
  if (!EVENTS[kind] || (topic === OF_DELIVERIES && notice.delivery?.topic === OF_DELIVERIES))
    return undefined;
  return {
    topic,
    key: id,
    resource: endpoint.id,
    customer: null,
    triggeredAt: createdAt,
    environment: shop.environment,
    shopId: shop.id,
    shopDomain: shop.domain,
    inboundId: null,
    flowHops: notice.delivery?.flowHops ?? 0,
    data: {
      endpoint: {
        id: endpoint.id,
        name: endpointName(endpoint),
        url: endpoint.flowTrigger === null ? bareUrl(endpoint.url) : null,
        ...statusOf(notice),
      },
      reason: notice.reason,
      since: notice.since?.toISOString() ?? null,
      last_attempt: lastAttempt(notice),
      ...(topic === OF_DELIVERIES && { delivery: deliveryOf(notice) }),
      unavailable: {},
    },
  };
}

/** A notice "disabled" says so even when the merchant has enabled the endpoint since. */
const statusOf = ({ kind, disabledReason, endpoint }: EndpointNotice) =>
  kind === "disabled"
    ? { status: "disabled", disabled_reason: disabledReason }
    : { status: endpoint.status, disabled_reason: endpoint.disabledReason };

/** Notices are written when an attempt is recorded; one without outcome was made by a person. */
const lastAttempt = ({ reason, statusCode, createdAt }: EndpointNotice) =>
  reason === null && statusCode === null
    ? null
    : { status_code: statusCode, reason, at: createdAt.toISOString() };

const deliveryOf = ({ delivery }: EndpointNotice) => ({
  id: delivery?.id ?? null,
  topic: delivery?.topic ?? null,
  event_id: delivery?.eventId ?? null,
  attempts: delivery?.attempts ?? null,
});
