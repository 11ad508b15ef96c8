// One mail now, to see whether it arrives. Each is on record as a notice that is about no endpoint, which also counts
// them over all processes.
import type { Deps } from "../config/deps.ts";
import { firstIdAt, newId } from "../db/ids.ts";
import { inTransaction, type Transaction } from "../db/transaction.ts";
import { loadAlertSettings } from "./alert-settings.ts";
import { composeTest } from "./compose-mail.ts";
import { MAIL_STATE_SENTENCES, mailState } from "./mail-state.ts";
import type { SendOutcome } from "./mailer.ts";

export type TestMailOutcome =
  /** `sentence`: the mail server's verdict */
  | { kind: "tried"; sent: boolean; to: string[]; sentence: string }
  /** there is no mail server or no address */
  | { kind: "impossible"; sentence: string }
  | { kind: "too_many"; retryAfterSeconds: number };

const PER_HOUR = 5;
const HOUR_MS = 3_600_000;

type Needs = Pick<Deps, "pool" | "prisma" | "mailer" | "env" | "log">;

export async function sendTestMail(deps: Needs, shopId: string): Promise<TestMailOutcome> {
  const { pool, prisma, mailer, env, log } = deps;
  const shop = await prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
  const { addresses } = await loadAlertSettings(deps, shopId);
  const state = mailState(deps, { addresses, email: shop.email });
  if (state.kind !== "ready" || !mailer)
    return {
      kind: "impossible",
      sentence: MAIL_STATE_SENTENCES[state.kind === "ready" ? "off" : state.kind],
    };
  const id = newId("ntc");
  const taken = await inTransaction(pool, (tx) => takeTurn(tx, shopId, id));
  if (taken !== "taken") return taken;
  const outcome = await mailer.send({ to: state.to, ...composeTest(env, shop.domain, id) });
  await record(pool, id, outcome);
  log.info({ shop_id: shopId, sent: outcome.kind === "sent" }, "mail.tested");
  return {
    kind: "tried",
    sent: outcome.kind === "sent",
    to: state.to,
    sentence: sentenceOf(outcome, state.to),
  };
}

/** The shop's row is the lock for its limit. A process that dies before the answer leaves what stands here. */
async function takeTurn(
  tx: Transaction,
  shopId: string,
  id: string,
): Promise<"taken" | Extract<TestMailOutcome, { kind: "too_many" }>> {
  await tx.query("select 1 from shop where id = $1 for no key update", [shopId]);
  const { rows } = await tx.query<{ count: number; wait: number }>(
    `select count(*)::int as count, ceil(extract(epoch from min(created_at) + interval '1 hour' - now()))::int as wait
     from notice where shop_id = $1 and id >= $2 and kind = 'test' and created_at > now() - interval '1 hour'`,
    [shopId, firstIdAt("ntc", new Date(Date.now() - 2 * HOUR_MS))],
  );
  const { count = 0, wait = 1 } = rows[0] ?? {};
  if (count >= PER_HOUR) return { kind: "too_many", retryAfterSeconds: Math.max(wait, 1) };
  await tx.query(
    `insert into notice (id, shop_id, endpoint_id, kind, published_at, mail, mail_note)
     values ($1, $2, '', 'test', now(), 'failed', 'It is not known whether it was sent.')`,
    [id, shopId],
  );
  return "taken";
}

async function record(pool: Deps["pool"], id: string, outcome: SendOutcome): Promise<void> {
  const note = outcome.kind === "sent" ? outcome.note : outcome.words;
  await pool.query("update notice set mail = $2, mail_note = $3 where id = $1", [id, outcome.kind, note]);
}

const sentenceOf = (outcome: SendOutcome, to: string[]): string =>
  outcome.kind === "failed"
    ? outcome.words
    : [
        "The mail server has taken the mail to",
        `${to.join(", ")}.`,
        ...(outcome.note ? [outcome.note] : []),
      ].join(" ");
