// In: notices that wait for their mail and are due. Out: all that belongs into one mail, leased to one process before
// it is sent; or their time put off. A crash leaves the lease, and after it the mail is sent, perhaps for the second
// time. Times are the database's.
import type pg from "pg";
import { inTransaction, type Transaction } from "../db/transaction.ts";
import type { NoticeKind } from "../endpoints/insert-notices.ts";
import { nextMorning } from "./next-morning.ts";

/** Longer than a mail may take (mailer.ts). */
const LEASE = "interval '5 minutes'";
const BETWEEN_MAILS = "interval '1 hour'";
/** The others are counted. */
const MOST_SHOWN = 20;

/** What one mail is about. */
export interface MailGroup {
  shopId: string;
  /** null: all of the shop's, once a day */
  endpointId: string | null;
  /** of notices that the shop wants mails about */
  kinds: readonly NoticeKind[];
  /** IANA */
  timezone: string;
}

/** A notice as a mail tells it. */
export interface MailNotice {
  id: string;
  kind: NoticeKind;
  disabledReason: string | null;
  since: Date | null;
  deliveryId: string | null;
  reason: string | null;
  statusCode: number | null;
  response: string | null;
  createdAt: Date;
  endpoint: { id: string; url: string; description: string };
}

export interface ClaimedMail {
  /** oldest first; of many the weightier and newer ones */
  notices: MailNotice[];
  total: number;
  /** highest number of tries among them, this one included */
  tries: number;
  /** end of the lease: what is claimed is known by it */
  lease: Date;
}

/** Who plans, leases or plans anew a shop's mails: one at a time. */
export async function lockMailOf(tx: Transaction, shopId: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`mail ${shopId}`]);
}

/** undefined when it was put off, or somebody else has it. */
export function claimMail(pool: pg.Pool, group: MailGroup): Promise<ClaimedMail | undefined> {
  return inTransaction(pool, async (tx) => {
    await lockMailOf(tx, group.shopId);
    const wait = await waitUntil(tx, group);
    if (wait) await putOff(tx, group, wait);
    return wait ? undefined : lease(tx, group);
  });
}

const OF_GROUP = `shop_id = $1 and ($2::text is null or endpoint_id = $2) and kind = any($3) and mail = 'pending'`;

const groupValues = ({ shopId, endpointId, kinds }: MailGroup) => [shopId, endpointId, kinds];

/** When it may be sent; undefined for now. What waits already, or is just being sent, takes the rest along. */
async function waitUntil(tx: Transaction, group: MailGroup): Promise<Date | undefined> {
  const { rows } = await tx.query<{ now: Date; later: Date | null; oldest: Date | null; quiet: Date | null }>(
    `select now(), max(mail_due_at) filter (where mail_due_at > now()) as later, min(created_at) as oldest,
       (select max(mail_due_at) + ${BETWEEN_MAILS} from notice where endpoint_id = $2 and mail = 'sent') as quiet
     from notice where ${OF_GROUP}`,
    groupValues(group),
  );
  const { now, later, oldest, quiet } = rows[0] ?? {};
  if (!now || !oldest) return undefined;
  const time = later ?? (group.endpointId === null ? nextMorning(oldest, group.timezone) : quiet);
  return time && time > now ? time : undefined;
}

async function putOff(tx: Transaction, group: MailGroup, until: Date): Promise<void> {
  await tx.query(`update notice set mail_due_at = $4 where ${OF_GROUP} and mail_due_at <= now()`, [
    ...groupValues(group),
    until,
  ]);
}

async function lease(tx: Transaction, group: MailGroup): Promise<ClaimedMail | undefined> {
  const { rows } = await tx.query<MailNotice & Omit<ClaimedMail, "notices">>(
    `with claimed as (
       update notice set mail_due_at = now() + ${LEASE}, mail_tries = mail_tries + 1
       where ${OF_GROUP} returning *
     )
     select n.id, n.kind, n.disabled_reason as "disabledReason", n.since, n.delivery_id as "deliveryId", n.reason,
       n.status_code as "statusCode", n.response, n.created_at as "createdAt",
       json_build_object('id', e.id, 'url', e.url, 'description', e.description) as endpoint,
       count(*) over ()::int as total, max(n.mail_tries) over () as tries, max(n.mail_due_at) over () as lease
     from claimed n join endpoint e on e.id = n.endpoint_id
     order by n.kind in ('exhausted', 'first_failure'), n.id desc limit ${MOST_SHOWN}`,
    groupValues(group),
  );
  const first = rows[0];
  if (!first) return undefined;
  const { total, tries, lease } = first;
  return { notices: rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)), total, tries, lease };
}

/** `note`: whom it did not reach. */
export async function settleSent(
  pool: pg.Pool,
  group: MailGroup,
  { lease }: ClaimedMail,
  note: string | null,
): Promise<void> {
  await pool.query(
    `update notice set mail = 'sent', mail_due_at = now(), mail_note = $5 where ${OF_GROUP} and mail_due_at = $4`,
    [...groupValues(group), lease, note],
  );
}

/** Tries again after `pauseMs` what has been tried less than `mostTries` times. */
export async function settleFailed(
  pool: pg.Pool,
  group: MailGroup,
  { lease }: ClaimedMail,
  { note, pauseMs, mostTries }: { note: string; pauseMs: number; mostTries: number },
): Promise<void> {
  await pool.query(
    `update notice set mail_due_at = now() + $6 * interval '1 millisecond', mail_note = $5,
       mail = case when mail_tries >= $7 then 'failed' else 'pending' end
     where ${OF_GROUP} and mail_due_at = $4`,
    [...groupValues(group), lease, note, pauseMs, mostTries],
  );
}
