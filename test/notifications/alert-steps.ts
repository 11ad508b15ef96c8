// Endpoints that fail and recover, as far as notices tell of it.
import type { Deps } from "../../app/config/deps.ts";
import { newId } from "../../app/db/ids.ts";
import { inTransaction } from "../../app/db/transaction.ts";
import { insertNotices, type NewNotice, type NoticeKind } from "../../app/endpoints/insert-notices.ts";
import { saveAlertSettings } from "../../app/notifications/alert-settings.ts";
import { addEndpoint } from "../helpers/pipeline-steps.ts";

const MAIL_FROM = "Carillon <alerts@carillon.example>";

/** Enough for a mail server of one's own. */
export const mailTo = (url: string) => ({ SMTP_URL: url, MAIL_FROM });

let shops = 0;

interface AlertedShop {
  shopId: string;
  endpointId: string;
  /** the shop's own address */
  email: string;
  /** host and path, as mails call it */
  name: string;
}

/** A shop of its own, with an address and an endpoint. */
export async function alertedShop(
  deps: Deps,
  settings?: Parameters<typeof saveAlertSettings>[2],
): Promise<AlertedShop> {
  shops += 1;
  const email = `merchant-${shops}@example.com`;
  const shop = await deps.prisma.shop.create({
    data: { id: newId("shp"), domain: `alerted-${shops}.myshopify.com`, email },
  });
  if (settings) await saveAlertSettings(deps, shop.id, settings);
  const { id } = await addEndpoint(deps, shop.id, `https://127.0.0.1/hooks/${shops}?token=hidden`);
  return { shopId: shop.id, endpointId: id, email, name: `127.0.0.1/hooks/${shops}` };
}

const FAILED = { reason: "http_status", statusCode: 503, response: "<b>Out of order</b> & closed" };

/** What the sender notes when it becomes true. Returns the notice's id. */
export async function note(
  { pool }: Deps,
  { shopId, endpointId }: { shopId: string; endpointId: string },
  kind: NoticeKind,
  more: Partial<NewNotice> = {},
): Promise<string> {
  const outcome = kind === "recovered" ? { reason: null, statusCode: 200 } : FAILED;
  const since = new Date("2026-11-20T09:00:00.000Z");
  await inTransaction(pool, (tx) =>
    insertNotices(tx, [{ shopId, endpointId, kind, since, ...outcome, ...more }]),
  );
  const { rows } = await pool.query<{ id: string }>(
    "select id from notice where endpoint_id = $1 order by id desc limit 1",
    [more.endpointId ?? endpointId],
  );
  return rows[0]?.id ?? "";
}

/** Time passes for the database: all that was noted, mailed or put off has been so for `minutes` longer. */
export async function letMinutesPass({ pool }: Deps, minutes: number): Promise<void> {
  await pool.query(
    `update notice set created_at = created_at - $1 * interval '1 minute',
       mail_due_at = mail_due_at - $1 * interval '1 minute'`,
    [minutes],
  );
}

/** The shop's notices, oldest first. */
export const noticesOf = ({ prisma }: Deps, shopId: string) =>
  prisma.notice.findMany({ where: { shopId }, orderBy: { id: "asc" } });
