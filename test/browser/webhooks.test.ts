// The panel's page "Webhooks from Shopify" in a real browser: what comes, what waits for a permission, and granting it.
import { expect } from "vitest";
import { panelTests } from "../helpers/panel-tests.ts";

const PAGE = "/app/settings/webhooks";
const CONTRACTS = "read_own_subscription_contracts";
const GRANTED = ["read_customer_merge", "read_customers", "read_orders", "read_products", "write_app_proxy"];

const { inBrowser, stack, db, shopId, panel, frame, open, go, glimpse, violations, fitsPhone, expectQuiet } =
  await panelTests({ scopes: GRANTED });

const group = (name: string) => panel.getByRole("list", { name, exact: true });
const item = (topic: string) =>
  panel.getByRole("listitem").filter({ has: panel.locator(".mono", { hasText: topic }) });

const dialog = () => panel.getByRole("dialog", { name: /^Carillon asks for/ });

inBrowser("a check compares with Shopify, and every topic says how it stands", async () => {
  await open(PAGE);
  await glimpse(panel.getByRole("status").filter({ hasText: "Webhooks checked" }), () =>
    panel.getByRole("button", { name: "Check now" }).click(),
  );
  await group("Orders, refunds and returns").waitFor();
  await expect.poll(() => item("orders/create").textContent()).toContain("Waiting");
  expect(await item("segments/create").textContent()).toContain("Comes once the shop’s rules name tiers.");
  const rule = panel.getByRole("link", { name: "Set the rule: segments/create" });
  expect(await rule.getAttribute("href")).toBe("/app/settings/rules#loyalty.tiers");
  await expect.poll(() => group("Subscription contracts").getByText("Needs permission").count()).toBe(15);
  expect(await violations()).toEqual([]);
});

inBrowser("what came in is received, with its time", async () => {
  await stack.send({ topic: "orders/create", body: '{"id":1}' });
  await go(PAGE);
  expect(await item("orders/create").textContent()).toMatch(/Receiving.*Last received/);
});

inBrowser("a permission that is declined, or that cannot be asked for, changes nothing", async () => {
  const contracts = panel.locator(".Polaris-ShadowBevel", { hasText: CONTRACTS });
  await contracts.getByRole("button", { name: "Grant permission" }).click();
  await dialog().getByRole("button", { name: "Decline" }).click();
  await dialog().waitFor({ state: "detached" });
  await frame().evaluate(() => {
    const { scopes } = (globalThis as unknown as { shopify: { scopes: { request(): Promise<never> } } })
      .shopify;
    scopes.request = () => Promise.reject(new Error("it is not optional"));
  });
  await contracts.getByRole("button", { name: "Grant permission" }).click();
  await panel
    .getByText("Shopify does not let Carillon ask for this permission: it is not optional")
    .waitFor();
  expect(stack.shopify.storeOf(stack.shop).state.webhookSubscriptions.size).toBe(0);
});

inBrowser("a permission that is granted brings its webhooks at once", async () => {
  await open(PAGE); // with the admin's own question again
  const contracts = panel.locator(".Polaris-ShadowBevel", { hasText: CONTRACTS });
  await contracts.getByRole("button", { name: "Grant permission" }).click();
  await dialog().getByRole("button", { name: "Allow" }).click();
  await group("Subscription contracts").getByText("Waiting").first().waitFor();
  await expect.poll(() => group("Subscription contracts").getByText("Waiting").count()).toBe(15);
  expect(stack.shopify.storeOf(stack.shop).state.webhookSubscriptions.size).toBe(15);
  expect(await violations()).toEqual([]);
});

inBrowser("a refusal stands there in Shopify's words", async () => {
  await db.query(
    "update webhook_state set status = 'error', words = 'Address can''t be blank.' where topic = 'orders/paid' and shop_id = $1",
    [shopId],
  );
  await go(PAGE);
  expect(await item("orders/paid").textContent()).toContain("Shopify says: Address can't be blank.");
  await panel.getByText("What the words mean").click();
  await panel.getByText("Shopify refused it; its own words stand beside it.").waitFor();
  expect(await violations()).toEqual([]);
});

inBrowser("at 390 pixels the page does not scroll sideways", async () => {
  await fitsPhone(PAGE);
});

expectQuiet();
