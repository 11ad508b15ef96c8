// PURE: a notice as the event that other endpoints of the shop hear.
import type { NoticeKind } from "../endpoints/insert-notices.ts";
import type { ShopDraft } from "../pipeline/events/publish-events.ts";
import { bareUrl } from "./endpoint-name.ts";

const WITH_EVENT: readonly NoticeKind[] = ["failing", "disabled", "recovered", "check"];

/** A notice with the endpoint that it is about. */
export interface EndpointNotice {
  id: string;
  kind: NoticeKind;
  disabledReason: string | null;
  since: Date | null;
  reason: string | null;
  statusCode: number | null;
  createdAt: Date;
  endpoint: { id: string; url: string; status: string; disabledReason: string | null };
  shop: { id: string; domain: string; environment: "live" | "test" };
}

/** undefined for what only mails tell. The notice's id is the key: one event for each. */
export function endpointEvent(notice: EndpointNotice): ShopDraft | undefined {
  const { id, kind, createdAt, endpoint, shop } = notice;
  if (!WITH_EVENT.includes(kind)) return undefined;
  return {
    topic: `endpoint/${kind}`,
    key: id,
    resource: endpoint.id,
    customer: null,
    triggeredAt: createdAt,
    environment: shop.environment,
    shopId: shop.id,
    shopDomain: shop.domain,
    inboundId: null,
    data: {
      endpoint: { id: endpoint.id, url: bareUrl(endpoint.url), ...statusOf(notice) },
      reason: notice.reason,
      since: notice.since?.toISOString() ?? null,
      last_attempt: lastAttempt(notice),
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
