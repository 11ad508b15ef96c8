// A shop whose token Shopify refused for good, before its merchant opens the app again.
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { serve } from "../../app/server/serve.ts";
import { getAccessToken } from "../../app/shopify/access-token.ts";
import { addEndpoint, addShop, deliverDue, letTimePass, processAll } from "../helpers/pipeline-steps.ts";
import { connectShopify } from "../helpers/shopify-stand-in.ts";
import { sample, shopifyHeaders } from "../helpers/shopify-webhooks.ts";
import { createTestDeps, fakeClock } from "../helpers/test-deps.ts";
import { createTestReceiver, status } from "../helpers/test-receiver.ts";

const HOUR_MS = 3_600_000;

/** Receivers refuse signatures that are old by the real time. */
const clock = fakeClock(new Date(Date.now() - HOUR_MS).toISOString());
const { deps } = await createTestDeps({}, { clock });
const { port } = await serve(deps, { withPanel: false });

async function post(shop: string, topic: string, body: string): Promise<number> {
  const url = `http://127.0.0.1:${port}/webhooks`;
  return (await fetch(url, { method: "POST", headers: shopifyHeaders(topic, body, { shop }), body })).status;
}

/** With an endpoint for `topics`, and a receiver behind it. */
async function refusedShop(topics: string[]) {
  const shopify = await connectShopify(deps);
  const { shop } = shopify;
  const receiver = await createTestReceiver();
  const shopId = await addShop(deps, shop);
  const { secret } = await addEndpoint(deps, shopId, receiver.url, topics);
  shopify.revoke();
  clock.advance(HOUR_MS);
  if (!deps.shopify) throw new Error("Shopify is not set up");
  expect(await getAccessToken(deps, deps.shopify, shop)).toEqual({ kind: "reconnect" });
  const reconnectSince = async () =>
    (await deps.prisma.shop.findUniqueOrThrow({ where: { domain: shop } })).reconnectSince;
  expect(await reconnectSince()).toEqual(clock.now());
  return { ...shopify, shopId, receiver, secret, reconnectSince };
}

test("a shop that has to be connected again gets what its webhooks say, at first and after a failure", async () => {
  const { shop, shopId, receiver, secret, operations, reconnectSince } = await refusedShop([
    "product/created",
    "order/created",
  ]);
  receiver.answer(status(500));
  expect(await post(shop, "products/create", sample("products/create"))).toBe(200);
  expect(await post(shop, "orders/create", sample("orders/create"))).toBe(200);
  await processAll(deps);
  expect(await deliverDue(deps)).toBe(2);
  receiver.answer(status(200));
  await letTimePass(deps);
  expect(await deliverDue(deps)).toBe(2);
  expect(await deps.prisma.delivery.count({ where: { shopId, status: "succeeded" } })).toBe(2);
  const arrived = receiver.received.slice(2);
  expect(arrived.map(({ headers }) => headers["x-topic"]).toSorted()).toEqual([
    "order/created",
    "product/created",
  ]);
  for (const { body, headers } of arrived) new Webhook(secret).verify(body, headers);
  expect(operations, "Shopify was asked nothing").toEqual([]);
  expect(await reconnectSince()).not.toBeNull();
});
