// The catalogue of topics in a real browser: search, states, what a topic needs, its fields, sample and schema.
import { readFile } from "node:fs/promises";
import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { managementApi } from "#sandbox/demo/management-api.ts";
import { ensureBuild } from "#sandbox/ensure-build.ts";
import { type Stack, startStack } from "#sandbox/stack.ts";
import { temporaryData } from "#sandbox/temporary-data.ts";
import { launchBrowser, openTab, type Tab } from "../helpers/browser.ts";
import { axeViolations, openPanel, panelFrame } from "../helpers/panel-frame.ts";
import { createTestDatabase } from "../helpers/test-database.ts";

const REQUIRED = ["read_customer_merge", "read_customers", "read_orders", "read_products"];

const browser: Browser | undefined = await launchBrowser();
const inBrowser = test.runIf(browser);

let stack: Stack;
let tab: Tab;
let page: Page;
let panel: FrameLocator;

beforeAll(async () => {
  if (!browser) return;
  await ensureBuild(() => undefined);
  const data = await temporaryData("carillon-topics-");
  stack = await startStack({
    ...{ dataDir: data.directory, databaseUrl: await createTestDatabase() },
    env: { LOG_LEVEL: "warn", SCOPES: REQUIRED.join(",") },
  });
  stack.shopify.grants.setScopes(REQUIRED);
  afterAll(async () => {
    await browser.close();
    await stack.stop();
    await data.remove();
  });
  tab = await openTab(browser);
  page = tab.page;
  page.setDefaultTimeout(15_000);
  panel = page.frameLocator("#panel");
}, 180_000);

const open = (path: string, of = page) => openPanel(of, stack, path);
const frame = (of = page) => panelFrame(of, stack.appUrl);
const violations = () => axeViolations(frame());
const item = (topic: string) =>
  panel.getByRole("listitem").filter({ has: panel.getByRole("link", { name: topic, exact: true }) });

inBrowser("the catalogue lists every topic with its state in this shop", async () => {
  await open("/app/topics");
  await panel.getByRole("list", { name: "Subscriptions" }).waitFor();
  expect(await item("order/paid").textContent()).toContain("Ready");
  expect(await item("order/paid").textContent()).toContain("exact from Shopify");
  expect(await item("wallet_pass/created").textContent()).toContain("Only from Flow or the API");
  expect(await item("loyalty/coupon_created").textContent()).toMatch(/Needs (a rule|permission)/);
  await panel.getByText("What the sources mean").click();
  await panel.getByText("Shopify itself says that it happened").waitFor();
  expect(await violations()).toEqual([]);
});

inBrowser("a search and a state leave out the others, and stand in the address", async () => {
  await panel.getByRole("searchbox", { name: "Search topics" }).fill("billing membership");
  expect(await panel.getByRole("list").count()).toBeGreaterThan(0);
  await item("membership/billing_failure").waitFor();
  expect(await item("order/paid").count()).toBe(0);
  expect(frame().url()).toContain("q=billing+membership");
  await panel.getByRole("searchbox", { name: "Search topics" }).fill("no such thing");
  await panel.getByText("No topic matches").waitFor();
  expect(await violations()).toEqual([]);
  await panel.getByRole("button", { name: "Show all topics" }).click();
  await panel.getByRole("tab", { name: /Needs a rule/ }).click();
  expect(await item("order/paid").count()).toBe(0);
  expect(frame().url()).toContain("state=needs_rule");
});

inBrowser("the search is still there after going back from a topic", async () => {
  await open("/app/topics");
  await panel.getByRole("searchbox", { name: "Search topics" }).fill("wallet");
  await panel.getByRole("link", { name: "wallet_pass/installed", exact: true }).click();
  await panel.getByRole("heading", { level: 1, name: "wallet_pass/installed" }).waitFor();
  await frame().evaluate(() => history.back());
  await item("wallet_pass/created").waitFor();
  expect(await panel.getByRole("searchbox", { name: "Search topics" }).inputValue()).toBe("wallet");
});

inBrowser("home names the permission that a chosen topic needs as the merchant reads it", async () => {
  const { token } = (await stack.carillon("token", "create", "--shop", stack.shop, "--scope", "write")) as {
    token: string;
  };
  const api = managementApi(stack.appUrl, token);
  const body = { url: `${stack.receiver.url}/paused`, topics: ["subscription/paused"] };
  const { id }: { id: string } = await api.post("/endpoints", body);
  await open("/app");
  await panel.getByText("before you grant the permission “Subscription contracts”.").waitFor();
  await open("/app?locale=fr");
  await panel.getByText("accordé l’autorisation «\u00a0Contrats d’abonnement\u00a0».").waitFor();
  await fetch(`${stack.appUrl}/api/v1/endpoints/${id}`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${token}` },
  });
});

inBrowser(
  "a permission that cannot be asked for says so beside the topic, and a granted one makes it ready",
  async () => {
    await open("/app/topics?q=subscription/paused");
    const grant = panel.getByRole("button", { name: "Grant permission: subscription/paused" });
    await frame().evaluate(() => {
      const { scopes } = (globalThis as unknown as { shopify: { scopes: { request(): Promise<never> } } })
        .shopify;
      scopes.request = () => Promise.reject(new Error("it is not optional"));
    });
    await grant.click();
    await item("subscription/paused").getByText("it is not optional").waitFor();
    expect(await violations()).toEqual([]);
    await open("/app/topics?q=subscription/paused");
    await grant.click();
    const dialog = panel.getByRole("dialog", { name: /^Carillon asks for/ });
    await dialog.getByRole("button", { name: "Allow" }).click();
    await item("subscription/paused").getByText("Ready").waitFor();
    expect(await violations()).toEqual([]);
  },
);

inBrowser("a topic that only another app knows says how to send it in", async () => {
  await open("/app/topics?q=wallet_pass/created");
  await panel.getByRole("link", { name: "See how it comes: wallet_pass/created" }).click();
  await panel.getByRole("heading", { name: "How it comes" }).waitFor();
  await panel.getByText("pass_instance.status = Created").waitFor();
  await panel.getByRole("button", { name: "Copy: Data" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("pass_instance.serial_number");
  await panel.getByText("Send it with your own code").click();
  await panel.getByText("/api/v1/events").waitFor();
  expect(await violations()).toEqual([]);
});

inBrowser("a topic's page has its fields, a sample, its JSON Schema and the headers", async () => {
  await open("/app/topics/subscription/updated");
  await panel.getByRole("rowheader", { name: "data.contract.lines[].title", exact: true }).waitFor();
  expect(await violations()).toEqual([]);
  await panel.getByRole("tab", { name: "Sample" }).click();
  await panel.getByRole("button", { name: "Copy: Sample" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(JSON.parse(copied)).toMatchObject({ topic: "subscription/updated", test: false });
  await panel.getByRole("tab", { name: "JSON Schema" }).click();
  const download = page.waitForEvent("download");
  await panel.getByRole("button", { name: "Download" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("subscription.updated.schema.json");
  expect(JSON.parse(await readFile(await file.path(), "utf8"))).toMatchObject({
    properties: { topic: { const: "subscription/updated" } },
  });
  await panel.getByRole("tab", { name: "Headers" }).click();
  await panel.getByRole("rowheader", { name: "webhook-signature", exact: true }).waitFor();
  expect(await violations()).toEqual([]);
});

inBrowser("a topic that there is not leads back into the panel", async () => {
  await open("/app/topics/order/lost");
  await panel.getByRole("heading", { name: "There is nothing here" }).waitFor();
});

inBrowser("at 390 pixels neither page scrolls sideways", async () => {
  if (!browser) return;
  const narrow = await openTab(browser, 390);
  for (const path of ["/app/topics", "/app/topics/subscription/updated"]) {
    await open(path, narrow.page);
    const overflow = await frame(narrow.page).evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, path).toBeLessThanOrEqual(0);
  }
});

inBrowser("the browser complained about nothing, and nothing left this machine", () => {
  // The answer 404 of the topic that there is not.
  expect(tab.complaints.filter((complaint) => !complaint.includes("404"))).toEqual([]);
  expect(tab.escaped).toEqual([]);
});
