// An app that owns contracts: its toml brings what the public app asks each shop for.
import { expect, test } from "vitest";
import { saveWebhookStates } from "../../../app/shopify/webhook-subscriptions/save-webhook-states.ts";
import { CONTRACTS, NOTHING, REQUIRED, syncTests } from "./sync-helpers.ts";

const SCOPES = [...REQUIRED, CONTRACTS, "read_customer_payment_methods"];
const { deps, open } = await syncTests(SCOPES);

test("topics that its toml has are not made again, because each would come twice", async () => {
  const { sync, stored, states } = await open({ scopes: SCOPES });
  expect(await sync()).toEqual(NOTHING);
  expect(stored()).toEqual([]);
  expect(await states()).toMatchObject({
    "subscription_contracts/pause": "receiving",
    "customer_payment_methods/create": "receiving",
  });
});

test("those that were made before the app required the scopes are removed", async () => {
  const { sync, stored } = await open({ scopes: SCOPES });
  await sync({ SCOPES: REQUIRED });
  expect(stored()).toHaveLength(18);
  expect(await sync()).toEqual({ ...NOTHING, deleted: 18 });
});

test("a shop that has gone keeps no states", async () => {
  const { shopId, states } = await open();
  await deps.pool.query("update shop set uninstalled_at = now() where id = $1", [shopId]);
  await saveWebhookStates(deps, shopId, [{ topic: "orders/create", status: "receiving", words: null }]);
  expect(await states()).toEqual({});
});
