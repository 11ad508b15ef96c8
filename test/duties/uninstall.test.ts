import { beforeAll, expect, onTestFinished, test } from "vitest";
import { newId } from "../../app/db/ids.ts";
import { inTransaction } from "../../app/db/transaction.ts";
import { insertNotices } from "../../app/endpoints/insert-notices.ts";
import { syncAllTriggers } from "../../app/flow/sync-triggers.ts";
import { publishNotices } from "../../app/notifications/publish-notices.ts";
import { processInbound } from "../../app/pipeline/inbox/process-inbound.ts";
import { nextSettlementIn, settleDue } from "../../app/pipeline/inbox/settle-due.ts";
import { carryOn } from "../../app/pipeline/recover/carry-on.ts";
import { loadOfflineSession } from "../../app/shopify/access-token.ts";
import { markUninstalled, storedToken } from "../../app/shopify/installation.ts";
import { connectApp, createConnectedDeps, type InstalledApp } from "../helpers/installed-app.ts";
import { addEndpoint, addShop, deliverDue, processAll, takeIn } from "../helpers/pipeline-steps.ts";
import type { TestDeps } from "../helpers/test-deps.ts";
import { createTestReceiver, type TestReceiver } from "../helpers/test-receiver.ts";

let app: TestDeps;
let receiver: TestReceiver;

beforeAll(async () => {
  app = await createConnectedDeps();
  receiver = await createTestReceiver();
});

const shopOf = ({ shop }: Pick<InstalledApp, "shop">) =>
  app.deps.prisma.shop.findUniqueOrThrow({ where: { domain: shop } });

const sessionOf = ({ shop }: InstalledApp) => app.deps.shopify && loadOfflineSession(app.deps.shopify, shop);

let products = 0;

async function publishProduct(shop: string): Promise<void> {
  products += 1;
  await takeIn(app.deps, "products/create", `{"id":${products}}`, { shop });
  await processAll(app.deps);
}

async function installWithEndpoint(): Promise<InstalledApp & { id: string }> {
  const installed = await connectApp(app.deps);
  const { id } = await installed.open();
  await addEndpoint(app.deps, id, receiver.url, ["product/created"]);
  return { ...installed, id };
}

test("uninstalling stops deliveries and forgets tokens that are dead already; reinstalling finds all as it was", async () => {
  const { shop, shopify, open, carryOut, id } = await installWithEndpoint();
  const before = receiver.received.length;
  await publishProduct(shop);

  expect(await shopify.installation.uninstall(shop)).toMatchObject({ kind: "accepted" });
  expect(await carryOut()).toMatchObject([{ status: "done", uninstalled: true, sessions: 1, lanes: 1 }]);
  expect(await shopOf({ shop })).toMatchObject({ uninstalledAt: expect.any(Date), reconnectSince: null });
  expect(await app.deps.prisma.session.count({ where: { shop } })).toBe(0);
  expect(await deliverDue(app.deps)).toBe(0);
  await publishProduct(shop);
  expect(
    await app.deps.prisma.inboundWebhook.count({ where: { shopDomain: shop, reason: "uninstalled" } }),
  ).toBe(1);

  expect(await open()).toMatchObject({ id });
  const { uninstalledAt, installedAt } = await shopOf({ shop });
  expect(uninstalledAt).toBeNull();
  expect(Date.now() - (installedAt?.getTime() ?? 0)).toBeLessThan(60_000);
  await processAll(app.deps);
  expect(await deliverDue(app.deps)).toBe(2);
  expect(receiver.received.slice(before).map(({ headers }) => headers["x-topic"])).toEqual(
    Array(2).fill("product/created"),
  );
});

test("a word of uninstalling that comes after the shop's return does nothing", async () => {
  const installed = await installWithEndpoint();
  const { shop, shopify, open, carryOut, sayUninstalled } = installed;
  await shopify.installation.uninstall(shop);
  await carryOut();
  await open();
  const back = (await shopOf(installed)).installedAt?.getTime() ?? 0;
  await sayUninstalled(new Date(back - 300_001));
  expect((await carryOut()).at(-1)).toMatchObject({ uninstalled: false, because: "installed_again" });
  await sayUninstalled(new Date(back - 300_000));
  expect((await carryOut()).at(-1)).toMatchObject({ uninstalled: false, because: "token_works" });
  expect(await shopOf(installed)).toMatchObject({ uninstalledAt: null });
  expect(await sessionOf(installed)).toBeDefined();
});

test("clocks may differ: a shop that leaves right after it came is believed, though its word seems older than its coming", async () => {
  const installed = await installWithEndpoint();
  const { shop, shopify, carryOut, sayUninstalled } = installed;
  const { installedAt } = await shopOf(installed);
  shopify.grants.revoke(shop);
  await sayUninstalled(new Date((installedAt?.getTime() ?? 0) - 300_000));
  expect((await carryOut()).at(-1)).toMatchObject({ uninstalled: true, sessions: 1 });
  expect(await sessionOf(installed)).toBeUndefined();
});

test("nor does one that Carillon hears only after the shop's return, when the new token works", async () => {
  const installed = await installWithEndpoint();
  const { shop, shopify, open, carryOut, sayUninstalled } = installed;
  shopify.grants.revoke(shop);
  await app.deps.pool.query("update session set expires_at = now() where shop = $1", [shop]); // as an hour does
  await open();
  await sayUninstalled();
  expect(await carryOut()).toMatchObject([{ uninstalled: false, because: "token_works" }]);
  expect(await shopOf(installed)).toMatchObject({ uninstalledAt: null });
});

test("a word with the name of a shop that still has the app is not believed", async () => {
  const installed = await installWithEndpoint();
  const session = await sessionOf(installed);
  await installed.sayUninstalled();
  expect(await installed.carryOut()).toMatchObject([{ uninstalled: false, because: "token_works" }]);
  expect(await shopOf(installed)).toMatchObject({ uninstalledAt: null });
  expect(await sessionOf(installed)).toEqual(session);
  await publishProduct(installed.shop);
  expect(await deliverDue(app.deps)).toBe(1);
});

test.each([
  ["an error", { kind: "status", status: 503 }],
  ["that a bill is unpaid", { kind: "status", status: 402 }],
] as const)("while Shopify says %s the word waits, and nothing stops", async (_, outage) => {
  const installed = await installWithEndpoint();
  installed.fail(outage);
  await installed.sayUninstalled();
  expect(await installed.carryOut()).toMatchObject([
    { status: "pending", reason: expect.stringContaining("Shopify did not answer") },
  ]);
  expect(await shopOf(installed)).toMatchObject({ uninstalledAt: null });
  installed.fail({ kind: "status", status: 404 });
  expect(await installed.carryOut()).toMatchObject([{ status: "done", uninstalled: true }]);
});

test("tokens that no key opens any more keep nobody from uninstalling", async () => {
  const installed = await installWithEndpoint();
  await app.deps.pool.query(
    "update session set access_token = 'v1.00000000.x', refresh_token = 'v1.00000000.x' where shop = $1",
    [installed.shop],
  );
  await installed.sayUninstalled();
  expect(await installed.carryOut()).toMatchObject([{ uninstalled: true, sessions: 1 }]);
});

test("a shop that was connected anew while Shopify was asked keeps its new token", async () => {
  const installed = await installWithEndpoint();
  const { shop, shopify, open } = installed;
  const asked = await storedToken(app.deps.pool, shop);
  shopify.grants.revoke(shop);
  await app.deps.pool.query("update session set expires_at = now() where shop = $1", [shop]);
  await open();
  expect(await markUninstalled(app.deps, shop, asked, new Date())).toBeUndefined();
  expect(await shopOf(installed)).toMatchObject({ uninstalledAt: null });
});

test("without any token the word counts, but not for a shop that was only registered by command", async () => {
  const installed = await installWithEndpoint();
  await app.deps.pool.query("delete from session where shop = $1", [installed.shop]);
  await installed.sayUninstalled();
  expect(await installed.carryOut()).toMatchObject([{ uninstalled: true, sessions: 0 }]);
  await installed.sayUninstalled();
  expect((await installed.carryOut()).at(-1)).toMatchObject({ because: "uninstalled_before" });

  const registered = await connectApp(app.deps);
  await registered.sayUninstalled();
  expect(await registered.carryOut()).toMatchObject([{ because: "unknown_shop" }]);
  await addShop(app.deps, registered.shop);
  await registered.sayUninstalled();
  expect((await registered.carryOut()).at(-1)).toMatchObject({ because: "never_installed" });
  expect(await shopOf(registered)).toMatchObject({ uninstalledAt: null });
});

test("a webhook that waited for Shopify's answer is kept, and mapped when the shop is back", async () => {
  const { shop, shopify, open, carryOut, id } = await installWithEndpoint();
  await addEndpoint(app.deps, id, receiver.url);
  const contract = `{"admin_graphql_api_id":"gid://shopify/SubscriptionContract/${Date.now()}","status":"active"}`;
  await takeIn(app.deps, "subscription_contracts/create", contract, { shop });
  await processInbound(app.deps);
  expect(await app.deps.prisma.inquiry.count({ where: { shopId: id } })).toBe(1);
  await shopify.installation.uninstall(shop);
  await carryOut();
  await processAll(app.deps);
  const kept = { where: { shopDomain: shop, topic: "subscription_contracts/create" } };
  expect(await app.deps.prisma.inboundWebhook.findFirst(kept)).toMatchObject({
    status: "unmapped",
    reason: "uninstalled",
  });
  await open();
  await processInbound(app.deps);
  expect(await app.deps.prisma.inboundWebhook.findFirst(kept)).toMatchObject({ status: "mapped" });
});

/** Until the test ends, or is told to. Returns how to end it. */
async function breakUpdates(table: string, when: string): Promise<() => Promise<unknown>> {
  const { pool } = app.deps;
  await pool.query(
    "create or replace function refuse() returns trigger language plpgsql as $$ begin raise 'out of order'; end $$",
  );
  await pool.query(
    `create trigger refuse before insert or update on ${table} for each row when (${when}) execute function refuse()`,
  );
  const mend = () => pool.query(`drop trigger if exists refuse on ${table}`);
  onTestFinished(async () => void (await mend()));
  return mend;
}

test("a return that fails half-way is made anew at the next visit, with what was kept meanwhile", async () => {
  const { shop, shopify, open, carryOut } = await installWithEndpoint();
  await shopify.installation.uninstall(shop);
  await carryOut();
  await publishProduct(shop);
  const mend = await breakUpdates("inbound_webhook", "new.status = 'pending'");
  await expect(open()).rejects.toThrow();
  await mend();
  await open();
  await processAll(app.deps);
  const kept = { shopDomain: shop, topic: "products/create" };
  expect(await app.deps.prisma.inboundWebhook.findMany({ where: kept })).toMatchObject([
    { status: "mapped" },
  ]);
});

test("triggers that could not be opened at the return keep nobody from the panel, and are opened within the hour", async () => {
  const { shop, shopify, open, carryOut, id } = await installWithEndpoint();
  await shopify.installation.uninstall(shop);
  await carryOut();
  await app.deps.pool.query("insert into flow_usage values ($1, 'points-changed', true, now())", [shop]);
  const triggers = () =>
    app.deps.prisma.endpoint.count({ where: { shopId: id, flowTrigger: { not: null } } });
  const mend = await breakUpdates("endpoint", "new.flow_trigger is not null");
  expect(await open()).toMatchObject({ id });
  await mend();
  expect(await triggers()).toBe(0);
  await syncAllTriggers(app.deps);
  expect(await triggers()).toBeGreaterThan(0);
});

test("no notice becomes an event and no recovery goes on while the shop is gone", async () => {
  const { shop, shopify, open, carryOut, id } = await installWithEndpoint();
  const { id: endpointId } = await addEndpoint(app.deps, id, receiver.url);
  const { id: listener } = await addEndpoint(app.deps, id, receiver.url, ["endpoint/failing"]);
  await publishProduct(shop);
  await shopify.installation.uninstall(shop);
  await carryOut();

  await inTransaction(app.deps.pool, (tx) =>
    insertNotices(tx, [{ shopId: id, endpointId, kind: "failing" }]),
  );
  expect(await publishNotices(app.deps)).toMatchObject({ published: 1 });
  expect(await app.deps.prisma.delivery.count({ where: { endpointId: listener } })).toBe(0);

  await app.deps.prisma.recovery.create({
    data: { id: newId("rcv"), shopId: id, endpointId, include: "failed", filter: "{}", total: 1 },
  });
  expect(await carryOn(app.deps)).toBe("held");
  await open();
  expect(await carryOn(app.deps)).toBe("worked");
});

test("what waits to be looked at again sleeps while its shop is gone", async () => {
  const { shop, shopify, carryOut, id } = await installWithEndpoint();
  await app.deps.pool.query(
    "insert into snapshot (shop_id, resource, due_at) values ($1, 'gid://shopify/Order/1', now() - interval '1 s')",
    [id],
  );
  await shopify.installation.uninstall(shop);
  await carryOut();
  expect(await settleDue(app.deps)).toBe(0);
  expect(await nextSettlementIn(app.deps)).toBeGreaterThan(59 * 60_000);
});
