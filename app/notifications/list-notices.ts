import type { Deps } from "../config/deps.ts";
import type { NoticeKind } from "../endpoints/insert-notices.ts";
import { bareUrl, endpointName } from "./endpoint-name.ts";

export interface NoticeView {
  id: string;
  /** test: a test mail, which is about no endpoint */
  kind: NoticeKind | "test";
  disabledReason: string | null;
  reason: string | null;
  statusCode: number | null;
  createdAt: Date;
  /** null: about none, or one that is no longer on record */
  endpoint: {
    id: string;
    name: string;
    /** null for a trigger of Shopify Flow */
    url: string | null;
    deleted: boolean;
  } | null;
  mail: "pending" | "sent" | "skipped" | "failed";
  /** why there was none, or why the last try failed; a sentence */
  mailNote: string | null;
  /** when it was sent, or is to be */
  mailAt: Date;
}

/** Noted for endpoints that want to hear of it; of an endpoint that is known to be failing there may be thousands. */
const FOR_EVENTS_ALONE = { kind: "exhausted", mail: "skipped", mailNote: null };

/** The shop's newest, newest first. */
export async function listNotices(
  { prisma }: Pick<Deps, "prisma">,
  shopId: string,
  limit = 20,
): Promise<NoticeView[]> {
  const rows = await prisma.notice.findMany({
    where: { shopId, NOT: FOR_EVENTS_ALONE },
    orderBy: { id: "desc" },
    take: limit,
  });
  const endpoints = await prisma.endpoint.findMany({
    where: { shopId, id: { in: rows.map(({ endpointId }) => endpointId) } },
    select: { id: true, url: true, description: true, deletedAt: true },
  });
  const known = new Map(
    endpoints.map((endpoint) => [
      endpoint.id,
      {
        id: endpoint.id,
        name: endpointName(endpoint),
        url: bareUrl(endpoint.url),
        deleted: endpoint.deletedAt !== null,
      },
    ]),
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as NoticeView["kind"],
    disabledReason: row.disabledReason,
    reason: row.reason,
    statusCode: row.statusCode,
    createdAt: row.createdAt,
    endpoint: known.get(row.endpointId) ?? null,
    mail: row.mail as NoticeView["mail"],
    mailNote: row.mailNote,
    mailAt: row.mailDueAt,
  }));
}
