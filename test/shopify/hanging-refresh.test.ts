// A refresh that Shopify takes and never answers, with others who wait for the same shop's token meanwhile.
import { Session } from "@shopify/shopify-api";
import express, { type Response } from "express";
import { expect, onTestFinished, test, vi } from "vitest";
import { listen } from "#sandbox/listen.ts";
import type { Deps } from "../../app/config/deps.ts";
import { getAccessToken } from "../../app/shopify/access-token.ts";
import { SHOPIFY_TIMEOUT_MS } from "../../app/shopify/app.ts";
import { routeShops } from "../helpers/route-shops.ts";
import { createSecondDeps, createTestDeps } from "../helpers/test-deps.ts";

const SHOP = "slow.myshopify.com";

const first = await createTestDeps();
const other = await createSecondDeps(first);

const ask = ({ shopify, ...deps }: Deps) => {
  if (!shopify) throw new Error("Shopify is not set up");
  return getAccessToken(deps, shopify, SHOP);
};

const storeOldToken = ({ shopify, clock }: Deps) =>
  shopify?.sessions.storeSession(
    new Session({
      ...{ id: `offline_${SHOP}`, shop: SHOP, state: "", isOnline: false, expires: clock.now() },
      ...{ accessToken: "shpat_old", refreshToken: "shprt_old" },
    }),
  );

const TOKEN = {
  ...{ access_token: "shpat_new", scope: "read_orders", expires_in: 3_600 },
  ...{ refresh_token: "shprt_new", refresh_token_expires_in: 7_776_000 },
};

/** Never answers the first refresh, and every other one at once. Returns how many have come. */
async function takeFirstRefreshForGood(): Promise<() => number> {
  let refreshes = 0;
  let held: Response | undefined;
  const app = express().post("/admin/oauth/access_token", (_request, response) => {
    refreshes += 1;
    if (refreshes > 1) response.json(TOKEN);
    else held = response;
  });
  const shopify = await listen(app);
  onTestFinished(() => shopify.close());
  routeShops(shopify.port);
  onTestFinished(() => void held?.destroy()); // first of all: who still waits would keep the others from closing
  return () => refreshes;
}

/** The time of the next call that is given one ends when the test says so. */
function timeInHand() {
  const controller = new AbortController();
  const given = vi.spyOn(AbortSignal, "timeout").mockImplementationOnce(() => controller.signal);
  onTestFinished(() => given.mockRestore());
  return { given, end: () => controller.abort(new DOMException("The time is up.", "TimeoutError")) };
}

/** Locks of shops' tokens: those that are held, and those that somebody waits for. */
async function locks(): Promise<{ held: number; awaited: number }> {
  const { rows } = await first.deps.pool.query(
    `select count(*) filter (where granted)::int as held, count(*) filter (where not granted)::int as awaited
     from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
  );
  return rows[0];
}

test("a refresh that hangs ends after its time, and those who waited for it get a token", async () => {
  await storeOldToken(first.deps);
  const refreshes = await takeFirstRefreshForGood();
  const time = timeInHand();
  const hanging = ask(first.deps).catch((error: Error) => error.name);
  await expect.poll(refreshes).toBe(1);
  expect(time.given.mock.calls).toEqual([[SHOPIFY_TIMEOUT_MS]]);

  const inSameProcess = ask(first.deps);
  const inAnotherProcess = ask(other);
  await expect.poll(locks).toEqual({ held: 1, awaited: 1 });
  expect(refreshes(), "nobody else refreshes meanwhile").toBe(1);

  time.end();
  expect(await hanging).toBe("TimeoutError");
  const token = { kind: "token", token: "shpat_new" };
  expect(await Promise.all([inSameProcess, inAnotherProcess])).toEqual([token, token]);
  expect(refreshes(), "one of them refreshed for both").toBe(2);
  expect(await locks()).toEqual({ held: 0, awaited: 0 });
});
