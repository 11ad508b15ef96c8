// The panel's page "Shopify Flow" in a real browser: what no workflow uses, what is used, what fails, and what came in.
import { expect } from "vitest";
import { addDelivery, addFlowTrigger } from "../helpers/flow-trigger.ts";
import { panelTests } from "../helpers/panel-tests.ts";

const TOPIC = "membership/billing_failure";
const ALLOW = "Also start for events that workflows sent in";
const BODY = {
  ...{ id: "evt_1", topic: TOPIC, triggered_at: "2026-11-20T10:00:00.000Z", resource: null },
  data: { customer: { id: "gid://shopify/Customer/820982911946154508" } },
};

const { inBrowser, db, shopId, panel, open, go, glimpse, violations, fitsPhone, expectQuiet } =
  await panelTests();

const item = (name: string) => panel.getByRole("listitem").filter({ hasText: name });

/** As if a workflow began with the trigger. */
async function use(handle: string): Promise<string> {
  await db.query(
    `insert into flow_usage (shop_domain, definition_id, enabled, said_at)
     select domain, $2, true, now() from shop where id = $1`,
    [shopId, handle],
  );
  return addFlowTrigger(db, shopId, handle);
}

inBrowser("a shop without any workflow reads how to make one, and finds every trigger's name", async () => {
  await open("/app/flow");
  await panel.getByText("Start workflows with your store's events").waitFor();
  const link = panel.getByRole("link", { name: "Open Shopify Flow" });
  expect(await link.getAttribute("href")).toBe("shopify://admin/apps/flow");
  expect(await link.getAttribute("target")).toBe("_top");
  expect(await panel.getByText("Not used", { exact: true }).count()).toBe(9);
  await glimpse(panel.getByRole("button", { name: "Copied: name of the trigger Billing failed" }), () =>
    panel.getByRole("button", { name: "Copy: name of the trigger Billing failed" }).click(),
  );
  expect(await violations()).toEqual([]);
});

inBrowser("what workflows use comes first, with its last event and what went wrong", async () => {
  const endpointId = await use("billing-failed");
  await addDelivery(
    db,
    { shopId, endpointId, topic: TOPIC },
    { status: "failed", reason: "flow_refused", hops: 2, body: JSON.stringify(BODY) },
  );
  await go("/app/flow");
  const used = item("Billing failed").first();
  await used.getByText("Used", { exact: true }).waitFor();
  expect(await used.textContent()).toContain(TOPIC);
  expect(await used.textContent()).toContain("failed (Refused by Flow)");
  expect(await panel.getByText("round 2 of 3 at most").count()).toBe(1);
  expect(await violations()).toEqual([]);
});

inBrowser("a merchant lets events that workflows sent in start a trigger, and it stays so", async () => {
  await glimpse(panel.getByRole("status").filter({ hasText: "Trigger saved" }), () =>
    panel.getByLabel(ALLOW).click(),
  );
  await open("/app/flow");
  expect(await panel.getByLabel(ALLOW).isChecked()).toBe(true);
});

inBrowser("a trigger that was stopped says so and is enabled again", async () => {
  const endpointId = await use("tier-changed");
  await db.query(
    "update endpoint set status = 'disabled', disabled_reason = 'failing', status_since = now() where id = $1",
    [endpointId],
  );
  await go("/app/flow");
  const stopped = item("Tier changed").first();
  await stopped.getByText("Stopped", { exact: true }).waitFor();
  expect(await violations()).toEqual([]);
  await stopped.getByRole("button", { name: "Enable" }).click();
  await stopped.getByText("Used", { exact: true }).waitFor();
});

inBrowser("a delivery to Flow leads from the log to what Flow gets of it", async () => {
  await go("/app/flow");
  await item("Billing failed").first().getByRole("link", { name: "See all" }).click();
  await panel.getByRole("heading", { name: "Deliveries" }).waitFor();
  await panel.getByText("Shopify Flow: Billing failed").first().waitFor();
  await panel.getByRole("link", { name: TOPIC }).click();
  await panel.getByRole("heading", { name: "What was sent to Flow" }).waitFor();
  await panel.getByText("round 2 of 3 at most").waitFor();
  await panel.getByText("820982911946154508").first().waitFor(); // an id of 18 digits, unrounded
  expect(await violations()).toEqual([]);
});

inBrowser("at 390 pixels neither page scrolls sideways", async () => {
  const { rows } = await db.query<{ id: string }>("select id from delivery where shop_id = $1", [shopId]);
  await fitsPhone("/app/flow", `/app/deliveries/${rows[0]?.id}`);
});

expectQuiet();
