// The list that Shopify makes of all contracts: how it can fail, and what of it is taken over.
import { expect, test } from "vitest";
import type { BulkOperation } from "#sandbox/shopify/store/records.ts";
import { get } from "#sandbox/shopify/store/state.ts";
import { contractHooks } from "#sandbox/year/contract-hooks.ts";
import { newContract } from "#sandbox/year/people.ts";
import { processAll } from "../helpers/pipeline-steps.ts";
import { type ReconcileShop, reconcileShop } from "../helpers/reconcile-shop.ts";
import { createTestDeps, fakeClock } from "../helpers/test-deps.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const clock = fakeClock("2026-11-20T10:00:00Z");
const { deps } = await createTestDeps({}, { clock });

const TOPICS = ["subscription/created", "subscription/updated", "subscription/paused"];
const WHOLE = ["ListContracts", "ContractList", "ContractList"];

/** A shop with a contract, whose list Shopify is making. */
async function listing(contracts = 1) {
  const shop = await reconcileShop(deps, clock, { topics: TOPICS });
  for (let made = 0; made < contracts; made += 1) shop.store.addContract();
  await shop.check();
  const list = (): BulkOperation => {
    const last = [...shop.store.state.bulkOperations.values()].at(-1);
    if (!last) throw new Error("no list was asked for");
    return last;
  };
  return { ...shop, list };
}

async function look({ check }: ReconcileShop, times: number, every = 11 * MINUTE_MS) {
  for (let looks = 0; looks < times; looks += 1) {
    clock.advance(every);
    await check();
  }
}

const lists = ({ operations }: ReconcileShop) => operations.filter((name) => /List/.test(name));

const learnedBy = async ({ shopId }: ReconcileShop) => {
  const { rows } = await deps.pool.query("select resource from snapshot where shop_id = $1", [shopId]);
  return rows.length;
};

test.each(["FAILED", "CANCELED", "EXPIRED"] as const)("a list that has %s is made anew", async (end) => {
  const shop = await listing();
  shop.list().end = end;
  await look(shop, 2);
  expect(await shop.run("contract")).toMatchObject({
    ...{ cursor: null, position: null },
    reason: `Shopify did not finish its list (${end === "FAILED" ? "INTERNAL_SERVER_ERROR" : end}).`,
  });
  await look(shop, 3);
  expect(lists(shop)).toEqual([...WHOLE, ...WHOLE]);
  expect(await shop.run("contract")).toMatchObject({ looked: 1, cursor: expect.any(Date), reason: null });
});

test("a list that Shopify has forgotten is made anew", async () => {
  const shop = await listing();
  shop.store.state.bulkOperations.clear();
  await look(shop, 1);
  expect(await shop.run("contract")).toMatchObject({
    ...{ position: null, reason: "Shopify has forgotten its list." },
  });
  await look(shop, 3);
  expect(await shop.run("contract")).toMatchObject({ looked: 1, reason: null });
});

test("while Shopify makes as many lists as it can at once, this one waits", async () => {
  const shop = await reconcileShop(deps, clock, { topics: TOPICS });
  shop.store.addContract();
  const { bulkOperations, newId } = shop.store.state;
  for (let others = 0; others < 5; others += 1) {
    const id = newId("BulkOperation");
    const made = { asked: 0, completedAt: null, end: "COMPLETED", file: null } as const;
    bulkOperations.set(id, { id, query: "", scopes: [], createdAt: clock.now().toISOString(), ...made });
  }
  await shop.check();
  expect((await shop.run("contract"))?.reason).toMatch(
    /^Shopify does not list the contracts now: A bulk query operation .* is already in progress/,
  );
  bulkOperations.clear();
  await look(shop, 3);
  expect(await shop.run("contract")).toMatchObject({ looked: 1, reason: null });
});

test.each([
  ["is gone", { status: 404, text: "" }],
  ["may no longer be fetched", { status: 403, text: "<Error/>" }],
  ["is no list", { status: 200, text: "<html>" }],
  [
    "has a line of a contract that is not there",
    {
      status: 200,
      text: '{"id":"gid://shopify/SubscriptionLine/1","__parentId":"gid://shopify/SubscriptionContract/9"}',
    },
  ],
])("a list whose file %s is made anew", async (_what, file) => {
  const shop = await listing();
  shop.list().file = file;
  await look(shop, 2);
  expect(await shop.run("contract")).toMatchObject({
    ...{ cursor: null, position: null, reason: "Shopify's list could not be read, and is made anew." },
  });
  await look(shop, 3);
  expect(await shop.run("contract")).toMatchObject({ looked: 1, reason: null });
});

test("a list whose file cannot be had for the moment is fetched again", async () => {
  const shop = await listing();
  shop.list().file = { status: 503, text: "" };
  await look(shop, 2);
  expect(await shop.run("contract")).toMatchObject({
    ...{ position: shop.list().id, reason: "Shopify's list answered 503." },
  });
  shop.list().file = null;
  await look(shop, 1);
  expect(lists(shop)).toEqual([...WHOLE, "ContractList"]);
  expect(await shop.run("contract")).toMatchObject({ looked: 1, reason: null });
});

test("a list is not read when its file is about to be deleted", async () => {
  const shop = await listing();
  shop.list().completedAt = clock.now().toISOString();
  await deps.pool.query("update shop set reconnect_since = now() where id = $1", [shop.shopId]);
  clock.advance(6 * DAY_MS + HOUR_MS);
  await deps.pool.query("update shop set reconnect_since = null where id = $1", [shop.shopId]);
  await look(shop, 5);
  expect(shop.operations.filter((name) => name === "ListContracts")).toHaveLength(2);
  expect(await shop.run("contract")).toMatchObject({ looked: 1, reason: null });
});

test("a list that took Shopify a week is read: its file is kept from its completion on", async () => {
  const shop = await listing();
  shop.store.addContract();
  await look(shop, 1, 7 * DAY_MS);
  expect(await shop.run("contract")).toMatchObject({ cursor: null });
  const begunAt = new Date(shop.list().createdAt);
  await look(shop, 1);
  expect(shop.operations.filter((name) => name === "ListContracts")).toHaveLength(1);
  expect(await shop.run("contract")).toMatchObject({ looked: 2, cursor: begunAt, reason: null });
  expect(await learnedBy(shop)).toBe(2);
});

test("without a file a list is empty only if Shopify found nothing", async () => {
  const shop = await listing(0);
  await look(shop, 2);
  expect(await shop.run("contract")).toMatchObject({ looked: 0, cursor: expect.any(Date), reason: null });

  const other = await listing();
  other.list().file = "none";
  await look(other, 2);
  expect(await other.run("contract")).toMatchObject({ cursor: null, position: null });
  await look(other, 3);
  expect(await other.run("contract")).toMatchObject({ looked: 1, reason: null });
});

test("when contracts are chosen anew, the list takes the place of what was known of them", async () => {
  const shop = await listing(0);
  await look(shop, 2);
  const { id } = shop.store.addContract();
  const contract = () => get(shop.store.state.contracts, id);
  for (const hook of newContract(contract())) await shop.send(hook);
  await processAll(deps);
  expect(await shop.topics()).toEqual(["subscription/created"]);

  const choose = (sql: string) =>
    deps.pool.query(`update endpoint set ${sql} where shop_id = $1`, [shop.shopId]);
  await choose("deleted_at = now()");
  await look(shop, 1, HOUR_MS);
  expect(await shop.run("contract")).toMatchObject({ cursor: null });
  shop.store.addLine(id, { title: "Tea" }); // nobody hears of it
  await choose("deleted_at = null");
  await look(shop, 4, HOUR_MS);
  expect(await learnedBy(shop)).toBeGreaterThan(0);

  const [line] = contract().lines;
  shop.store.changeLine(id, line?.id ?? "", { quantity: 5 });
  for (const hook of contractHooks(contract())) await shop.send(hook);
  await processAll(deps);
  clock.advance(MINUTE_MS);
  await processAll(deps);
  const events = await shop.told();
  expect(events.map(({ topic }) => topic)).toEqual(["subscription/created", "subscription/updated"]);
  expect(events[1]?.data.changes).toMatchObject([{ reason: "product_updated" }]);
});

test.each([
  ["was forgotten", "state = null"],
  ["has nothing of the contract", `state = '{"elsewhere":{"state":{"kept":true}}}'`],
])("a contract whose state %s is learned", async (_what, sql) => {
  const shop = await listing(1);
  const [id = ""] = shop.store.state.contracts.keys();
  await deps.pool.query("insert into snapshot (shop_id, resource) values ($1, $2)", [shop.shopId, id]);
  await deps.pool.query(`update snapshot set ${sql} where shop_id = $1`, [shop.shopId]);
  await look(shop, 2);
  const { rows } = await deps.pool.query("select state, due_at from snapshot where shop_id = $1", [
    shop.shopId,
  ]);
  const parts = JSON.parse(rows[0]?.state);
  expect(parts.contract.state.snapshot).toMatchObject({
    revision: String(get(shop.store.state.contracts, id).revision),
  });
  expect(rows[0]?.due_at).not.toBeNull();
  if (sql.includes("elsewhere")) expect(parts.elsewhere).toEqual({ state: { kept: true } });
});

test("what a webhook told while the list was written is newer and stays", async () => {
  const shop = await listing(1);
  const [id = ""] = shop.store.state.contracts.keys();
  const contract = get(shop.store.state.contracts, id);
  const file = { ...contract };
  for (const hook of contractHooks(shop.store.pauseContract(id), "pause")) await shop.send(hook);
  await processAll(deps);
  Object.assign(contract, { revision: file.revision, status: file.status }); // as the list was begun
  await look(shop, 2);
  const { rows } = await deps.pool.query("select state from snapshot where shop_id = $1 and resource = $2", [
    ...[shop.shopId, id],
  ]);
  expect(JSON.parse(rows[0]?.state).contract.state.history.known.at(-1)).toMatchObject({ status: "paused" });
});
