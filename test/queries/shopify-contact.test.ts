import { expect, test } from "vitest";
import { acceptForm } from "../../app/pipeline/inbox/accept-form.ts";
import { formBlock } from "../../app/queries/form-block.ts";
import { shopifyContact } from "../../app/queries/shopify-contact.ts";
import { addShop, takeIn } from "../helpers/pipeline-steps.ts";
import { createTestDeps } from "../helpers/test-deps.ts";

const { deps } = await createTestDeps();
const OURS = "ours.myshopify.com";
const THEIRS = "theirs.myshopify.com";
const shopId = await addShop(deps, OURS);
await addShop(deps, THEIRS);

const submit = (shopDomain: string) =>
  acceptForm(deps, { shopDomain, handle: "contact", fields: { message: "Hello" }, customer: null });

/** Inbox rows have the database's own time: the newest now stands at that of the test's clock. */
const setReceived = (domain: string, at: string) =>
  deps.pool.query(
    `with moved as (update inbound_key set seen_at = $2 where shop_domain = $1 and seen_at > $2)
     update inbound_webhook set received_at = $2 where shop_domain = $1 and received_at > $2`,
    [domain, at],
  );

test("Shopify's last webhook is none that Carillon put in itself, and none of another shop", async () => {
  expect(await shopifyContact(deps, shopId)).toEqual({
    lastWebhookAt: null,
    checkedAt: null,
    refusedSince: null,
  });
  await takeIn(deps, "products/create", `{"id":1}`, { shop: OURS });
  await setReceived(OURS, "2026-11-20T09:00:00Z");
  await submit(OURS);
  await takeIn(deps, "products/create", `{"id":2}`, { shop: THEIRS });
  expect(await shopifyContact(deps, shopId)).toMatchObject({
    lastWebhookAt: new Date("2026-11-20T09:00:00Z"),
  });
});

test("when the webhooks were compared, and since when tokens are refused, is told", async () => {
  const checkedAt = new Date("2026-11-20T09:41:00Z");
  const refusedSince = new Date("2026-11-20T08:00:00Z");
  await deps.prisma.webhookState.create({
    data: { shopId, topic: "orders/create", status: "receiving", checkedAt },
  });
  await deps.prisma.shop.update({ where: { id: shopId }, data: { reconnectSince: refusedSince } });
  expect(await shopifyContact(deps, shopId)).toMatchObject({ checkedAt, refusedSince });
});

test("the shop's last form is told, also when what came in has aged out", async () => {
  expect(await formBlock(deps, "formless.myshopify.com")).toEqual({ lastAt: null, lately: false });
  await setReceived(OURS, "2026-11-19T09:00:00Z");
  const lastAt = new Date("2026-11-19T09:00:00Z");
  expect(await formBlock(deps, OURS)).toEqual({ lastAt, lately: true });
  await deps.pool.query("delete from inbound_webhook where shop_domain = $1", [OURS]);
  expect(await formBlock(deps, OURS)).toEqual({ lastAt, lately: true });
  await setReceived(OURS, "2026-10-21T09:00:00Z");
  expect(await formBlock(deps, OURS)).toEqual({ lastAt: new Date("2026-10-21T09:00:00Z"), lately: false });
  expect(await formBlock(deps, THEIRS)).toMatchObject({ lastAt: null });
});

test("where forms are many, the newest webhooks tell of the last one", async () => {
  const domain = "busy.myshopify.com";
  await deps.pool.query(
    `insert into inbound_key (shop_domain, webhook_id, seen_at)
     select $1, 'form:' || md5(n::text), '2026-11-01T00:00:00Z' from generate_series(1, 1000) n`,
    [domain],
  );
  expect(await formBlock(deps, domain)).toMatchObject({ lastAt: new Date("2026-11-01T00:00:00Z") });
  await submit(domain);
  await setReceived(domain, "2026-11-20T09:59:00Z");
  expect(await formBlock(deps, domain)).toMatchObject({ lastAt: new Date("2026-11-20T09:59:00Z") });
});
