import type { Prisma } from "@prisma/client";
import { beforeEach, expect, test } from "vitest";
import { newId } from "../../app/db/ids.ts";
import { chosenTopics, endpointTroubles } from "../../app/queries/attention.ts";
import { addEndpoint, addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps } from "../helpers/test-deps.ts";
import { addDelivery } from "./home-steps.ts";

// The clock says 2026-11-20 10:00 UTC.
const { deps } = await createTestDeps({ MAX_ENDPOINTS_PER_SHOP: "20" });
const OLD = new Date("2026-10-01T00:00:00Z");
const RECENT = new Date("2026-11-19T00:00:00Z");

let shopId: string;
let shops = 0;

beforeEach(async () => {
  shops += 1;
  shopId = await addShop(deps, `attention-${shops}.myshopify.com`);
});

async function add(change: Prisma.EndpointUpdateInput, topics?: string[]): Promise<string> {
  const { id } = await addEndpoint(deps, shopId, `https://127.0.0.1/${shops}`, topics);
  await deps.prisma.endpoint.update({
    where: { id },
    data: { createdAt: RECENT, statusSince: RECENT, ...change },
  });
  return id;
}

const fail = (endpointId: string, failing = true) =>
  deps.prisma.failureStreak.create({
    data: { endpointId, failures: 4, firstAt: RECENT, events: [], failing },
  });

const kinds = async () => (await endpointTroubles(deps, shopId)).troubles.map(({ id, kind }) => [kind, id]);

test("endpoints that Carillon disabled come first, then those that fail, then those to which nothing was sent", async () => {
  const silent = await add({ createdAt: OLD, statusSince: OLD });
  const failing = await add({});
  await fail(failing);
  const gone = await add({ status: "disabled", disabledReason: "gone", statusSince: OLD });
  const hopeless = await add({ status: "disabled", disabledReason: "failing" });
  await fail(hopeless);
  expect(await kinds()).toEqual([
    ["disabled", hopeless],
    ["disabled", gone],
    ["failing", failing],
    ["silent", silent],
  ]);
  const { troubles } = await endpointTroubles(deps, shopId);
  expect(troubles[2]).toMatchObject({ failures: 4, since: RECENT });
  expect(troubles[1]).toMatchObject({ disabledReason: "gone", since: OLD });
});

test("what the merchant stopped, what fails now and then, and what is deleted needs nobody", async () => {
  await add({ status: "disabled", disabledReason: "merchant" });
  await fail(await add({ status: "paused" }));
  await fail(await add({}), false);
  await fail(await add({ deletedAt: RECENT }));
  expect(await kinds()).toEqual([]);
});

test("an endpoint is silent when it had 30 days and nothing but test calls went to it", async () => {
  const old = { createdAt: OLD, statusSince: OLD };
  await add({ createdAt: OLD }); // enabled again yesterday
  const busy = await add(old);
  await addDelivery(deps, shopId, { endpointId: busy, at: "2026-10-21T12:00:00Z", status: "failed" });
  const tested = await add(old);
  await addDelivery(deps, shopId, { endpointId: tested, at: RECENT, test: true });
  const left = await add(old);
  await addDelivery(deps, shopId, { endpointId: left, at: "2026-10-21T09:00:00Z" });
  expect((await kinds()).sort()).toEqual(
    [
      ["silent", tested],
      ["silent", left],
    ].sort(),
  );
});

test("a trigger of Shopify Flow may fail but not be silent", async () => {
  const old = { createdAt: OLD, statusSince: OLD };
  await add({ ...old, flowTrigger: "order-paid" });
  const failing = await add({ ...old, flowTrigger: "order-created" });
  await fail(failing);
  expect((await endpointTroubles(deps, shopId)).troubles).toMatchObject([
    { kind: "failing", id: failing, flowTrigger: "order-created" },
  ]);
});

test("ten are shown, and whether there are more; other shops' never", async () => {
  for (let made = 0; made < 11; made += 1) await fail(await add({}));
  const { troubles, more } = await endpointTroubles(deps, shopId);
  expect([troubles.length, more]).toEqual([10, true]);
  const other = await addShop(deps, "calm.myshopify.com");
  expect(await endpointTroubles(deps, other)).toEqual({ troubles: [], more: false });
});

test("chosen is what enabled URLs have by name; who chose all is told apart", async () => {
  expect(await chosenTopics(deps, shopId)).toEqual({ names: [], all: false });
  await add({}, ["order/paid", "customer/created"]);
  await add({}, ["order/paid"]);
  await add({ status: "paused" }, ["product/created"]);
  await add({ flowTrigger: "order-paid" }, ["order/refunded"]);
  expect(await chosenTopics(deps, shopId)).toEqual({ names: ["customer/created", "order/paid"], all: false });
  await add({}, ["*"]);
  expect(await chosenTopics(deps, shopId)).toMatchObject({ all: true });
});

test("nobody is silent for longer than the log reaches back", async () => {
  const silent = await add({ createdAt: OLD, statusSince: OLD });
  const ordered = (day: string) =>
    deps.prisma.duty.create({
      data: {
        ...{ id: newId("dty"), shopDomain: `attention-${shops}.myshopify.com`, kind: "erase_log" },
        requestedAt: new Date(day),
      },
    });
  await ordered("2026-10-10T00:00:00Z");
  expect(await kinds()).toEqual([["silent", silent]]);
  await ordered("2026-11-01T00:00:00Z");
  expect(await kinds()).toEqual([]);
});

test("where the log is kept for less than 30 days nobody is called silent", async () => {
  const silent = await add({ createdAt: OLD, statusSince: OLD });
  const kept = (days: number) => ({ ...deps, env: { ...deps.env, LOG_RETENTION_DAYS: days } });
  expect((await endpointTroubles(kept(14), shopId)).troubles).toEqual([]);
  expect((await endpointTroubles(kept(31), shopId)).troubles).toMatchObject([{ id: silent }]);
  const wanted = (days: number) =>
    deps.prisma.shop.update({ where: { id: shopId }, data: { logDays: days } });
  await wanted(14);
  expect((await endpointTroubles(kept(31), shopId)).troubles).toEqual([]);
  await wanted(40); // the operator keeps less by now
  expect((await endpointTroubles(kept(31), shopId)).troubles).toMatchObject([{ id: silent }]);
});
