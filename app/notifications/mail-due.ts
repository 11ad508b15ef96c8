// In: notices whose mail is due. Out: one mail for all that belongs together, or the reason why there is none. Sending
// happens outside of transactions and of the loop that publishes: a mail server that hangs delays mails alone.
import type { Deps } from "../config/deps.ts";
import type { NoticeKind } from "../endpoints/insert-notices.ts";
import type { AlertMode } from "./alert-fields.ts";
import { type ClaimedMail, claimMail, type MailGroup, settleFailed, settleSent } from "./claim-mail.ts";
import { composeMail } from "./compose-mail.ts";
import { type MailState, mailState } from "./mail-state.ts";
import type { SendOutcome } from "./mailer.ts";
import { MOST_TRIES, retryPause } from "./retry-pause.ts";
import { KINDS_BY_MODE, whyNoMail } from "./why-no-mail.ts";

type Needs = Pick<Deps, "pool" | "log" | "env" | "mailer">;

const BATCH = 500;
/** Connections to the mail server that this process has at once. */
const AT_ONCE = 5;

interface DueNotice {
  id: string;
  shopId: string;
  endpointId: string;
  kind: NoticeKind;
  mode: AlertMode;
  addresses: string[];
  email: string | null;
  timezone: string;
  domain: string;
  gone: boolean;
}

type Recipient = DueNotice & { to: string[] };

/**
 * Mails, puts off or skips what is due. Returns how much of it was this process's to do. `signal`: gives up what is
 * being sent.
 */
export async function mailDue(deps: Needs, signal?: AbortSignal): Promise<number> {
  const due = await loadDue(deps);
  const wanted: Recipient[] = [];
  const unwanted: { id: string; note: string }[] = [];
  for (const notice of due) {
    const state = mailState(deps, notice);
    const note = whyNoMail(notice, state);
    if (note !== undefined) unwanted.push({ id: notice.id, note });
    else wanted.push({ ...notice, to: addressesOf(state) });
  }
  const skipped = await skip(deps, unwanted);
  const groups = [...Map.groupBy(wanted, groupKey).values()].flatMap(([first]) => first ?? []);
  for (let start = 0; start < groups.length; start += AT_ONCE)
    await Promise.all(groups.slice(start, start + AT_ONCE).map((first) => mailGroup(deps, first, signal)));
  return skipped + groups.length;
}

/** Milliseconds until the next mail is due; undefined while none waits. */
export async function nextMailIn({ pool }: Pick<Deps, "pool">): Promise<number | undefined> {
  const { rows } = await pool.query<{ ms: number | null }>(
    `select extract(epoch from min(mail_due_at) - now())::float8 * 1000 as ms from notice where mail = 'pending'`,
  );
  return rows[0]?.ms ?? undefined;
}

const addressesOf = (state: MailState): string[] => (state.kind === "ready" ? state.to : []);

const groupKey = ({ mode, shopId, endpointId }: DueNotice): string =>
  mode === "daily" ? shopId : endpointId;

async function loadDue({ pool }: Needs): Promise<DueNotice[]> {
  const { rows } = await pool.query<DueNotice>(
    `select n.id, n.shop_id as "shopId", n.endpoint_id as "endpointId", n.kind, coalesce(a.mode, 'changes') as mode,
       coalesce(a.addresses, '{}') as addresses, s.email, coalesce(s.timezone, 'UTC') as timezone, s.domain,
       (s.id is null or s.uninstalled_at is not null or e.id is null or e.deleted_at is not null) as gone
     from notice n
     left join shop s on s.id = n.shop_id
     left join endpoint e on e.id = n.endpoint_id
     left join alert_settings a on a.shop_id = n.shop_id
     where n.mail = 'pending' and n.mail_due_at <= now() order by n.mail_due_at limit ${BATCH}`,
  );
  return rows;
}

async function skip({ pool, log }: Needs, notices: { id: string; note: string }[]): Promise<number> {
  if (notices.length === 0) return 0;
  const { rowCount } = await pool.query(
    `with free as (
       select id from notice where id = any($1) and mail = 'pending' and mail_due_at <= now()
       order by id for update skip locked
     )
     update notice n set mail = 'skipped', mail_note = t.note
     from unnest($1::text[], $2::text[]) as t (id, note), free where n.id = t.id and n.id = free.id`,
    [notices.map(({ id }) => id), notices.map(({ note }) => note)],
  );
  if (rowCount) log.info({ notices: rowCount }, "mail.skipped");
  return rowCount ?? 0;
}

async function mailGroup(deps: Needs, first: Recipient, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return;
  const { shopId, endpointId, mode, timezone } = first;
  const group: MailGroup = {
    ...{ shopId, timezone, kinds: KINDS_BY_MODE[mode] },
    endpointId: mode === "daily" ? null : endpointId,
  };
  const mail = await claimMail(deps.pool, group);
  if (!mail) return;
  const outcome = await send(deps, first, mail, signal);
  const facts = { shop_id: shopId, endpoint_id: group.endpointId, notices: mail.total, tries: mail.tries };
  if (outcome.kind === "sent") {
    await settleSent(deps.pool, group, mail, outcome.note);
    deps.log.info(facts, "mail.sent");
    return;
  }
  const pauseMs = retryPause(mail.tries);
  await settleFailed(deps.pool, group, mail, { note: outcome.words, pauseMs, mostTries: MOST_TRIES });
  deps.log.warn({ ...facts, reason: outcome.words }, "mail.failed");
}

/** Whatever breaks is a try that failed, so that it ends some day. */
async function send(
  { env, mailer }: Needs,
  { to, timezone, domain }: Recipient,
  mail: ClaimedMail,
  signal?: AbortSignal,
): Promise<SendOutcome> {
  try {
    if (!mailer) throw new Error("mailing without a mailer");
    return await mailer.send({ to, ...composeMail(env, { timezone, domain }, mail) }, signal);
  } catch (error) {
    return { kind: "failed", words: `The mail could not be made: ${(error as Error).message}` };
  }
}
