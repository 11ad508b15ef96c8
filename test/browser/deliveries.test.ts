// The delivery log in a real browser: views, filters and search in the address, live, sending again, the file, and a
// delivery with its attempts.
import { readFile } from "node:fs/promises";
import pg from "pg";
import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { managementApi } from "#sandbox/demo/management-api.ts";
import { ensureBuild } from "#sandbox/ensure-build.ts";
import { type Stack, startStack } from "#sandbox/stack.ts";
import { temporaryData } from "#sandbox/temporary-data.ts";
import { MASKED } from "../../app/endpoints/endpoint-fields.ts";
import { launchBrowser, openTab, type Tab } from "../helpers/browser.ts";
import { type Logged, type LoggedDelivery, logDelivery } from "../helpers/log-delivery.ts";
import { axeViolations, openPanel, panelFrame } from "../helpers/panel-frame.ts";
import { createTestDatabase } from "../helpers/test-database.ts";
import { createTestReceiver, type TestReceiver } from "../helpers/test-receiver.ts";
import { BODY, fillLog, HEADERS } from "./deliveries-log.ts";

const browser: Browser | undefined = await launchBrowser();
const inBrowser = test.runIf(browser);

let stack: Stack;
let receiver: TestReceiver;
let db: pg.Pool;
let shopId: string;
let endpointId: string;
let tab: Tab;
let page: Page;
let panel: FrameLocator;
let failed: Logged;

beforeAll(async () => {
  if (!browser) return;
  await ensureBuild(() => undefined);
  receiver = await createTestReceiver();
  const data = await temporaryData("carillon-deliveries-");
  const databaseUrl = await createTestDatabase();
  stack = await startStack({ dataDir: data.directory, databaseUrl, env: { LOG_LEVEL: "warn" } });
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

const open = (path: string, of = page) => openPanel(of, stack, path);
const frame = () => panelFrame(page, stack.appUrl);
const violations = () => axeViolations(frame());
const button = (name: string | RegExp) => panel.getByRole("button", { name, exact: true });
const rows = () => panel.locator("#deliveries tbody tr");
/** What the panel's own address asks for. */
const asked = () => decodeURIComponent(new URL(frame().url()).search);
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 15_000 });
const log = (delivery: LoggedDelivery = {}) =>
  logDelivery(db, { shopId, endpointId }, { body: BODY, requestHeaders: HEADERS, ...delivery });

inBrowser("before anything was sent, the log says what will appear there", async () => {
  await open("/app/deliveries");
  await panel.getByText("No deliveries yet").waitFor();
  expect(await violations()).toEqual([]);
});

inBrowser("the log shows status, destination, answer, attempts and times, newest first", async () => {
  shopId = (await db.query<{ id: string }>("select id from shop")).rows[0]?.id ?? "";
  const made = await stack.carillon("token", "create", "--shop", stack.shop, "--scope", "write");
  const api = managementApi(stack.appUrl, (made as { token: string }).token);
  ({ id: endpointId } = await api.post<{ id: string }>("/endpoints", { url: receiver.url, topics: ["*"] }));
  failed = await fillLog(log);
  await open("/app/deliveries");
  expect(await rows().count()).toBe(25);
  await rows().nth(2).getByText("order/paid").waitFor();
  for (const text of ["Failed", "401", "10/10", "3 hours ago"]) await rows().nth(2).getByText(text).waitFor();
  for (const text of ["Retrying", "TLS error", "2/10", "in 4 hours"])
    await rows().nth(1).getByText(text).waitFor();
  expect(await violations()).toEqual([]);
});

inBrowser("views and filters stand in the address, and are cleared at once", async () => {
  await panel.getByRole("tab", { name: "Failed" }).click();
  await eventually(asked).toBe("?status=failed");
  await eventually(() => rows().count()).toBe(1);
  await panel.getByRole("tab", { name: "Retrying" }).click();
  await eventually(asked).toBe("?status=pending&attempts=1");
  await panel.getByText("TLS error").first().waitFor();
  await panel.getByRole("tab", { name: "All" }).click();
  await eventually(asked).toBe("");
  await button(/Search and filter/).click();
  await button("Add filter").click();
  await panel.getByRole("menuitem", { name: "Response" }).or(button("Response")).first().click();
  await panel.getByLabel("4xx: refused").check({ force: true });
  await eventually(asked).toBe("?response=4xx");
  await panel.getByLabel("TLS error").check({ force: true });
  await eventually(asked).toBe("?response=4xx&response=tls");
  await eventually(() => rows().count()).toBe(2);
  expect(await violations()).toEqual([]);
  await page.keyboard.press("Escape");
  await button("Clear all").click();
  await eventually(asked).toBe("");
});

inBrowser(
  "a window is chosen in the shop's time, and what is wrong with it stands beside the field",
  async () => {
    await open("/app/deliveries?topic=order/paid");
    await button("Add filter").click();
    await panel.getByRole("menuitem", { name: "Time", exact: true }).or(button("Time")).first().click();
    await panel.getByLabel("Between two times").check({ force: true });
    await button("Apply").click();
    await panel.getByText("Enter a date and a time.").waitFor();
    await panel.getByLabel("From", { exact: true }).fill("2026-11-20T10:00");
    await panel.getByLabel("Until", { exact: true }).fill("2026-11-19T10:00");
    await button("Apply").click();
    await panel.getByText("Must be later than “From”.").waitFor();
    expect(await violations()).toEqual([]);
    await panel.getByLabel("Until", { exact: true }).fill("");
    await button("Apply").click();
    await eventually(asked).toMatch(/^\?topic=order\/paid&since=2026-11-20T15:00:00\.000Z$/);
  },
);

inBrowser("the search finds an id as it is typed, and says what it finds when there is nothing", async () => {
  await open("/app/deliveries");
  await button(/Search and filter/).click();
  await panel.getByPlaceholder("Delivery, event, customer or resource id").fill("450789469");
  await eventually(asked).toBe("?q=450789469");
  await eventually(() => rows().count()).toBe(1);
  await panel.getByPlaceholder("Delivery, event, customer or resource id").fill("nothing");
  await panel.getByText("No deliveries match").waitFor();
  await panel.getByText(/The search finds ids/).waitFor();
  expect(await violations()).toEqual([]);
  await panel.getByRole("link", { name: "Show all deliveries" }).click();
  await eventually(asked).toBe("");
  await eventually(() => rows().count()).toBe(25);
});

inBrowser("what an address asks wrongly is named, and the rest of it is shown", async () => {
  await open("/app/deliveries?status=failed&status=lost&range=never");
  await panel.getByText("This list leaves out: range, status.").waitFor();
  expect(await rows().count()).toBe(1);
  expect(await violations()).toEqual([]);
});

inBrowser("pages follow one another, and the oldest rows may come first", async () => {
  await open("/app/deliveries");
  await button("Older deliveries")
    .or(panel.getByRole("link", { name: "Older deliveries" }))
    .first()
    .click();
  await eventually(asked).toMatch(/^\?cursor=dlv_/);
  await eventually(() => rows().count()).toBe(8);
  await open("/app/deliveries?sort=oldest");
  await rows().first().getByText("2 days ago").waitFor();
  await panel.getByRole("link", { name: "Newer deliveries" }).click();
  await eventually(asked).toMatch(/^\?sort=oldest&cursor=dlv_/);
});

inBrowser("live shows what comes in and says so, and waits while rows are chosen", async () => {
  await open("/app/deliveries");
  await button("Live").click();
  await panel.getByText("New deliveries appear every 5 seconds.").waitFor({ state: "attached" });
  await log({ topic: "product/created" });
  await panel.getByText("1 new delivery").waitFor({ state: "attached" });
  await rows().first().getByText("product/created").waitFor();
  await rows().nth(1).getByRole("checkbox").click({ force: true });
  await panel.getByText("1 selected").waitFor();
  await log({ topic: "product/updated" });
  expect(await panel.getByText("product/updated").count()).toBe(0);
  await rows().nth(1).getByRole("checkbox").click({ force: true });
  await rows().first().getByText("product/updated").waitFor();
  expect(await violations()).toEqual([]);
});

inBrowser(
  "chosen rows are sent again once they are counted, and those that cannot be are named",
  async () => {
    const aged = await log({ topic: "customer/created" });
    await db.query("delete from event_payload where event_id = $1", [aged.eventId]);
    await log({ topic: "customer/created" });
    await open("/app/deliveries?topic=customer/created");
    for (const at of [0, 1]) await rows().nth(at).getByRole("checkbox").click({ force: true });
    await button("Resend").click();
    await panel.getByText("1 delivery will be sent again").waitFor();
    await panel.getByText("1 whose body is no longer stored").waitFor();
    expect(await violations()).toEqual([]);
    const before = receiver.received.length;
    await button("Resend 1 delivery").click();
    await receiver.until(before + 1);
    await panel.getByRole("dialog").waitFor({ state: "detached" });
  },
);

inBrowser(
  "all that match are counted with what is left out, and go out with their progress shown",
  async () => {
    await log({ topic: "customer/deleted", status: "failed", reason: "timeout" });
    await log({ topic: "customer/deleted", test: true });
    await open("/app/deliveries?topic=customer/deleted");
    await button("Send all again").click();
    await panel.getByText(/1 delivery will be sent again to 1 endpoint/).waitFor();
    await panel.getByText("1 test call").waitFor();
    expect(await violations()).toEqual([]);
    const before = receiver.received.length;
    await button("Send 1 delivery again").click();
    await receiver.until(before + 1);
  },
);

inBrowser("the list is saved as a file of the chosen form", async () => {
  await open("/app/deliveries?topic=order/paid");
  await button("Export").click();
  await panel.getByText(/At most 100,000 rows/).waitFor();
  expect(await violations()).toEqual([]);
  await panel.getByLabel("NDJSON, for programs").check({ force: true });
  const saving = page.waitForEvent("download");
  await button("Download").click();
  const file = await saving;
  expect(file.suggestedFilename()).toBe("deliveries.ndjson");
  const lines = (await readFile(await file.path(), "utf8")).trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ id: failed.id, last_status_code: 401 }]);
});

inBrowser("a delivery tells what went wrong, what was sent and what came back at each attempt", async () => {
  await open(`/app/deliveries/${failed.id}`);
  await panel
    .getByText("Your server did not accept the request’s signature or credentials.")
    .first()
    .waitFor();
  await panel.getByText('"bad signature"').waitFor(); // of a failed attempt the answer comes first
  await panel.getByRole("tab", { name: "Request" }).click();
  await panel.getByText("820982911946154508").waitFor(); // an id of 18 digits, unrounded
  await panel.getByText(MASKED).first().waitFor();
  expect(await violations()).toEqual([]);
  await panel.getByRole("tab", { name: "Response" }).click();
  await panel.getByText('"bad signature"').waitFor();
  await button("Raw").click();
  await panel.getByText('{"why":"bad signature"}').waitFor();
  expect(await violations()).toEqual([]);
  await panel.getByRole("button", { name: /Attempt 9/ }).click();
  await panel.getByText("Your server is unavailable or overloaded.").waitFor();
  expect(await panel.getByRole("link", { name: "Order in Shopify" }).getAttribute("href")).toBe(
    "shopify://admin/orders/450789469",
  );
});

inBrowser("the request is copied as a command for a terminal", async () => {
  await open(`/app/deliveries/${failed.id}`);
  await panel.getByRole("tab", { name: "Request" }).click();
  await button("Copy as cURL").click();
  await button("Copied").waitFor();
  const copied = await frame().evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain(`curl --globoff '${receiver.url}'`);
  expect(copied).toContain("--header 'authorization: <your value>'");
  expect(copied).toContain(String.raw`"note":"it'\''s"`);
});

inBrowser("resend sends the same event once more, and the new attempt appears", async () => {
  const before = receiver.received.length;
  await button("Resend").dblclick();
  await receiver.until(before + 1);
  expect(receiver.received.at(-1)).toMatchObject({ body: BODY, headers: { "webhook-id": failed.eventId } });
  await panel.getByRole("button", { name: /Attempt 11/ }).waitFor();
  await panel.getByText("again by hand").first().waitFor();
  expect(await panel.getByRole("button", { name: /Attempt \d+/ }).count()).toBe(11);
  expect(receiver.received).toHaveLength(before + 1);
});

inBrowser("what is not there is a page with a way back", async () => {
  await open("/app/deliveries/dlv_unknown");
  await panel.getByRole("link", { name: "Go to deliveries" }).click();
  await panel.getByRole("heading", { name: "Deliveries" }).waitFor();
});

inBrowser("at 390 pixels neither page scrolls sideways, in French as well", async () => {
  if (!browser) return;
  const narrow = await openTab(browser, 390);
  for (const path of [
    "/app/deliveries",
    "/app/deliveries?status=failed&topic=order/paid",
    `/app/deliveries/${failed.id}`,
  ])
    for (const locale of ["en", "fr"]) {
      await open(`${path}${path.includes("?") ? "&" : "?"}locale=${locale}`, narrow.page);
      const narrowFrame = panelFrame(narrow.page, stack.appUrl);
      const overflow = await narrowFrame.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, path).toBeLessThanOrEqual(0);
      expect(await axeViolations(narrowFrame), path).toEqual([]);
    }
  expect(narrow.complaints).toEqual([]);
});

inBrowser("the browser complained about nothing, and nothing left this machine", () => {
  expect(tab.complaints.filter((text) => !text.includes("404"))).toEqual([]);
  expect(tab.escaped).toEqual([]);
});
