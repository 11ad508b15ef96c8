import { test } from "vitest";
import { systemClock } from "../../app/config/clock.ts";
import { createPartitions } from "../../app/db/partitions.ts";
import { deleteShorter } from "../../app/db/retention/delete-shorter.ts";
import { mapAgain } from "../../app/pipeline/inbox/map-again.ts";
import { mappedAgain } from "../../app/queries/mapped-again.ts";
import { orderMapAgain } from "../../app/duties/map-again.ts";
import { inTransaction } from "../../app/db/transaction.ts";
import { RULE_REASONS } from "../../app/rules/unmapped-reasons.ts";
import { addEndpoint, addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps } from "../helpers/test-deps.ts";

test.each([false, true])("plans, analyzed %s", { timeout: 400_000 }, async (analyzed) => {
  const app = await createTestDeps({}, { clock: systemClock });
  const { pool } = app.deps;
  await createPartitions(pool);
  for (let d = 2; d <= 40; d += 1)
    for (const t of ["event_payload", "attempt", "inbound_body"]) {
      const day = new Date(Date.now() - d * 86_400_000).toISOString().slice(0, 10);
      const next = new Date(Date.now() - (d - 1) * 86_400_000).toISOString().slice(0, 10);
      await pool.query(`create table partitions.${t}_${day.replaceAll("-", "")} partition of ${t} for values from ('${day}') to ('${next}')`);
    }
  const N = 40_000;
  const shops: string[] = [];
  for (const domain of ["a.myshopify.com", "b.myshopify.com"]) {
    const id = await addShop(app.deps, domain);
    shops.push(id);
    const ep = (await addEndpoint(app.deps, id, "https://127.0.0.1/hook")).id;
    // ids spread over 40 days
    const idOf = (p: string) => `'${p}_' || lpad(to_hex((extract(epoch from now()) * 1000)::bigint - n::bigint * 86400), 12, '0') || '${domain[0] === "a" ? "a" : "b"}' || lpad(to_hex(n), 19, '0')`;
    const day = `((now() at time zone 'utc')::date - (n / 1000)::int)`;
    await pool.query(`insert into event (id, shop_id, topic, triggered_at, day) select ${idOf("evt")}, $1, 'order/paid', now(), ${day} from generate_series(1, ${N}) n`, [id]);
    await pool.query(`insert into event_payload (event_id, day, body) select ${idOf("evt")}, ${day}, repeat('x', 1000) from generate_series(1, ${N}) n`);
    await pool.query(`insert into delivery (id, shop_id, endpoint_id, event_id, topic, status, attempts, last_attempt_at) select ${idOf("dlv")}, $1, $2, ${idOf("evt")}, 'order/paid', 'succeeded', 1, now() - interval '60 days' from generate_series(1, ${N}) n`, [id, ep]);
    await pool.query(`insert into attempt (id, day, shop_id, delivery_id, number, trigger, status, started_at, duration_ms, request_headers) select ${idOf("att")}, ${day}, $1, ${idOf("dlv")}, 1, 'schedule', 'succeeded', now(), 1, '{}' from generate_series(1, ${N}) n`, [id]);
    await pool.query(`insert into inbound_webhook (id, shop_domain, topic, webhook_id, status, reason, triggered_at, day, bytes) select ${idOf("inb")}, $1, 'discounts/create', ${idOf("inb")}, 'unmapped', 'no_coupon_rule', now(), ((now() at time zone 'utc')::date - (n % 6)), 2 from generate_series(1, ${N + 10_000}) n`, [domain]);
    await pool.query(`insert into inbound_body (id, day, body) select id, day, '{}' from inbound_webhook where shop_domain = $1`, [domain]);
  }
  if (analyzed) await pool.query("analyze");
  const [a] = shops;
  // map again, 50,000
  let began = performance.now();
  const took = await mapAgain(app.deps, a!, RULE_REASONS);
  console.log(analyzed, "mapAgain", took, Math.round(performance.now() - began), "ms");
  await inTransaction(pool, (tx) => orderMapAgain(tx, a!, new Date()));
  began = performance.now();
  await mappedAgain(app.deps, "a.myshopify.com", RULE_REASONS);
  console.log("mappedAgain view", Math.round(performance.now() - began), "ms");
  await pool.query("update inbound_webhook set status = 'unmapped', reason = 'no_coupon_rule'");
  // shorter
  await pool.query("update shop set payload_days = 1, log_days = 7 where id = $1", [a]);
  const times = new Map<string, number[]>();
  const explained = new Set<string>();
  const spy = new Proxy(pool, {
    get(target, name) {
      if (name !== "query") { const v = Reflect.get(target, name); return typeof v === "function" ? v.bind(target) : v; }
      return async (sql: string, values: unknown[]) => {
        const key = /delete from (\w+)/.exec(sql)?.[1] ?? sql.slice(0, 40);
        if (!explained.has(key) && /delete/.test(sql)) {
          explained.add(key);
          const c = await target.connect();
          await c.query("begin");
          const { rows } = await c.query(`explain (analyze, buffers, costs off, timing off) ${sql}`, values);
          await c.query("rollback");
          c.release();
          const text = rows.map((r: any) => r["QUERY PLAN"]).join("\n");
          console.log(key, text.length > 3500 ? `${text.slice(0, 1800)}\n...[${(text.match(/Seq Scan/g) ?? []).length} Seq Scans, ${(text.match(/Index/g) ?? []).length} Index]...\n${text.slice(-700)}` : text);
        }
        const t = performance.now();
        const r = await (target as any).query(sql, values);
        (times.get(key) ?? times.set(key, []).get(key)!).push(Math.round(performance.now() - t));
        return r;
      };
    },
  });
  began = performance.now();
  const gone = await deleteShorter(spy as never, { PAYLOAD_RETENTION_DAYS: 30, LOG_RETENTION_DAYS: 90 }, new Date());
  console.log(analyzed, JSON.stringify(gone), Math.round(performance.now() - began), "ms", JSON.stringify([...times]));
  const left = await pool.query("select shop_id, count(*)::int from event group by 1");
  console.log(JSON.stringify(left.rows));
  began = performance.now();
  await deleteShorter(pool, { PAYLOAD_RETENTION_DAYS: 30, LOG_RETENTION_DAYS: 90 }, new Date());
  console.log("second run", Math.round(performance.now() - began), "ms");
});
