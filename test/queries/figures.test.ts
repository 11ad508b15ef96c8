import { expect, test } from "vitest";
import { figures, rangeOf } from "../../app/queries/figures.ts";
import { addEndpoint, addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps } from "../helpers/test-deps.ts";
import { addDelivery, addEvent } from "./home-steps.ts";

// The clock says 2026-11-20 10:00 UTC.
const { deps } = await createTestDeps();
const shopId = await addShop(deps);
const endpointId = (await addEndpoint(deps, shopId, "https://127.0.0.1/hook")).id;
const other = await addShop(deps, "other.myshopify.com");

const made = (at: string, status = "succeeded", isTest = false) =>
  addDelivery(deps, shopId, { endpointId, at, status, test: isTest });

const inRange = (range: "24h" | "7d" | "30d", timezone = "UTC", shop = shopId) =>
  figures(deps, shop, { range, timezone });

const bars = async (...request: Parameters<typeof inRange>) =>
  (await inRange(...request)).buckets
    .filter(({ succeeded, failed }) => succeeded + failed > 0)
    .map(({ start, succeeded, failed }) => [start.toISOString().slice(0, 16), succeeded, failed]);

test("a shop in which nothing happened has no rate of success, and bars without height", async () => {
  expect(await inRange("7d")).toMatchObject({
    ...{ events: 0, succeeded: 0, failed: 0, pending: 0, successRate: null, activeEndpoints: 1 },
    buckets: Array.from({ length: 7 }, () => ({ succeeded: 0, failed: 0 })),
  });
});

test("what fails and is tried again is no success yet: while nothing else has happened, none has arrived", async () => {
  const shop = await addShop(deps, "retrying.myshopify.com");
  const add = (status: string, attempts: number) =>
    addDelivery(deps, shop, { endpointId, at: "2026-11-20T09:30:00Z", status, attempts });
  await add("pending", 0);
  expect(await inRange("24h", "UTC", shop)).toMatchObject({ pending: 1, retrying: 0, successRate: null });
  await add("pending", 2);
  expect(await inRange("24h", "UTC", shop)).toMatchObject({ pending: 1, retrying: 1, successRate: 0 });
  await add("succeeded", 1);
  expect(await inRange("24h", "UTC", shop)).toMatchObject({ succeeded: 1, successRate: 0.5 });
});

test("deliveries are counted by how they ended and by when they were made, test calls and other shops' not", async () => {
  await made("2026-11-20T09:59:00Z");
  await made("2026-11-20T09:00:00Z", "failed");
  await made("2026-11-20T08:59:59.999Z");
  await made("2026-11-20T09:30:00Z", "pending");
  await made("2026-11-20T09:30:00Z", "discarded");
  await made("2026-11-20T09:30:00Z", "succeeded", true);
  await made("2026-11-20T09:30:00Z", "failed", true);
  await made("2026-11-15T23:00:00Z");
  await made("2026-10-01T00:00:00Z"); // before any range
  await addDelivery(deps, other, { endpointId, at: "2026-11-20T09:30:00Z" });
  await addEvent(deps, shopId, { at: "2026-11-20T09:30:00Z" });
  await addEvent(deps, shopId, { at: "2026-11-20T09:30:00Z", test: true });
  await addEvent(deps, other, { at: "2026-11-20T09:30:00Z" });

  expect(await inRange("24h")).toMatchObject({
    events: 1,
    succeeded: 2,
    failed: 1,
    discarded: 1,
    pending: 1,
    successRate: 2 / 3,
  });
  expect(await bars("24h")).toEqual([
    ["2026-11-20T08:00", 1, 0],
    ["2026-11-20T09:00", 1, 1],
  ]);
  expect(await inRange("7d")).toMatchObject({ succeeded: 3, failed: 1, successRate: 0.75 });
  expect(await bars("7d")).toEqual([
    ["2026-11-15T00:00", 1, 0],
    ["2026-11-20T00:00", 2, 1],
  ]);
  expect(await inRange("30d")).toMatchObject({ succeeded: 3, failed: 1 });
  expect(await inRange("30d", "UTC", other)).toMatchObject({ events: 1, succeeded: 1, activeEndpoints: 0 });
});

test("a delivery stands on the shop's day, and what comes this second is counted already", async () => {
  expect(await bars("7d", "Asia/Tokyo")).toContainEqual(["2026-11-15T15:00", 1, 0]); // 16 November there
  const { succeeded } = await inRange("24h");
  await made(deps.clock.now().toISOString());
  expect(await inRange("24h")).toMatchObject({ succeeded: succeeded + 1 });
});

test("an endpoint that gets nothing is not active", async () => {
  const paused = await addEndpoint(deps, shopId, "https://127.0.0.1/paused");
  await deps.prisma.endpoint.update({ where: { id: paused.id }, data: { status: "paused" } });
  expect(await inRange("24h")).toMatchObject({ activeEndpoints: 1 });
});

test("an address that names no range asks for a week", () => {
  expect(rangeOf(new URLSearchParams("range=24h"))).toBe("24h");
  for (const address of ["", "range=", "range=1y", "range=30d%00"])
    expect(rangeOf(new URLSearchParams(address))).toBe("7d");
});
