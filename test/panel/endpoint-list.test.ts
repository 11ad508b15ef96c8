import { beforeAll, expect, test } from "vitest";
import { newId } from "../../app/db/ids.ts";
import { endpointFilterOf } from "../../app/queries/endpoint-list.ts";
import * as endpointList from "../../app/routes/app/endpoints/list.tsx";
import { addEndpoint } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { installShop, signedIn } from "./panel-request.ts";

const OURS = "ours.myshopify.com";
const THEIRS = "theirs.myshopify.com";

let app: TestDeps;
let ours: string;
const ids: Record<string, string> = {};

beforeAll(async () => {
  app = await createTestDeps();
  ours = await installShop(app.deps, OURS);
  for (const name of ["enabled", "paused", "disabled", "failing"]) {
    ids[name] = (await addEndpoint(app.deps, ours, `https://127.0.0.1/${name}`, ["order/paid"])).id;
  }
  const { prisma } = app.deps;
  const set = (name: string, data: object) => prisma.endpoint.update({ where: { id: ids[name] }, data });
  await set("paused", { status: "paused" });
  await set("disabled", { status: "disabled", disabledReason: "failing", description: "Old Warehouse" });
  await prisma.failureStreak.create({
    data: { endpointId: ids.failing ?? "", failures: 4, firstAt: new Date(), failing: true },
  });
  await addEndpoint(app.deps, await installShop(app.deps, THEIRS), "https://127.0.0.1/enabled", ["*"]);
});

async function list(query = "") {
  const page = await endpointList.loader(signedIn(app.deps, OURS, `/app/endpoints${query}`));
  return { ...page, ids: page.page.rows.map(({ id }) => id) };
}

interface Sent {
  status?: string;
  attempts?: number;
  test?: boolean;
  id?: string;
}

async function addDeliveries(endpointId: string, deliveries: Sent[]) {
  const rows = deliveries.map(({ status = "succeeded", attempts = 1, test = false, id = newId("dlv") }) => ({
    ...{ id, shopId: ours, endpointId, eventId: newId("evt"), topic: "order/paid" },
    ...{ status, attempts, test, lastAttemptAt: new Date("2026-11-20T09:00:00Z") },
  }));
  await app.deps.prisma.delivery.createMany({ data: rows });
  return rows;
}

test("each status shows its endpoints, newest first, and those that fail are told apart", async () => {
  expect((await list()).ids).toEqual([ids.failing, ids.disabled, ids.paused, ids.enabled]);
  for (const status of ["paused", "disabled", "failing"]) {
    expect((await list(`?status=${status}`)).ids, status).toEqual([ids[status]]);
  }
  const { page } = await list("?status=enabled");
  expect(page.rows).toMatchObject([
    { id: ids.failing, failing: true },
    { id: ids.enabled, failing: false },
  ]);
});

test("a search finds a part of the URL or of the description, whatever the case", async () => {
  expect((await list("?q=PAUSED")).ids).toEqual([ids.paused]);
  expect((await list("?q=warehouse")).ids).toEqual([ids.disabled]);
  expect((await list("?q=warehouse&status=paused")).ids).toEqual([]);
});

test("an address that makes no sense asks for everything", async () => {
  const address = new URLSearchParams("status=lost&q=%20%00%20&cursor=ep_1");
  expect(endpointFilterOf(address)).toEqual({ status: undefined, search: undefined });
  expect(await list("?status=lost&q=%00&cursor=1")).toMatchObject({ isFirstPage: true });
  expect(endpointFilterOf(new URLSearchParams({ q: `${"x".repeat(199)}😀` })).search).toHaveLength(200);
});

test("of the last 24 hours those that were tried and have not arrived are the failed ones", async () => {
  const yesterday = new Date(Date.now() - 25 * 3_600_000).getTime().toString(16).padStart(12, "0");
  await addDeliveries(ids.enabled ?? "", [
    { status: "failed", id: `dlv_${yesterday}${"0".repeat(20)}` },
    ...[{}, {}, { status: "pending", attempts: 0 }, { status: "pending", attempts: 2 }],
    { status: "failed", attempts: 9 },
  ]);
  const [last] = await addDeliveries(ids.enabled ?? "", [{ status: "discarded", test: true }]);
  const { page } = await list("?q=enabled");
  expect(page.rows).toMatchObject([
    {
      ...{ tried: 4, failed: 2, capped: false },
      last: { id: last?.id, status: "discarded", at: new Date("2026-11-20T09:00:00Z") },
    },
  ]);
  expect((await list("?q=paused")).page.rows).toMatchObject([{ tried: 0, failed: 0, last: null }]);
});

test("of an endpoint that gets very many the newest 500 are counted, and it is said", async () => {
  await addDeliveries(ids.failing ?? "", [
    ...Array.from({ length: 5 }, () => ({ status: "failed" })),
    ...Array.from({ length: 500 }, () => ({})),
  ]);
  expect((await list("?status=failing")).page.rows).toMatchObject([{ tried: 500, failed: 0, capped: true }]);
});

test("pages go on where the last one ended", async () => {
  const shop = "many.myshopify.com";
  const shopId = await installShop(app.deps, shop);
  for (let number = 0; number < 27; number += 1) {
    await addEndpoint(app.deps, shopId, `https://127.0.0.1/${number}`, ["order/paid"]);
  }
  const load = (query: string) => endpointList.loader(signedIn(app.deps, shop, `/app/endpoints${query}`));
  const first = await load("");
  expect([first.page.rows.length, first.page.previous]).toEqual([25, null]);
  const second = await load(`?cursor=${first.page.next}`);
  expect([second.page.rows.length, second.page.next, second.isFirstPage]).toEqual([2, null, false]);
  const back = await load(`?before=${second.page.previous}`);
  expect(back.page.rows).toEqual(first.page.rows);
});
