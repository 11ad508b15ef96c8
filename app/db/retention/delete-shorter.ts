// In: shops that want less kept than the operator keeps. Out: their bodies and their log go row by row, by the indexes
// that begin with the shop; what is still to be sent or mapped stays, as in deleteExpired. Every body that could be there
// is looked for, with a probe for each event of the log: for once a day.
import type pg from "pg";
import type { Env } from "../../config/env.ts";
import { INBOX_BODY_DAYS } from "../../config/kept-days.ts";
import { firstIdAt, type IdPrefix } from "../ids.ts";
import { deleteInTurn, deleteWhere, type Turn } from "./delete-in-turn.ts";
import { logTables } from "./log-tables.ts";

const DAY_MS = 86_400_000;

interface Shop {
  id: string;
  domain: string;
  /** days */
  payloads: number;
  log: number;
}

/**
 * In no fixed order: a run that is cut off is not always so at the same shop. Rows that went, by table; bodies and attempts that went with
 * their log are not counted.
 */
export async function deleteShorter(
  pool: pg.Pool,
  env: Pick<Env, "PAYLOAD_RETENTION_DAYS" | "LOG_RETENTION_DAYS">,
  now: Date,
  signal?: AbortSignal,
): Promise<Record<string, number>> {
  const { rows: shops } = await pool.query<Shop>(
    `select id, domain, least(payload_days, log_days, $1) as payloads, least(log_days, $2) as log from shop
     where payload_days < $1 or log_days < $2 order by random()`,
    [env.PAYLOAD_RETENTION_DAYS, env.LOG_RETENTION_DAYS],
  );
  const gone: Record<string, number> = {};
  for (const shop of shops)
    for (const [table, count] of await deleteOf(pool, shop, now, signal))
      gone[table] = (gone[table] ?? 0) + count;
  return gone;
}

async function deleteOf(pool: pg.Pool, shop: Shop, now: Date, signal?: AbortSignal) {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const log = before(shop.log);
  const bodies = before(shop.payloads);
  const gone = new Map<string, number>();
  // The log first: what goes with it has no body left to look for.
  for (const [table, turn] of turnsOf(shop, {
    log,
    bodies,
    inbox: before(Math.min(INBOX_BODY_DAYS, shop.payloads)),
  }))
    gone.set(table, await deleteInTurn(pool, turn, signal));
  const own = "shop_id = $1 and";
  const few = (table: string, condition: string, until: Date) =>
    deleteWhere(pool, table, `${own} ${condition}`, [shop.id, until], signal);
  gone.set("last_payload", await few("last_payload", "updated_at < $2", bodies));
  gone.set("unchosen_count", await few("unchosen_count", "day < $2", log));
  return gone;
}

type Until = Record<"log" | "bodies" | "inbox", Date>;

function turnsOf({ id, domain }: Shop, { log, bodies, inbox }: Until): [table: string, turn: Turn][] {
  const until = (prefix: IdPrefix, time: Date) => firstIdAt(prefix, time);
  const logged = logTables(log).map(({ table, prefix, only }): [string, Turn] => {
    const column = table === "inbound_webhook" ? "shop_domain" : "shop_id";
    const own = table === "inbound_webhook" ? domain : id;
    const look = `select id from ${table} where ${column} = $1 and id > $2 order by id`;
    return [table, { own, until: until(prefix, log), look, take: takeRows(table, only) }];
  });
  return [
    ...logged,
    ["event_payload", { own: id, until: until("evt", bodies), ...PAYLOADS }],
    ["inbound_body", { own: domain, until: until("inb", inbox), ...INBOUND }],
  ];
}

/** What hangs on the rows of a table: it goes in the same statement. */
const ALONG: Record<string, string> = {
  delivery: ", along as (delete from attempt where delivery_id = any(array(select id from gone)))",
  event: `, along as (
    delete from event_payload p using gone where p.event_id = gone.id and p.day = gone.day)`,
  inbound_webhook: `, along as (
    delete from inbound_body b using gone where b.id = gone.id and b.day = gone.day)`,
};

const takeRows = (table: string, only: string): string => `
  gone as (
    delete from ${table} where ctid = any(array(
      select ctid from ${table} where id = any(array(select id from old)) and ${only} for update skip locked))
    returning *
  )${ALONG[table] ?? ""}`;

/** Of what has no delivery to come. */
const PAYLOADS = {
  look: "select id, day from event where shop_id = $1 and id > $2 order by id",
  take: `gone as (
    delete from event_payload p using old where p.event_id = old.id and p.day = old.day
      and (select d.id from delivery d where d.event_id = old.id and d.due_at is not null limit 1) is null
    returning 1)`,
};

/** Of what is neither to be mapped nor waits for Shopify's answer. */
const INBOUND = {
  look: "select id, day, status from inbound_webhook where shop_domain = $1 and id > $2 order by id",
  take: `gone as (
    delete from inbound_body b using old where b.id = old.id and b.day = old.day and old.status <> 'pending'
      and (select i.id from inquiry i where i.inbound_id = old.id limit 1) is null
    returning 1)`,
};
