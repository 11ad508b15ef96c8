import { beforeAll, beforeEach, expect, test } from "vitest";
import { inTransaction } from "../../app/db/transaction.ts";
import { orderMapAgain } from "../../app/duties/map-again.ts";
import { carryOutNext } from "../../app/duties/worker.ts";
import { processInbound } from "../../app/pipeline/inbox/process-inbound.ts";
import { mappedAgain } from "../../app/queries/mapped-again.ts";
import { holdRules, lockRules } from "../../app/rules/load-rules.ts";
import { saveRules } from "../../app/rules/save-rules.ts";
import { RULE_REASONS } from "../../app/rules/unmapped-reasons.ts";
import { leaveWebhook, statusOf } from "../helpers/left-webhooks.ts";
import { addShop, processAll } from "../helpers/pipeline-steps.ts";
import { SHOP } from "../helpers/shopify-webhooks.ts";
import { createTestDeps, fakeClock, type TestDeps } from "../helpers/test-deps.ts";

const clock = fakeClock();
let app: TestDeps;
let shopId: string;

beforeAll(async () => {
  app = await createTestDeps({}, { clock });
  shopId = await addShop(app.deps);
  await addShop(app.deps, "other.myshopify.com");
});
beforeEach(() => app.deps.pool.query("truncate duty, inbound_webhook, shop_rules"));

const save = (rules: object) => saveRules(app.deps, shopId, rules);
const statuses = (ids: string[]) => Promise.all(ids.map((id) => statusOf(app.deps, id)));
const told = (domain = SHOP) => mappedAgain(app.deps, domain, RULE_REASONS);
const somebodyWaits = async () => {
  const { rows } = await app.deps.pool.query(
    "select from pg_locks where locktype = 'advisory' and not granted",
  );
  return rows.length > 0;
};
const ordered = () => app.deps.prisma.duty.findMany({ select: { status: true }, orderBy: { id: "asc" } });

test("saving rules takes up again what only the old ones left out, without keeping whoever saves", async () => {
  const coupon = await leaveWebhook(app.deps);
  const type = await leaveWebhook(app.deps, { topic: "metaobjects/create", reason: "no_rule_for_type" });
  const unknown = await leaveWebhook(app.deps, { topic: "themes/publish", reason: "no_mapper" });
  const all = [coupon, type, unknown];
  expect(await told()).toBeNull();

  await save({ coupons: { code_prefixes: ["LOY"] } });
  expect(await statuses(all)).toEqual(["unmapped", "unmapped", "unmapped"]);
  expect(await told()).toMatchObject({ state: "queueing", queued: 0 });

  expect(await carryOutNext(app.deps)).toBe(true);
  expect(await statuses(all)).toEqual(["pending", "pending", "unmapped"]);
  expect(await told()).toMatchObject({ state: "mapping", queued: 2, left: 0 });

  await processAll(app.deps);
  expect(await statusOf(app.deps, type)).toBe("unmapped");
  expect(await told()).toMatchObject({ state: "done", queued: 2, left: 1, more: false });
  expect(await told("other.myshopify.com")).toBeNull();
});

test("what no rule fits that came after they were saved is no part of it", async () => {
  await save({ coupons: { code_prefixes: ["LOY"] } });
  await carryOutNext(app.deps);
  await leaveWebhook(app.deps);
  expect(await told()).toMatchObject({ state: "done", queued: 0, left: 0 });
});

test("rules that are saved again before anybody has begun are one order, and of those done the last one stays", async () => {
  await save({ upcoming_order: { lead_days: 4 } });
  await save({ upcoming_order: { lead_days: 5 } });
  expect(await ordered()).toEqual([{ status: "pending" }]);
  await app.deps.pool.query("update duty set tries = 1"); // somebody has begun
  await save({ upcoming_order: { lead_days: 6 } });
  expect(await ordered()).toEqual([{ status: "pending" }, { status: "pending" }]);
  while (await carryOutNext(app.deps));
  expect(await ordered()).toEqual([{ status: "done" }, { status: "done" }]);
  await save({ upcoming_order: { lead_days: 7 } });
  expect(await ordered()).toEqual([{ status: "pending" }]);
});

test("rules that are saved again before anybody has begun were saved just now", async () => {
  await save({ upcoming_order: { lead_days: 4 } });
  clock.advance(60_000);
  await save({ upcoming_order: { lead_days: 5 } });
  expect(await told()).toMatchObject({ savedAt: clock.now() });
});

test("rules are saved when nobody is mapping by the old ones any more, so that nothing of theirs is missed", async () => {
  const webhook = await leaveWebhook(app.deps);
  await app.deps.pool.query("update inbound_webhook set status = 'pending', reason = null");
  let saving: ReturnType<typeof save> | undefined;
  await inTransaction(app.deps.pool, async (tx) => {
    await holdRules(tx, [shopId]);
    saving = save({ coupons: { code_prefixes: ["LOY"] } });
    await expect.poll(somebodyWaits).toBe(true);
    expect(await ordered()).toEqual([]);
    await tx.query("update inbound_webhook set status = 'unmapped', reason = 'no_coupon_rule'");
  });
  expect(await saving).toMatchObject({ kind: "saved" });
  await carryOutNext(app.deps);
  expect(await statusOf(app.deps, webhook)).toBe("pending");
});

test("whoever maps holds the rules until the verdicts are there", async () => {
  await leaveWebhook(app.deps);
  await app.deps.pool.query("update inbound_webhook set status = 'pending', reason = null");
  const holder = await app.deps.pool.connect();
  try {
    await holder.query("begin");
    await lockRules(holder, shopId);
    const mapping = processInbound(app.deps);
    await expect.poll(somebodyWaits).toBe(true);
    await holder.query("commit");
    expect(await mapping).toBe(1);
  } finally {
    holder.release();
  }
});

test("an order that is given while rules are being saved is not begun before they are there", async () => {
  await save({ upcoming_order: { lead_days: 4 } });
  const client = await app.deps.pool.connect();
  try {
    await client.query("begin");
    await orderMapAgain(client, shopId, app.deps.clock.now());
    expect(await carryOutNext(app.deps)).toBe(false);
    await client.query("commit");
  } finally {
    client.release();
  }
  expect(await carryOutNext(app.deps)).toBe(true);
});

test("rules that were refused order nothing", async () => {
  await save({ coupons: { apps: ["Recharge"] } });
  expect(await ordered()).toEqual([]);
});

test("one that cannot be carried out for good says so", async () => {
  await save({});
  await app.deps.pool.query("update duty set status = 'failed'");
  expect(await told()).toMatchObject({ state: "failed" });
});
