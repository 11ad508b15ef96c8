// What a merchant does to an endpoint that exists: pauses it, rotates its secret, gives it headers, disables it.
import type { Browser, FrameLocator, Page } from "playwright-core";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listAll, type ManagementApi, managementApi } from "#sandbox/demo/management-api.ts";
import { ensureBuild } from "#sandbox/ensure-build.ts";
import { type Stack, startStack } from "#sandbox/stack.ts";
import { temporaryData } from "#sandbox/temporary-data.ts";
import { launchBrowser, openTab, type Tab } from "../helpers/browser.ts";
import { axeViolations, openPanel, panelFrame } from "../helpers/panel-frame.ts";
import { sample } from "../helpers/shopify-webhooks.ts";

const browser: Browser | undefined = await launchBrowser();
const inBrowser = test.runIf(browser);

let stack: Stack;
let tab: Tab;
let page: Page;
let panel: FrameLocator;
let api: ManagementApi;
let made: { id: string; secret: string };

beforeAll(async () => {
  if (!browser) return;
  await ensureBuild(() => undefined);
  const data = await temporaryData("carillon-endpoint-");
  stack = await startStack({ dataDir: data.directory, env: { LOG_LEVEL: "warn" } });
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
  made = await api.post("/endpoints", {
    url: `${stack.receiver.url}/hook`,
    topics: ["*"],
    description: "Warehouse",
  });
  await openEndpoint();
}, 180_000);

const openEndpoint = () => openPanel(page, stack, `/app/endpoints/${made.id}`);

const button = (name: string | RegExp) => panel.getByRole("button", { name, exact: true });

const violations = () => axeViolations(panelFrame(page, stack.appUrl));

const receive = async (count: number) => {
  await expect.poll(() => stack.receiver.received().length).toBe(count);
  return stack.receiver.received().at(-1);
};

inBrowser("a paused endpoint gets nothing until it is resumed, and then what has waited", async () => {
  await button("Pause").click();
  await panel.getByText("This endpoint is paused").waitFor();
  expect(await violations()).toEqual([]);
  await stack.send({ topic: "orders/create", body: sample("orders/create") });
  await expect.poll(() => listAll(api, "deliveries", { status: "pending" })).toHaveLength(1);
  expect(stack.receiver.received()).toEqual([]);

  await button("Resume").click();
  await panel.getByText("This endpoint is paused").waitFor({ state: "detached" });
  expect((await receive(1))?.headers["x-topic"]).toBe("order/created");
});

inBrowser("a rotation shows the new secret once, and both secrets sign until it is finished", async () => {
  await button("New secret").click();
  await panel.getByLabel("How long the old secret goes on").selectOption("3600");
  expect(await violations()).toEqual([]);
  await button("Make new secret").click();
  const shown = panel.getByLabel("Signing secret", { exact: true });
  await shown.waitFor();
  const secret = await shown.inputValue();
  expect(secret).toMatch(/^whsec_/);
  expect(secret).not.toBe(made.secret);
  await panel.getByText(/signs until/).waitFor();
  await button("I have stored it").click();
  await shown.waitFor({ state: "detached" });

  await button("Send test").click();
  const both = await receive(2);
  for (const live of [made.secret, secret]) {
    expect(new Webhook(live).verify(both?.body ?? "", both?.headers ?? {})).toBeTruthy();
  }

  await button("Finish rotation").click();
  await panel.getByRole("dialog").getByRole("button", { name: "Finish rotation" }).click();
  await panel.getByText(/signs until/).waitFor({ state: "detached" });
  await button("Send test").click();
  const one = await receive(3);
  expect(() => new Webhook(made.secret).verify(one?.body ?? "", one?.headers ?? {})).toThrow();
  expect(new Webhook(secret).verify(one?.body ?? "", one?.headers ?? {})).toBeTruthy();
  await openEndpoint();
  expect(await panel.locator("body").textContent()).not.toContain(secret.slice(6));
});

inBrowser("a header is added, sent, never shown, and removed after a question", async () => {
  await panel.getByLabel("Header name").fill("content-length");
  await panel.getByLabel("Value", { exact: true }).fill("Bearer not-for-eyes");
  await button("Save header").click();
  await panel.getByText("The header content-length is set by Carillon.").waitFor();
  await panel.getByLabel("Header name").fill("Authorization");
  await button("Save header").click();
  await button("Remove: Authorization").waitFor();
  expect(await panel.locator("body").textContent()).not.toContain("not-for-eyes");
  expect(await panel.getByLabel("Value", { exact: true }).inputValue()).toBe("");
  expect(await violations()).toEqual([]);
  await button("Send test").click();
  expect((await receive(4))?.headers.authorization).toBe("Bearer not-for-eyes");

  await button("Remove: Authorization").click();
  await button("Remove header").click();
  await button("Remove: Authorization").waitFor({ state: "detached" });
});

inBrowser(
  "rate limit, weekly check and operational topics beside all topics are edited in the form",
  async () => {
    await panel.getByRole("link", { name: "Edit" }).click();
    await panel.getByLabel("Rate limit").fill("0");
    await button("Save").click();
    await panel.getByText("A rate limit is at least 1 request per second.").waitFor();
    await panel.getByLabel("Rate limit").fill("20");
    await panel.getByLabel("Check it every week").check({ force: true });
    expect(await panel.getByLabel("All topics").isChecked()).toBe(true);
    await panel.getByLabel("endpoint/failing").check({ force: true });
    expect(await violations()).toEqual([]);
    await button("Save").click();
    await panel.getByText("20 requests per second").waitFor();
    await panel.getByText("A test call after 7 silent days").waitFor();
    await panel.getByRole("listitem").getByText("endpoint/failing").waitFor();
  },
);

inBrowser("disabling asks first and says what is lost; enabling is one click", async () => {
  await button("Disable").click();
  const dialog = panel.getByRole("dialog");
  await dialog.getByText(/what waits for it is discarded/).waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await dialog.waitFor({ state: "detached" });
  await panel.getByText("Enabled", { exact: true }).waitFor();

  await button("Disable").click();
  await button("Disable endpoint").click();
  await panel.getByText("This endpoint is disabled").waitFor();
  await dialog.waitFor({ state: "detached" });
  expect(await violations()).toEqual([]);
  await button("Enable").click();
  await panel.getByText("This endpoint is disabled").waitFor({ state: "detached" });
  await panel.getByText("Enabled", { exact: true }).waitFor();
});

inBrowser("at 390 pixels neither page nor form scrolls sideways", async () => {
  if (!browser) return;
  const narrow = await openTab(browser, 390);
  for (const path of [`/app/endpoints/${made.id}`, `/app/endpoints/${made.id}/edit`]) {
    await narrow.page.goto(stack.adminUrl(path));
    await narrow.page.frameLocator("#panel").locator("h1").first().waitFor();
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
