// Whoever works without a mouse keeps their place: a dialog gives the focus back, and what is wrong gets it.
import { beforeAll, expect } from "vitest";
import { panelTests } from "../helpers/panel-tests.ts";

const { inBrowser, stack, page, panel, api, frame, open, go } = await panelTests();
let endpoint: string;

beforeAll(async () => {
  const made: { id: string } = await api.post("/endpoints", {
    url: `${stack.receiver.url}/hook`,
    topics: ["product/created"],
  });
  endpoint = `/app/endpoints/${made.id}`;
  await stack.send({ topic: "products/create", body: '{"id":1}' });
  stack.shopify.storeOf(stack.shop).addSegment("Gold members");
  await open("/app");
});

const dialog = () => panel.getByRole("dialog");

/** What a screen reader would say that the merchant is on. */
const focused = () =>
  frame().evaluate(() => {
    const { activeElement: on } = document;
    return on === document.body ? "nothing" : (on?.getAttribute("aria-label") ?? on?.textContent?.trim());
  });

async function openByKeyboard(name: string): Promise<void> {
  await panel.getByRole("button", { name, exact: true }).focus();
  await page.keyboard.press("Enter");
  await dialog().waitFor();
  await expect
    .poll(() => dialog().evaluate((element) => element.contains(document.activeElement)))
    .toBe(true);
}

async function leave(): Promise<void> {
  await page.keyboard.press("Escape");
  await dialog().waitFor({ state: "detached" });
}

const DIALOGS = [
  { path: () => endpoint, button: "Send test event" },
  { path: () => "/app/deliveries", button: "Export" },
  { path: () => "/app/topics/order/paid", button: "Test call" },
  { path: () => "/app/settings/rules", button: "Choose: Selling plan groups" },
  { path: () => "/app/settings/privacy", button: "Delete the log" },
];

for (const { path, button } of DIALOGS) {
  inBrowser(`Escape leads from the dialog of "${button}" back to its button`, async () => {
    await go(path());
    await openByKeyboard(button);
    await leave();
    await expect.poll(focused).toBe(button);
  });
}

inBrowser("a dialog of a menu gives the focus to the menu's button", async () => {
  await go("/app/endpoints");
  const menu = panel.getByRole("button", { name: /^Actions/ });
  await menu.focus();
  await page.keyboard.press("Enter");
  const first = panel.getByRole("menuitem").first();
  await expect.poll(() => first.evaluate((element) => element === document.activeElement)).toBe(true);
  await panel.getByRole("menuitem", { name: "Delete" }).focus();
  await page.keyboard.press("Enter");
  await dialog().waitFor();
  await leave();
  await expect.poll(() => menu.evaluate((element) => element === document.activeElement)).toBe(true);
});

inBrowser("what is wrong with a list as a whole leads to its first field", async () => {
  await go("/app/endpoints/new");
  await panel.getByRole("textbox", { name: "URL", exact: true }).fill("https://example.com/hook");
  await panel.getByLabel("All topics").check();
  await panel.getByRole("button", { name: "Show: advanced" }).click();
  for (const number of [1, 2]) {
    await panel.getByRole("button", { name: "Add header" }).click();
    await panel.getByLabel(`Name of header ${number}`).fill(`X-Long-${number}`);
    await panel.getByLabel(`Value of header ${number}`).fill("a".repeat(3_000));
  }
  await panel.getByRole("button", { name: "Save", exact: true }).click();
  await panel.getByText("Names and values of the headers have at most 6000 characters together.").waitFor();
  const first = panel.getByLabel("Name of header 1");
  await expect.poll(() => first.evaluate((element) => element === document.activeElement)).toBe(true);
});

inBrowser("outside of the admin a link of a changed form leads where it says", async () => {
  await page.route("**/app-bridge.js", (route) => route.abort());
  await open("/app/endpoints/new");
  await panel.getByRole("textbox", { name: "URL", exact: true }).fill("https://example.com/hook");
  const next = page.waitForRequest((request) =>
    new URL(request.url()).pathname.startsWith("/app/settings/rules"),
  );
  await panel.getByRole("link", { name: "Set a rule: subscription/gifted" }).click();
  await next;
  await page.unroute("**/app-bridge.js");
});
