import { beforeAll, expect, test } from "vitest";
import type { Deps } from "../../app/config/deps.ts";
import { inTransaction } from "../../app/db/transaction.ts";
import { carryOutNext } from "../../app/duties/worker.ts";
import { eraseShop } from "../../app/erasure/erase-shop.ts";
import { saveAlertSettings } from "../../app/notifications/alert-settings.ts";
import { insertDuties, type NewDuty } from "../../app/pipeline/inbox/duties.ts";
import { NO_RULES } from "../../app/rules/rules-schema.ts";
import { saveRules } from "../../app/rules/save-rules.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { createTestDeps, fakeClock } from "../helpers/test-deps.ts";
import { type Story, tellStory } from "./customer-story.ts";
import { dumpAll, holding } from "./dump.ts";

let deps: Deps;

beforeAll(async () => {
  ({ deps } = await createTestDeps({}, { clock: fakeClock(new Date().toISOString()) }));
});

/** A row of this shop's in every table that the stories leave empty. */
async function fillTheRest({ shopId, shop }: Story): Promise<void> {
  const { pool } = deps;
  await createToken(deps, shopId, "write");
  await saveAlertSettings(deps, shopId, { mode: "daily", addresses: ["ops@example.com"] });
  await saveRules(deps, shopId, NO_RULES);
  await pool.query("delete from duty where kind = 'map_again'"); // the rules' order, which is no part of this story
  await pool.query(
    `insert into recovery (id, shop_id, include, filter, total) values ('rcv_' || $1, $1, 'failed', '{}', 1)`,
    [shopId],
  );
  await pool.query("insert into flow_usage values ($1, 'points-changed', true, now())", [shop]);
  await pool.query("insert into webhook_state values ($1, 'orders/create', 'receiving', null, now())", [
    shopId,
  ]);
  await pool.query("insert into reconciliation (shop_id, resource) values ($1, 'order')", [shopId]);
  await pool.query("insert into setup (shop_id) values ($1)", [shopId]);
  await pool.query("insert into live_stream values ('lst_' || $1, $1, '{}', now())", [shopId]);
  await pool.query("insert into unchosen_count values ($1, 'order/paid', current_date, 1)", [shopId]);
  const { rows } = await pool.query<{ id: string }>("select id from delivery where shop_id = $1 limit 1", [
    shopId,
  ]);
  await pool.query("insert into lease (delivery_id, token, until) values ($1, 't', now())", [rows[0]?.id]);
}

/** By the catalogue: every table whose rows say which shop they are of, and how many are this shop's. */
async function rowsOf({ shopId, shop }: Story): Promise<Record<string, number>> {
  const columns = await deps.pool.query<{ table: string; column: string }>(
    `select c.table_name as table, c.column_name as column from information_schema.columns c
     join pg_class t on t.relname = c.table_name and t.relnamespace = 'public'::regnamespace
     where c.table_schema = 'public' and not t.relispartition
       and c.column_name in ('shop_id', 'shop_domain', 'shop') and c.table_name <> 'duty'
     union all values ('shop', 'id') order by 1`,
  );
  const counts: Record<string, number> = {};
  for (const { table, column } of columns.rows) {
    const { rows } = await deps.pool.query<{ count: number }>(
      `select count(*)::int as count from ${table} where ${column} = any($1)`,
      [[shopId, shop]],
    );
    counts[table] = rows[0]?.count ?? 0;
  }
  return counts;
}

async function order(
  shopDomain: string,
  kind: NewDuty["kind"],
  customer: string | null = null,
): Promise<string> {
  const details = { email: customer && "ada.quillfeather@example.com", phone: null, orders: [] };
  const duty = { shopDomain, kind, customer, details, requestedAt: new Date() };
  await inTransaction(deps.pool, (tx) => insertDuties(tx, [duty]));
  const { id } = await deps.prisma.duty.findFirstOrThrow({
    where: { shopDomain, kind },
    orderBy: { id: "desc" },
  });
  return id;
}

/** This one, and no other. */
async function carryOut(id: string) {
  await deps.pool.query(
    "update duty set due_at = now() + case when id = $1 then '-1 second' else '1 hour' end::interval",
    [id],
  );
  expect(await carryOutNext(deps)).toBe(true);
  const duty = await deps.prisma.duty.findUniqueOrThrow({ where: { id } });
  return { ...duty, result: duty.result === null ? null : JSON.parse(duty.result) };
}

const uninstall = ({ shop }: Story) =>
  deps.pool.query("update shop set uninstalled_at = now() where domain = $1", [shop]);

const isZero = (counts: Record<string, number>) => Object.values(counts).every((count) => count === 0);

test("of a shop that has left no row remains in any table but the records of duties", async () => {
  const [story, other] = [await tellStory(deps), await tellStory(deps)];
  await fillTheRest(story);
  await fillTheRest(other);
  await uninstall(story);
  const request = await order(story.shop, "data_request", story.ada.gid);
  const before = await rowsOf(story);
  // A table that is new and has nothing here would be forgotten by this test.
  expect(Object.entries(before).filter(([, count]) => count === 0)).toEqual([]);
  const others = holding(await dumpAll(deps.pool), [other.shopId, other.shop]);

  const duty = await carryOut(await order(story.shop, "shop_redact"));
  expect(duty).toMatchObject({ status: "done", details: null, shopDomain: story.shop });
  expect(duty.result).toMatchObject({
    erased: true,
    shop: 1,
    event: before.event,
    delivery: before.delivery,
  });
  expect(isZero(await rowsOf(story))).toBe(true);
  const left = holding(await dumpAll(deps.pool), [story.shopId, story.shop]);
  expect([...new Set(left.map(({ table }) => table))]).toEqual(["public.duty"]);
  expect(holding(await dumpAll(deps.pool), [other.shopId, other.shop])).toEqual(others);
  expect(await deps.prisma.duty.findUnique({ where: { id: request } })).toMatchObject({
    ...{ customer: null, details: null, status: "done" },
  });
}, 60_000);

test("what hangs on a shop's rows by other ids goes with them", async () => {
  const story = await tellStory(deps);
  await uninstall(story);
  await carryOut(await order(story.shop, "shop_redact"));
  const { rows } = await deps.pool.query(
    `select (select count(*)::int from event_payload p where not exists (select from event e where e.id = p.event_id)) as payloads,
       (select count(*)::int from inbound_body b where not exists (select from inbound_webhook w where w.id = b.id)) as bodies,
       (select count(*)::int from lane l where not exists (select from endpoint e where e.id = l.endpoint_id)) as lanes,
       (select count(*)::int from signing_secret x where not exists (select from endpoint e where e.id = x.endpoint_id)) as secrets`,
  );
  expect(rows).toEqual([{ payloads: 0, bodies: 0, lanes: 0, secrets: 0 }]);
}, 60_000);

test("a shop that has installed the app again keeps everything, and the record says why", async () => {
  const story = await tellStory(deps);
  const before = await rowsOf(story);
  const duty = await carryOut(await order(story.shop, "shop_redact"));
  expect(duty).toMatchObject({ status: "done", result: { erased: false, why: "installed" } });
  expect(await rowsOf(story)).toEqual(before);
}, 60_000);

test("a shop that comes back while it is being erased keeps what is left of it", async () => {
  const story = await tellStory(deps);
  const answers = [true, true, true];
  const { finished } = await eraseShop(
    deps.pool,
    { id: story.shopId, domain: story.shop },
    async () => answers.pop() ?? false,
  );
  expect(finished).toBe(false);
  const { shop, endpoint, event } = await rowsOf(story);
  expect([shop, endpoint]).toEqual([1, 0]);
  expect(event).toBeGreaterThan(0);
}, 60_000);

test("a shop whose uninstalling was never told is erased once Shopify refuses its tokens", async () => {
  const story = await tellStory(deps);
  story.shopify.revoke();
  expect(await carryOut(await order(story.shop, "shop_redact"))).toMatchObject({ result: { erased: true } });
  expect(isZero(await rowsOf(story))).toBe(true);
}, 60_000);

test("so is one that has no tokens left", async () => {
  const story = await tellStory(deps);
  await deps.pool.query("delete from session where shop = $1", [story.shop]);
  expect(await carryOut(await order(story.shop, "shop_redact"))).toMatchObject({ result: { erased: true } });
  expect(isZero(await rowsOf(story))).toBe(true);
}, 60_000);

test("while Shopify does not say whether the shop has left, nothing is erased and the order waits", async () => {
  const story = await tellStory(deps);
  const before = await rowsOf(story);
  const uninstalling = await order(story.shop, "uninstall");
  const erasure = await order(story.shop, "shop_redact");
  story.shopify.fail({ kind: "status", status: 402 });
  for (const id of [uninstalling, erasure])
    expect(await carryOut(id)).toMatchObject({
      ...{ status: "pending", reason: expect.stringContaining("Shopify did not answer") },
    });
  expect(await rowsOf(story)).toEqual(before);

  story.shopify.fail({ kind: "status", status: 404 });
  for (const id of [uninstalling, erasure]) expect(await carryOut(id)).toMatchObject({ status: "done" });
  expect(isZero(await rowsOf(story))).toBe(true);
}, 60_000);

test("an order that comes again, or for a shop that nobody knows, is done with zeros", async () => {
  const { result } = await carryOut(await order("nobody.myshopify.com", "shop_redact"));
  const { erased, ...rows } = result;
  expect(erased).toBe(true);
  expect(isZero(rows)).toBe(true);
});
