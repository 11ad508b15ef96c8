import { expect, test } from "vitest";
import { orderLogErased } from "../../app/duties/erase-log.ts";
import { carryOutNext } from "../../app/duties/worker.ts";
import { setupGuide } from "../../app/queries/setup.ts";
import { showGuide } from "../../app/setup/show-guide.ts";
import { addEndpoint, addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps } from "../helpers/test-deps.ts";
import { addDelivery } from "./home-steps.ts";

const { deps } = await createTestDeps();
const AT = "2026-11-20T09:30:00Z";

let shops = 0;

async function newShop(): Promise<string> {
  shops += 1;
  return addShop(deps, `setup-${shops}.myshopify.com`);
}

const done = async (shopId: string) =>
  Object.entries((await setupGuide(deps, shopId))?.done ?? {}).flatMap(([step, isDone]) =>
    isDone ? [step] : [],
  );

test("a shop goes from step to step by what it does", async () => {
  const shopId = await newShop();
  expect(await setupGuide(deps, shopId)).toMatchObject({ endpointId: null, secretStored: false });
  expect(await done(shopId)).toEqual([]);

  const { id: endpointId } = await addEndpoint(deps, shopId, "https://127.0.0.1/hook");
  expect(await setupGuide(deps, shopId)).toMatchObject({ endpointId });
  expect(await done(shopId)).toEqual(["endpoint"]);

  await deps.prisma.setup.create({ data: { shopId, storedAt: new Date(AT) } });
  expect(await setupGuide(deps, shopId)).toMatchObject({ secretStored: true, done: { secret: false } });
  await deps.prisma.setup.update({ where: { shopId }, data: { verifiedAt: new Date(AT) } });
  expect(await done(shopId)).toEqual(["endpoint", "secret"]);

  await addDelivery(deps, shopId, { endpointId, at: AT, test: true, status: "failed" });
  await addDelivery(deps, shopId, { endpointId, at: AT, status: "pending" });
  expect(await done(shopId)).toEqual(["endpoint", "secret"]);
  await addDelivery(deps, shopId, { endpointId, at: AT, test: true });
  expect(await done(shopId)).toEqual(["endpoint", "secret", "test"]);
  await addDelivery(deps, shopId, { endpointId, at: AT });
  expect(await done(shopId)).toEqual(["endpoint", "secret", "test", "live"]);
});

test("a live event that arrived proves what a test would have", async () => {
  const shopId = await newShop();
  const { id: endpointId } = await addEndpoint(deps, shopId, "https://127.0.0.1/hook");
  await addDelivery(deps, shopId, { endpointId, at: AT });
  expect(await done(shopId)).toEqual(["endpoint", "test", "live"]);
});

test("what Shopify Flow or another shop's endpoint took is no step, and a deleted endpoint is none to go to", async () => {
  const shopId = await newShop();
  const theirs = await newShop();
  const { id: endpointId } = await addEndpoint(deps, theirs, "https://127.0.0.1/hook");
  await addDelivery(deps, theirs, { endpointId, at: AT });
  const trigger = await addEndpoint(deps, shopId, "https://127.0.0.1/flow");
  await deps.prisma.endpoint.update({ where: { id: trigger.id }, data: { flowTrigger: "order-paid" } });
  await addDelivery(deps, shopId, { endpointId: trigger.id, at: AT });
  const gone = await addEndpoint(deps, shopId, "https://127.0.0.1/gone");
  await deps.prisma.endpoint.update({ where: { id: gone.id }, data: { deletedAt: new Date(AT) } });
  expect(await done(shopId)).toEqual([]);
  expect(await setupGuide(deps, shopId)).toMatchObject({ endpointId: null });
});

test("the guide is put away and taken out again, and of what is stored nothing is lost", async () => {
  const shopId = await newShop();
  await deps.prisma.setup.create({ data: { shopId, storedAt: new Date(AT), verifiedAt: new Date(AT) } });
  await showGuide(deps, shopId, false);
  await showGuide(deps, shopId, false);
  expect(await setupGuide(deps, shopId)).toBeNull();
  await showGuide(deps, shopId, true);
  expect(await done(shopId)).toEqual(["secret"]);
  expect(await setupGuide(deps, await newShop())).not.toBeNull();
});

test("what was done stays done when the log is deleted", async () => {
  const tested = await newShop();
  const live = await newShop();
  const failed = await newShop();
  const add = async (shopId: string, made: { test?: boolean; status?: string }) => {
    const { id: endpointId } = await addEndpoint(deps, shopId, "https://127.0.0.1/hook");
    await addDelivery(deps, shopId, { endpointId, at: AT, ...made });
  };
  await add(tested, { test: true });
  await add(live, {});
  await add(failed, { status: "failed" });
  for (let round = 0; round < 2; round += 1) {
    for (const id of [tested, live, failed]) {
      const { domain } = await deps.prisma.shop.findUniqueOrThrow({ where: { id } });
      await orderLogErased(deps, { id, domain });
      expect(await carryOutNext(deps)).toBe(true);
    }
    expect(await done(tested)).toEqual(["endpoint", "test"]);
    expect(await done(live)).toEqual(["endpoint", "test", "live"]);
    expect(await done(failed)).toEqual(["endpoint"]);
  }
});

test("what was once seen to be done stays done when the log ages out", async () => {
  const tested = await newShop();
  const live = await newShop();
  for (const [shopId, test] of [
    [tested, true],
    [live, false],
  ] as const) {
    const { id: endpointId } = await addEndpoint(deps, shopId, "https://127.0.0.1/hook");
    await addDelivery(deps, shopId, { endpointId, at: AT, test });
    await done(shopId);
    await deps.prisma.delivery.deleteMany({ where: { shopId } });
  }
  expect(await done(tested)).toEqual(["endpoint", "test"]);
  expect(await done(live)).toEqual(["endpoint", "test", "live"]);
});
