import { beforeAll, expect, test } from "vitest";
import { mapAgain } from "../../../app/pipeline/inbox/map-again.ts";
import { leaveWebhook, statusOf } from "../../helpers/left-webhooks.ts";
import { addShop } from "../../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../../helpers/test-deps.ts";

let app: TestDeps;
let shopId: string;

beforeAll(async () => {
  app = await createTestDeps();
  shopId = await addShop(app.deps);
  await addShop(app.deps, "other.myshopify.com");
});

const statuses = (ids: string[]) => Promise.all(ids.map((id) => statusOf(app.deps, id)));

/** Once the connection that listens hears, the wake-up counts. */
const woken = async (work: () => Promise<unknown>): Promise<boolean> => {
  const { wake } = app.deps;
  const seen = wake.count("inbound");
  await work();
  await wake.next("inbound", seen, 5_000, new AbortController().signal);
  return wake.count("inbound") > seen;
};

test("what was not mapped or failed is pending again and the inbox is woken", async () => {
  const left = await leaveWebhook(app.deps);
  const failed = await leaveWebhook(app.deps, { status: "failed", reason: "the payload was odd" });
  const mapped = await leaveWebhook(app.deps, { status: "mapped", reason: null });
  expect(
    await woken(async () => {
      expect(await mapAgain(app.deps, shopId)).toBe(2);
    }),
  ).toBe(true);
  expect(await statuses([left, failed, mapped])).toEqual(["pending", "pending", "mapped"]);
  const row = await app.deps.prisma.inboundWebhook.findUniqueOrThrow({ where: { id: left } });
  expect([row.reason, row.processedAt]).toEqual([null, null]);
  expect(await mapAgain(app.deps, shopId)).toBe(0);
});

test("only the reasons that were asked for are taken", async () => {
  const coupon = await leaveWebhook(app.deps);
  const unknown = await leaveWebhook(app.deps, { topic: "themes/publish", reason: "no_mapper" });
  expect(await mapAgain(app.deps, shopId, ["no_coupon_rule"])).toBe(1);
  expect(await statuses([coupon, unknown])).toEqual(["pending", "unmapped"]);
});

test("another shop's webhooks and those whose body has aged out stay as they are", async () => {
  const foreign = await leaveWebhook(app.deps, { shop: "other.myshopify.com", reason: "stays" });
  const aged = await leaveWebhook(app.deps, { reason: "stays" });
  await app.deps.pool.query("delete from inbound_body where id = $1", [aged]);
  expect(await mapAgain(app.deps, shopId, ["stays"])).toBe(0);
  expect(await statuses([foreign, aged])).toEqual(["unmapped", "unmapped"]);
});

test("more than a batch is taken in batches, every row once", async () => {
  await app.deps.pool.query(
    `with made as (
       insert into inbound_webhook (id, shop_domain, topic, webhook_id, triggered_at, day, bytes, status, reason)
       select 'inb_' || lpad(n::text, 32, '0'), 'test-shop.myshopify.com', 'discounts/create', 'many-' || n, now(),
         (now() at time zone 'utc')::date, 2, 'unmapped', 'many' from generate_series(1, 2500) n
       returning id, day)
     insert into inbound_body (id, day, body) select id, day, '{}' from made`,
  );
  expect(await mapAgain(app.deps, shopId, ["many"])).toBe(2_500);
  const { rows } = await app.deps.pool.query(
    "select count(*)::int as count from inbound_webhook where status = 'pending' and webhook_id like 'many-%'",
  );
  expect(rows).toEqual([{ count: 2_500 }]);
});
