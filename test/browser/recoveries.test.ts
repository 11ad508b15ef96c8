// After an outage of the merchant's server: what failed is counted, sent again and watched, in a real browser.
import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { managementApi } from "#sandbox/demo/management-api.ts";
import { ensureBuild } from "#sandbox/ensure-build.ts";
import { type Stack, startStack } from "#sandbox/stack.ts";
import { temporaryData } from "#sandbox/temporary-data.ts";
import { launchBrowser, openTab, type Tab } from "../helpers/browser.ts";
import { axeViolations, openPanel, panelFrame } from "../helpers/panel-frame.ts";
import { createTestReceiver, status, type TestReceiver } from "../helpers/test-receiver.ts";

const EVENTS = 4;

const browser: Browser | undefined = await launchBrowser();
const inBrowser = test.runIf(browser);

let stack: Stack;
let receiver: TestReceiver;
let tab: Tab;
let page: Page;
let panel: FrameLocator;
let api: ReturnType<typeof managementApi>;
let endpointId: string;

beforeAll(async () => {
  if (!browser) return;
  await ensureBuild(() => undefined);
  receiver = await createTestReceiver();
  receiver.answer(status(500));
  const data = await temporaryData("carillon-recoveries-");
  // One attempt, so that what fails has failed.
  stack = await startStack({ dataDir: data.directory, env: { LOG_LEVEL: "warn", DELIVERY_SCHEDULE: "0s" } });
  afterAll(async () => {
    await browser.close();
    await stack.stop();
    await data.remove();
  });
  tab = await openTab(browser);
  page = tab.page;
  page.setDefaultTimeout(15_000);
  panel = page.frameLocator("#panel");
  await page.goto(stack.adminUrl());
  await panel.getByRole("link", { name: "Add endpoint" }).waitFor();
  const { token } = (await stack.carillon("token", "create", "--shop", stack.shop, "--scope", "write")) as {
    token: string;
  };
  api = managementApi(stack.appUrl, token);
  ({ id: endpointId } = await api.post<{ id: string }>("/endpoints", { url: receiver.url, topics: ["*"] }));
  for (let id = 1; id <= EVENTS; id += 1)
    await stack.send({ topic: "products/create", body: `{"id":${id}}` });
  await vi.waitFor(async () => expect(await failed()).toBe(EVENTS), { timeout: 15_000 });
}, 180_000);

const failed = async () =>
  (await api.get<{ deliveries: object[] }>("/deliveries?status=failed")).deliveries.length;

const open = (path: string, of = page) => openPanel(of, stack, path);

const button = (name: string | RegExp) => panel.getByRole("button", { name, exact: true });

const violations = () => axeViolations(panelFrame(page, stack.appUrl));

inBrowser("what failed is counted before it is sent; at a paused endpoint it waits", async () => {
  await api.post(`/endpoints/${endpointId}/pause`, {});
  await open(`/app/endpoints/${endpointId}`);
  await button("Count them").click();
  await panel.getByText("4 deliveries will be sent again.").waitFor();
  expect(await violations()).toEqual([]);
  await button("Send 4 deliveries again").click();
  await panel.getByText("4 deliveries queued.").waitFor();
  expect(await failed()).toBe(EVENTS);
});

inBrowser("another choice has to be counted anew, and a time too far back is refused in words", async () => {
  await button("Count them").click();
  await panel.getByText("4 deliveries will be sent again.").waitFor();
  await panel.getByLabel("Events that it never got").check({ force: true });
  await panel.getByText("4 deliveries will be sent again.").waitFor({ state: "detached" });
  await button("Count them").click();
  await panel.getByText("It got everything that was stored.").waitFor();
  await panel.getByLabel("From when").selectOption("custom");
  await panel.getByLabel("Since", { exact: true }).fill("2020-01-01T00:00");
  await button("Count them").click();
  await panel.getByText("Choose a time in the past, at most 14 days ago.").waitFor();
  expect(await violations()).toEqual([]);
});

inBrowser("when the endpoint goes on, what was queued arrives", async () => {
  receiver.answer(status(200));
  const before = receiver.received.length;
  await api.post(`/endpoints/${endpointId}/resume`, {});
  await receiver.until(before + EVENTS);
  await expect.poll(() => failed()).toBe(0);
  const again = receiver.received.slice(before).map(({ headers }) => headers["webhook-id"]);
  const first = receiver.received.slice(0, EVENTS).map(({ headers }) => headers["webhook-id"]);
  expect(again.sort()).toEqual(first.sort());
});

inBrowser("the log's filter is counted in a dialog and sent again as a whole", async () => {
  const before = receiver.received.length;
  await open("/app/deliveries?status=succeeded");
  await button("Send all again").click();
  await panel.getByText(/4 deliveries will be sent again to 1 endpoint/).waitFor();
  expect(await violations()).toEqual([]);
  await button("Send 4 deliveries again").click();
  await receiver.until(before + EVENTS);
});

inBrowser("at 390 pixels neither page scrolls sideways", async () => {
  if (!browser) return;
  const narrow = await openTab(browser, 390);
  for (const path of [`/app/endpoints/${endpointId}`, "/app/deliveries"]) {
    await open(path, narrow.page);
    const overflow = await panelFrame(narrow.page, stack.appUrl).evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, path).toBeLessThanOrEqual(0);
  }
});

inBrowser("the browser complained about nothing, and nothing left this machine", () => {
  expect(tab.complaints).toEqual([]);
  expect(tab.escaped).toEqual([]);
});
