// A merchant uninstalls Carillon and comes back, and one whose tokens Shopify had refused opens it again.
import pg from "pg";
import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ensureBuild } from "#sandbox/ensure-build.ts";
import { type Stack, startStack } from "#sandbox/stack.ts";
import { temporaryData } from "#sandbox/temporary-data.ts";
import { newId } from "../../app/db/ids.ts";
import { launchBrowser, openTab } from "../helpers/browser.ts";
import { axeViolations, panelFrame } from "../helpers/panel-frame.ts";
import { createTestDatabase } from "../helpers/test-database.ts";

const browser: Browser | undefined = await launchBrowser();
const inBrowser = test.runIf(browser);

let stack: Stack;
let db: pg.Pool;
let page: Page;
let panel: FrameLocator;

beforeAll(async () => {
  if (!browser) return;
  await ensureBuild(() => undefined);
  const data = await temporaryData("carillon-installation-");
  const databaseUrl = await createTestDatabase();
  stack = await startStack({ dataDir: data.directory, databaseUrl, env: { LOG_LEVEL: "warn" } });
  db = new pg.Pool({ connectionString: databaseUrl });
  afterAll(async () => {
    await browser.close();
    await stack.stop();
    await db.end();
    await data.remove();
  });
  ({ page } = await openTab(browser));
  page.setDefaultTimeout(15_000);
  panel = page.frameLocator("#panel");
}, 180_000);

async function open(path: string): Promise<void> {
  await page.goto(stack.adminUrl(path));
  await panel.locator("h1").first().waitFor();
}

const heading = (name: string) => panel.getByRole("heading", { name });
const violations = () => axeViolations(panelFrame(page, stack.appUrl));

async function addEndpoint(): Promise<void> {
  const id = newId("ep");
  await db.query(
    "insert into endpoint (id, shop_id, url) select $1, id, 'https://erp.example.com/hook' from shop",
    [id],
  );
  await db.query("insert into lane (endpoint_id, shop_id) select $1, id from shop", [id]);
}

inBrowser(
  "who comes back after uninstalling finds the endpoints, and is told so on the first page",
  async () => {
    await open("/app/endpoints");
    await addEndpoint();
    await stack.shopify.installation.uninstall(stack.shop);
    await vi.waitFor(
      async () => {
        const { rows } = await db.query("select uninstalled_at is not null as gone from shop");
        expect(rows).toEqual([{ gone: true }]);
      },
      { timeout: 15_000, interval: 100 },
    );
    await open("/app");
    await heading("Carillon is installed again").waitFor();
    await panel.getByText("Your endpoint is as you left it.").waitFor();
    expect(await violations()).toEqual([]);
    await open("/app/endpoints");
    await panel.getByText("erp.example.com").first().waitFor();
    expect(await heading("Carillon is installed again").count()).toBe(0);
  },
);

inBrowser("who opens the panel after Shopify refused the tokens reads since when it did", async () => {
  await db.query("update session set expires_at = now(), refresh_token = null");
  await db.query("update shop set reconnect_since = now() - interval '3 days'");
  await open("/app/deliveries");
  await heading("Carillon is connected to your shop again").waitFor();
  expect(await violations()).toEqual([]);
  await open("/app/deliveries");
  expect(await heading("Carillon is connected to your shop again").count()).toBe(0);
});
