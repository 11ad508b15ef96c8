import { readdirSync, readFileSync } from "node:fs";
import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { systemClock } from "#app/config/clock.ts";
import { freePort } from "#sandbox/free-port.ts";
import { listen } from "#sandbox/listen.ts";
import { createMerchant } from "#sandbox/proxy/merchant.ts";
import { startProxy } from "#sandbox/proxy/start-proxy.ts";
import { sessionTokenProblem } from "#sandbox/shopify/session-token.ts";
import { launchBrowser } from "../helpers/browser.ts";
import { APP, SHOP, standIn } from "./stand-in.ts";

const PANEL = `<!doctype html><html lang="en"><head><title>Deliveries</title></head><body>
<script src="https://cdn.shopify.com/shopifycloud/app-bridge.js" data-api-key="${APP.apiKey}"></script>
<ui-nav-menu><a href="/app" rel="home">Home</a><a href="/app/endpoints">Endpoints</a><a href="/app/deliveries">Deliveries</a></ui-nav-menu>
<ui-title-bar title="Delivery log"><button variant="primary" onclick="document.body.append('pressed')">Resend</button></ui-title-bar>
<ui-save-bar id="bar"><button variant="primary" onclick="document.body.append('saved')"></button><button></button></ui-save-bar>
<ui-modal id="modal"><ui-title-bar title="Delete endpoint"><button tone="critical" onclick="document.body.append('deleted')">Delete</button></ui-title-bar></ui-modal>
<script>
  document.getElementById("modal").content.textContent = "This cannot be undone.";
  addEventListener("shopify:navigate", (event) => history.pushState(null, "", event.target.getAttribute("href")));
</script></body></html>`;

const launched = await launchBrowser();
const browser = launched as Browser; // every test that uses it runs only when it is there
const inBrowser = test.runIf(launched);

afterAll(() => launched?.close());

/** A panel behind the proxy, framed by the fake admin; `answers` of its /app/data, one after the other. */
async function framedPanel(answers: { status: number; retry?: boolean }[] = []) {
  const tokens: (string | undefined)[] = [];
  const app = await listen((request, response) => {
    if (request.url === "/app/data") {
      tokens.push(request.headers.authorization);
      const { status, retry } = answers.shift() ?? { status: 200 };
      response.writeHead(status, retry ? { "x-shopify-retry-invalid-session-request": "1" } : {}).end("data");
    } else {
      const policy = `frame-ancestors https://${SHOP} https://admin.shopify.com`;
      response.writeHead(200, { "content-type": "text/html", "content-security-policy": policy }).end(PANEL);
    }
  });
  onTestFinished(() => app.close());
  const proxyPort = await freePort();
  const shopify = await standIn({ appUrl: `http://127.0.0.1:${proxyPort}`, clock: systemClock });
  const merchant = createMerchant(shopify);
  const options = { app: APP, clock: systemClock, shops: [SHOP], adminUrl: shopify.url, merchant };
  const proxy = await startProxy({ ...options, appPort: app.port, port: proxyPort });
  onTestFinished(() => proxy.close());

  const page = await browser.newPage();
  onTestFinished(() => page.close());
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("request", (request) => {
    const { hostname } = new URL(request.url());
    if (hostname !== "127.0.0.1") problems.push(`left the machine: ${hostname}`);
  });
  await page.goto(`${shopify.url}/store/sandbox-shop/apps/carillon`);
  const frame = page.frameLocator("#panel");
  await frame.locator("ui-nav-menu").waitFor({ state: "attached" });
  return { page, frame, tokens, problems, proxy, shopify };
}

const inFrame = (frame: FrameLocator, script: string) =>
  frame.locator("body").evaluate((_body, code) => new Function(`return ${code}`)(), script);

const path = (page: Page) => new URL(page.url()).pathname;

inBrowser("the admin shows the panel's title, its button and its menu, and both work", async () => {
  const { page, frame, problems } = await framedPanel();
  await page.locator("#title", { hasText: "Delivery log" }).waitFor();
  await page.getByRole("button", { name: "Resend" }).click();
  await frame.getByText("pressed").waitFor();

  const menu = page.getByRole("navigation", { name: "Apps" });
  expect(await menu.getByRole("listitem").allInnerTexts()).toEqual(["Endpoints", "Deliveries"]);
  await menu.getByRole("link", { name: "Deliveries" }).click();
  await page.locator("[aria-current=page]", { hasText: "Deliveries" }).waitFor();
  expect(path(page)).toBe("/store/sandbox-shop/apps/carillon/app/deliveries");
  expect(problems).toEqual([]);
});

inBrowser("the panel's requests carry a session token that is good", async () => {
  const { frame, tokens } = await framedPanel();
  expect(await inFrame(frame, `fetch("/app/data").then((answer) => answer.text())`)).toBe("data");
  const token = tokens[0]?.replace("Bearer ", "") ?? "";
  expect(sessionTokenProblem(token, APP, SHOP, new Date())).toBeUndefined();
});

inBrowser("a request that the app asks to repeat is repeated once, with another token", async () => {
  const { frame, tokens } = await framedPanel([
    { status: 401, retry: true },
    { status: 401, retry: true },
  ]);
  const post = `fetch("/app/data", { method: "POST", body: "x" }).then((answer) => answer.status)`;
  expect(await inFrame(frame, post)).toBe(401);
  expect(tokens).toHaveLength(2);
  expect(tokens[0]).not.toBe(tokens[1]);
});

inBrowser("a request that is simply refused is not repeated", async () => {
  const { frame, tokens } = await framedPanel([{ status: 401 }]);
  expect(await inFrame(frame, `fetch("/app/data").then((answer) => answer.status)`)).toBe(401);
  expect(tokens).toHaveLength(1);
});

inBrowser("a toast shows as a status and can be dismissed", async () => {
  const { frame } = await framedPanel();
  await inFrame(frame, `void shopify.toast.show("Endpoint saved")`);
  const toast = frame.getByRole("status").filter({ hasText: "Endpoint saved" });
  await toast.getByRole("button", { name: "Dismiss" }).click();
  expect(await frame.getByRole("status").count()).toBe(0);
});

inBrowser("a modal shows its content and its title bar's buttons, and Escape closes it", async () => {
  const { page, frame } = await framedPanel();
  await inFrame(frame, `shopify.modal.show("modal")`);
  const dialog = frame.getByRole("dialog", { name: "Delete endpoint" });
  await dialog.getByText("This cannot be undone.").waitFor();
  await dialog.getByRole("button", { name: "Delete" }).click();
  await frame.getByText("deleted").waitFor();
  await dialog.getByRole("button", { name: "Close" }).focus();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
});

inBrowser("while a save bar is shown, the menu asks before it leaves", async () => {
  const { page, frame } = await framedPanel();
  await inFrame(frame, `shopify.saveBar.show("bar")`);
  await frame.getByRole("button", { name: "Save" }).click();
  await frame.getByText("saved").waitFor();

  const endpoints = page.getByRole("link", { name: "Endpoints" });
  await endpoints.click();
  await frame.getByRole("button", { name: "Keep editing" }).click();
  expect(path(page)).toBe("/store/sandbox-shop/apps/carillon/app");
  await endpoints.click();
  await frame.getByRole("button", { name: "Leave page" }).click();
  await page.waitForURL("**/app/endpoints");
  expect(await frame.getByRole("button", { name: "Save" }).count()).toBe(0);
});

inBrowser("the bounce page comes back with a token", async () => {
  const { page, proxy } = await framedPanel();
  const target = encodeURIComponent(`${proxy.url}/app/endpoints?shop=${SHOP}`);
  await page.goto(`${proxy.url}/auth/session-token?shop=${SHOP}&shopify-reload=${target}`);
  await page.waitForURL(/\/app\/endpoints\?.*id_token=/);
});

inBrowser("what the stub does not have is an error that names it", async () => {
  const { frame } = await framedPanel();
  const refusal = await inFrame(
    frame,
    `(() => { try { shopify.pos } catch (error) { return error.message } })()`,
  );
  expect(refusal).toContain("shopify.pos is not in the sandbox's App Bridge stub");
});

test("the stub has everything of App Bridge that the panel uses", async () => {
  const { frame } = await framedPanel();
  const has = async (code: string) => (await inFrame(frame, code)) as boolean;
  for (const name of used(/\b(?:bridge|useAppBridge)\(\)\??\.(\w+)/g)) {
    expect(await has(`"${name}" in shopify`), `shopify.${name}`).toBe(true);
  }
  for (const imported of used(/import (?!type)\{([^}]+)\} from "@shopify\/app-bridge-react"/g)) {
    for (const name of imported.match(/\b[A-Z]\w+/g) ?? []) {
      const element = `ui${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
      expect(await has(`customElements.get("${element}") !== undefined`), `<${element}>`).toBe(true);
    }
  }
});

/** What a pattern finds in the panel's sources, each once. */
function used(pattern: RegExp): Set<string> {
  const files = ["app/ui", "app/routes"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
  );
  const sources = files.filter((file) => /\.tsx?$/.test(file)).map((file) => readFileSync(file, "utf8"));
  const found = sources.flatMap((source) => [...source.matchAll(pattern)].map(([, name]) => name ?? ""));
  expect(found).not.toEqual([]);
  return new Set(found);
}

inBrowser(
  "an optional scope is granted in a dialog of the admin's, and one that the app does not name is an error",
  async () => {
    const { page, frame, shopify } = await framedPanel();
    const panel = page.frames().find((candidate) => candidate !== page.mainFrame());
    const asked = panel?.evaluate(() => window.shopify.scopes.request(["read_discounts"]));
    await frame.getByRole("button", { name: "Allow" }).click();
    expect(await asked).toMatchObject({ result: "granted-all" });
    expect(shopify.grants.scopes()).toContain("read_discounts");
    const declined = panel?.evaluate(() => window.shopify.scopes.request(["read_metaobjects"]));
    await frame.getByRole("button", { name: "Decline" }).click();
    expect(await declined).toMatchObject({ result: "declined-all" });
    expect(shopify.grants.scopes()).not.toContain("read_metaobjects");
    await panel?.evaluate(() => window.shopify.scopes.revoke(["read_discounts"]));
    expect(shopify.grants.scopes()).not.toContain("read_discounts");
    const wrong = panel?.evaluate(() => window.shopify.scopes.request(["write_themes"]));
    await expect(wrong).rejects.toThrow("not optional scopes of the app: write_themes");
  },
);

inBrowser("products are picked in a dialog of the admin's", async () => {
  const { page, frame, shopify } = await framedPanel();
  const { id } = shopify.storeOf(SHOP).addProduct();
  const panel = page.frames().find((candidate) => candidate !== page.mainFrame());
  const pick = () =>
    panel?.evaluate(() => window.shopify.resourcePicker({ type: "product", multiple: true }));
  const picked = pick();
  await frame.getByLabel("Coffee").check();
  await frame.getByRole("button", { name: "Select" }).click();
  expect(await picked).toMatchObject([{ id, title: "Coffee" }]);
  const closed = pick();
  await frame.getByRole("button", { name: "Cancel" }).click();
  expect(await closed).toBeUndefined();
});
