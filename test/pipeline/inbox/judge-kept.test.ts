// A webhook that was kept for a shop without the app is no way round the judgement of replays.
import { beforeAll, expect, test } from "vitest";
import { acceptWebhook } from "../../../app/pipeline/inbox/accept-webhook.ts";
import { mapAgain, mapOneAgain } from "../../../app/pipeline/inbox/map-again.ts";
import { processInbound } from "../../../app/pipeline/inbox/process-inbound.ts";
import { markInstalled } from "../../../app/shopify/installation.ts";
import { addEndpoint, addShop, processAll } from "../../helpers/pipeline-steps.ts";
import { SHOP, sample, shopifyHeaders } from "../../helpers/shopify-webhooks.ts";
import { createTestDeps, type TestDeps } from "../../helpers/test-deps.ts";

const PENDING = { status: "pending", reason: null, hasBody: true };
const ASIDE = { status: "unmapped", reason: "replayed_elsewhere", hasBody: false };

let app: TestDeps;

beforeAll(async () => {
  app = await createTestDeps();
  await addEndpoint(app.deps, await addShop(app.deps, SHOP), "http://127.0.0.1:9/hook");
});

let made = 0;

/** A shop that has uninstalled the app. */
async function leftShop() {
  made += 1;
  const domain = `left-${made}.myshopify.com`;
  const id = await addShop(app.deps, domain);
  await addEndpoint(app.deps, id, "http://127.0.0.1:9/hook");
  await app.deps.prisma.shop.update({ where: { id }, data: { uninstalledAt: new Date() } });
  return { id, domain };
}

/** Its id is its own, and so is its body. */
function order(): string {
  made += 1;
  return sample("orders/create", { "820982911946154508": String(7_100_000_000_000 + made) });
}

/** Sends a signed body and returns what can tell what became of it. */
async function send(topic: string, body: string, shop: string) {
  made += 1;
  const webhookId = `kept-${made}`;
  const headers = shopifyHeaders(topic, body, { shop, webhookId });
  await acceptWebhook(app.deps, headers, Buffer.from(body));
  return async () => {
    const { rows } = await app.deps.pool.query(
      `select w.id, w.status, w.reason, b.body is not null as "hasBody"
       from inbound_webhook w left join inbound_body b on b.id = w.id where w.webhook_id = $1`,
      [webhookId],
    );
    return rows[0];
  };
}

const comeBack = (domain: string) =>
  markInstalled(app.deps, domain, {
    shopifyId: `gid://shopify/Shop/${domain}`,
    ...{ name: "A shop", email: "shop@example.com", timezone: "UTC", environment: "live" },
  });

test("what was kept for a shop that left, and came for another meanwhile, is set aside when the shop returns", async () => {
  const { domain } = await leftShop();
  const [foreign, own] = [order(), order()];
  const replay = await send("orders/create", foreign, domain);
  const kept = await send("orders/create", own, domain);
  await processInbound(app.deps);
  expect(await (await send("orders/create", foreign, SHOP))()).toMatchObject(PENDING);
  await comeBack(domain);
  expect([await replay(), await kept()]).toMatchObject([ASIDE, PENDING]);
  const replays = [await send("orders/create", own, SHOP), await send("customers/create", own, domain)];
  expect(await Promise.all(replays.map((find) => find()))).toMatchObject([ASIDE, ASIDE]);
  expect(await (await send("orders/paid", own, domain))()).toMatchObject(PENDING);
});

test("one body that was kept as two kinds of topic is taken as the first", async () => {
  const { domain } = await leftShop();
  const body = order();
  const finds = [
    await send("orders/create", body, domain),
    await send("orders/updated", body, domain),
    await send("customers/create", body, domain),
  ];
  await processInbound(app.deps);
  await comeBack(domain);
  expect(await Promise.all(finds.map((find) => find()))).toMatchObject([PENDING, PENDING, ASIDE]);
});

test("what two shops may send alike, and what Carillon sends to itself, is kept from nobody", async () => {
  const { domain } = await leftShop();
  const alike = await send("products/delete", '{"id":1}', domain);
  await send("products/delete", '{"id":1}', SHOP);
  const body = order();
  const own = await send("orders/create", body, domain);
  await app.deps.pool.query("update inbound_webhook set topic = 'carillon/event' where id = $1", [
    (await own()).id,
  ]);
  await processInbound(app.deps);
  await send("orders/create", body, SHOP);
  await comeBack(domain);
  expect([await alike(), await own()]).toMatchObject([PENDING, PENDING]);
});

test.each([
  ["all of the shop's", (shopId: string) => mapAgain(app.deps, shopId)],
  ["it alone", (shopId: string, id: string) => mapOneAgain(app.deps, shopId, id)],
])("what was kept for a shop that nobody knew is judged when %s is mapped again", async (_what, again) => {
  made += 1;
  const domain = `unknown-${made}.myshopify.com`;
  const body = order();
  const replay = await send("orders/create", body, domain);
  await send("orders/create", body, SHOP);
  await processAll(app.deps);
  expect(await replay()).toMatchObject({ status: "unmapped", reason: "unknown_shop" });
  const shopId = await addShop(app.deps, domain);
  await again(shopId, (await replay()).id);
  expect(await replay()).toMatchObject(ASIDE);
});
