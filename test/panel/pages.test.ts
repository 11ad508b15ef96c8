import { beforeAll, expect, test } from "vitest";
import { newId } from "../../app/db/ids.ts";
import { type DeliveryPageRequest, listDeliveries } from "../../app/queries/deliveries.ts";
import { pageOf } from "../../app/queries/list-address.ts";
import type { Page } from "../../app/queries/page.ts";
import { addEndpoint, addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

let app: TestDeps;
let shopId: string;
let endpointId: string;
/** newest first */
let ids: string[];

beforeAll(async () => {
  app = await createTestDeps();
  shopId = await addShop(app.deps);
  endpointId = (await addEndpoint(app.deps, shopId, "https://127.0.0.1/hook")).id;
  ids = await addDeliveries(shopId, 7);
  await addDeliveries(await addShop(app.deps, "other.myshopify.com"), 3);
});

async function addDeliveries(ofShop: string, count: number): Promise<string[]> {
  const made = Array.from({ length: count }, () => newId("dlv"));
  await app.deps.prisma.delivery.createMany({
    data: made.map((id) => ({ id, shopId: ofShop, endpointId, eventId: newId("evt"), topic: "order/paid" })),
  });
  return made.reverse();
}

async function page(request: Omit<DeliveryPageRequest, "limit">): Promise<Page<string>> {
  const found = await listDeliveries(app.deps, shopId, {}, { ...request, limit: 3 });
  return { ...found, rows: found.rows.map(({ id }) => id) };
}

test("a list is read forwards to its end and back to its beginning", async () => {
  const first = await page({});
  expect(first).toEqual({ rows: ids.slice(0, 3), next: ids[2], previous: null });
  const second = await page({ cursor: first.next });
  expect(second).toEqual({ rows: ids.slice(3, 6), next: ids[5], previous: ids[3] });
  const third = await page({ cursor: second.next });
  expect(third).toEqual({ rows: ids.slice(6), next: null, previous: ids[6] });
  expect(await page({ before: third.previous })).toMatchObject({ rows: second.rows, previous: ids[3] });
  expect(await page({ before: second.previous })).toEqual(first);
});

test("a list whose oldest rows come first is read the same way", async () => {
  const rising = ids.toReversed();
  const first = await page({ oldestFirst: true });
  expect(first).toEqual({ rows: rising.slice(0, 3), next: rising[2], previous: null });
  const second = await page({ oldestFirst: true, cursor: first.next });
  expect(second).toEqual({ rows: rising.slice(3, 6), next: rising[5], previous: rising[3] });
  expect(await page({ oldestFirst: true, cursor: second.next })).toMatchObject({
    rows: rising.slice(6),
    next: null,
  });
  expect(await page({ oldestFirst: true, before: second.previous })).toEqual(first);
});

test("rows that come in meanwhile move no page", async () => {
  const { next } = await page({});
  const newer = await addDeliveries(shopId, 1);
  expect((await page({ cursor: next })).rows).toEqual(ids.slice(3, 6));
  expect((await page({ before: ids[0] })).rows).toEqual(newer);
});

test("an address that makes no sense asks for the first page", () => {
  const address = new URLSearchParams("cursor=%00&before=ep_1");
  expect(pageOf(address, "dlv")).toEqual({ cursor: undefined, before: undefined, limit: 25 });
});
