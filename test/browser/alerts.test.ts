// A merchant sets up alerts, tries them, and is told when an endpoint fails: in a real browser, over a real mail server.
import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureBuild } from "#sandbox/ensure-build.ts";
import { type Stack, startStack } from "#sandbox/stack.ts";
import { temporaryData } from "#sandbox/temporary-data.ts";
import { launchBrowser, openTab, type Tab } from "../helpers/browser.ts";
import { axeViolations, openPanel, panelFrame } from "../helpers/panel-frame.ts";
import { mailTo } from "../notifications/alert-steps.ts";
import { createMailServer, type TestMailServer } from "../notifications/mail-server.ts";

const browser: Browser | undefined = await launchBrowser();
const inBrowser = test.runIf(browser);

let stack: Stack;
let server: TestMailServer;
let tab: Tab;
let page: Page;
let panel: FrameLocator;

beforeAll(async () => {
  if (!browser) return;
  await ensureBuild(() => undefined);
  const data = await temporaryData("carillon-alerts-");
  server = await createMailServer();
  stack = await startStack({ dataDir: data.directory, env: { LOG_LEVEL: "warn", ...mailTo(server.url) } });
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

inBrowser("mails go to the shop's own address until others are set", async () => {
  await openPanel(page, stack, "/app/settings/alerts");
  await panel.getByText("When empty: sandbox-shop@example.com").waitFor();
  await panel.getByText("To sandbox-shop@example.com.").waitFor();
  await panel.getByLabel("When something changes").waitFor();
  expect(await panel.getByRole("button", { name: "Save", exact: true }).isVisible()).toBe(false);
});

inBrowser("a wrong address is explained beside the field", async () => {
  await panel.getByLabel("Addresses").fill("ops@example.com\nnobody");
  await panel.getByRole("button", { name: "Save", exact: true }).click();
  await panel.getByText('"nobody" is no e-mail address.').waitFor();
});

inBrowser("mode and addresses are saved and stay", async () => {
  await panel.getByLabel("Addresses").fill("ops@example.com");
  await panel.getByLabel("At every first failure as well").check({ force: true });
  await panel.getByRole("button", { name: "Save", exact: true }).click();
  await panel.getByRole("status").filter({ hasText: "Alerts saved" }).waitFor();
  await panel.getByText("To ops@example.com.").waitFor();
  expect(await axeViolations(panelFrame(page, stack.appUrl))).toEqual([]);
  await page.reload();
  await panel.getByText("To ops@example.com.").waitFor();
  expect(await panel.getByLabel("At every first failure as well").isChecked()).toBe(true);
});

inBrowser("what is typed and discarded is as it was", async () => {
  await openPanel(page, stack, "/app/settings/alerts");
  await panel.getByLabel("Addresses").fill("else@example.com");
  await panel.getByRole("button", { name: "Discard", exact: true }).click();
  await panel.getByRole("button", { name: "Discard changes" }).click();
  await expect.poll(() => panel.getByLabel("Addresses").inputValue()).toBe("ops@example.com");
});

inBrowser("a test mail arrives, and the page says what the mail server says", async () => {
  await panel.getByRole("button", { name: "Send test mail" }).click();
  await panel.getByText("The mail server has taken the mail to ops@example.com.").waitFor();
  expect(server.received.map(({ to, subject }) => [to, subject])).toEqual([
    [["ops@example.com"], "Test of Carillon’s alerts"],
  ]);
  expect(server.received[0]?.text).toContain(
    "https://admin.shopify.com/store/sandbox-shop/apps/sandbox-client-id/app/settings/alerts",
  );
  server.refuse(["ops@example.com"]);
  await panel.getByRole("button", { name: "Send test mail" }).click();
  await panel.getByText("The mail server answered: 550 5.1.1 ops@example.com: unknown").first().waitFor();
  server.refuse([]);
});

inBrowser("an endpoint that fails is mailed about and listed, with a link to it", async () => {
  const { token } = (await stack.carillon(
    ...["token", "create", "--shop", stack.shop, "--scope", "write", "--json"],
  )) as { token: string };
  const made = await fetch(`${stack.appUrl}/api/v1/endpoints`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({
      ...{ url: "http://127.0.0.1:1/closed", topics: ["product/created"], description: "Stock keeping" },
    }),
  });
  expect(made.status).toBe(201);
  for (let id = 1; id <= 4; id += 1) await stack.send({ topic: "products/create", body: `{"id":${id}}` });
  await expect
    .poll(() => server.received.slice(1).map(({ subject }) => subject)[0], { timeout: 20_000 })
    .toMatch(/“Stock keeping”/);
  await expect
    .poll(
      async () => {
        await page.goto(stack.adminUrl("/app/settings/alerts"));
        await panel.getByText("What happened").waitFor();
        return panel.locator("body").textContent();
      },
      { timeout: 20_000 },
    )
    .toContain("Failing: four attempts in a row");
  await panel.getByRole("link", { name: "Stock keeping" }).first().click();
  await panel.getByRole("heading", { name: "Stock keeping" }).waitFor();
});

inBrowser("at 390 pixels the page does not scroll sideways", async () => {
  if (!browser) return;
  const narrow = await openTab(browser, 390);
  await narrow.page.goto(stack.adminUrl("/app/settings/alerts"));
  await narrow.page.frameLocator("#panel").getByText("What happened").waitFor();
  const frame = narrow.page.frames().find((candidate) => candidate.url().startsWith(stack.appUrl));
  const overflow = await frame?.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});

inBrowser("the browser complained about nothing, and nothing left this machine", () => {
  expect(tab.complaints).toEqual([]);
  expect(tab.escaped).toEqual([]);
});
