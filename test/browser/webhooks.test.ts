// The panel's page "Webhooks from Shopify" in a real browser: what comes, what waits for a permission, and granting it.
import pg from "pg";
import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureBuild } from "#sandbox/ensure-build.ts";
import { type Stack, startStack } from "#sandbox/stack.ts";
import { temporaryData } from "#sandbox/temporary-data.ts";
import { launchBrowser, openTab, type Tab } from "../helpers/browser.ts";
import { axeViolations, openPanel, panelFrame } from "../helpers/panel-frame.ts";
import { createTestDatabase } from "../helpers/test-database.ts";

const CONTRACTS = "read_own_subscription_contracts";
const REQUIRED = ["read_customer_merge", "read_customers", "read_orders", "read_products"];

const browser: Browser | undefined = await launchBrowser();
const inBrowser = test.runIf(browser);

let stack: Stack;
let db: pg.Pool;
let tab: Tab;
let page: Page;
let panel: FrameLocator;

beforeAll(async () => {
  if (!browser) return;
  await ensureBuild(() => undefined);
  const data = await temporaryData("carillon-webhooks-");
  const databaseUrl = await createTestDatabase();
  stack = await startStack({
    ...{ dataDir: data.directory, databaseUrl },
    env: { LOG_LEVEL: "warn", SCOPES: REQUIRED.join(",") },
  });
  stack.shopify.grants.setScopes(REQUIRED);
  db = new pg.Pool({ connectionString: databaseUrl });
  afterAll(async () => {
    await browser.close();
    await stack.stop();
    await db.end();
    await data.remove();
  });
  tab = await openTab(browser);
  page = tab.page;
  page.setDefaultTimeout(15_000);
  panel = page.frameLocator("#panel");
}, 180_000);

const open = (of = page) => openPanel(of, stack, "/app/settings/webhooks");

const violations = () => axeViolations(panelFrame(page, stack.appUrl));
const group = (name: string) => panel.getByRole("list", { name, exact: true });
const item = (topic: string) =>
  panel.getByRole("listitem").filter({ has: panel.locator(".mono", { hasText: topic }) });

const dialog = () => panel.getByRole("dialog", { name: /^Carillon asks for/ });

inBrowser("a check compares with Shopify, and every topic says how it stands", async () => {
  await open();
  await panel.getByRole("button", { name: "Check now" }).click();
  await panel.getByRole("status").filter({ hasText: "Webhooks checked" }).waitFor();
  await group("Orders, refunds and returns").waitFor();
  expect(await item("orders/create").textContent()).toContain("Waiting");
  expect(await item("segments/create").textContent()).toContain("Comes once the shop’s rules name tiers.");
  const rule = panel.getByRole("link", { name: "Set the rule: segments/create" });
  expect(await rule.getAttribute("href")).toBe("/app/settings/rules#loyalty.tiers");
  expect(await group("Subscription contracts").getByText("Needs permission").count()).toBe(15);
  expect(await violations()).toEqual([]);
});

inBrowser("what came in is received, with its time", async () => {
  await stack.send({ topic: "orders/create", body: '{"id":1}' });
  await open();
  expect(await item("orders/create").textContent()).toMatch(/Receiving.*Last received/);
});

inBrowser("a permission that is declined, or that cannot be asked for, changes nothing", async () => {
  const contracts = panel.locator(".Polaris-ShadowBevel", { hasText: CONTRACTS });
  await contracts.getByRole("button", { name: "Grant permission" }).click();
  await dialog().getByRole("button", { name: "Decline" }).click();
  await dialog().waitFor({ state: "detached" });
  await panelFrame(page, stack.appUrl).evaluate(() => {
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
  await open();
  const contracts = panel.locator(".Polaris-ShadowBevel", { hasText: CONTRACTS });
  await contracts.getByRole("button", { name: "Grant permission" }).click();
  await dialog().getByRole("button", { name: "Allow" }).click();
  await group("Subscription contracts").getByText("Waiting").first().waitFor();
  expect(await group("Subscription contracts").getByText("Waiting").count()).toBe(15);
  expect(stack.shopify.storeOf(stack.shop).state.webhookSubscriptions.size).toBe(15);
  expect(await violations()).toEqual([]);
});

inBrowser("a refusal stands there in Shopify's words", async () => {
  await db.query(
    "update webhook_state set status = 'error', words = 'Address can''t be blank.' where topic = 'orders/paid'",
  );
  await open();
  expect(await item("orders/paid").textContent()).toContain("Shopify says: Address can't be blank.");
  await panel.getByText("What the words mean").click();
  await panel.getByText("Shopify refused it; its own words stand beside it.").waitFor();
  expect(await violations()).toEqual([]);
});

inBrowser("at 390 pixels the page does not scroll sideways", async () => {
  if (!browser) return;
  const narrow = await openTab(browser, 390);
  await open(narrow.page);
  const overflow = await panelFrame(narrow.page, stack.appUrl).evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});

inBrowser("the browser complained about nothing, and nothing left this machine", () => {
  expect(tab.complaints).toEqual([]);
  expect(tab.escaped).toEqual([]);
});
