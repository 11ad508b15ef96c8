// Settings in a real browser: the page that leads to all of them, permissions, sending and API tokens.
import { beforeAll, expect } from "vitest";
import { panelTests } from "../helpers/panel-tests.ts";

const REQUIRED = ["read_customer_merge", "read_customers", "read_orders", "read_products", "write_app_proxy"];

const {
  inBrowser,
  stack,
  db,
  shopId,
  page,
  panel,
  copied,
  fitsPhone,
  open,
  go,
  button,
  choose,
  complained,
  violations,
  expectQuiet,
} = await panelTests({ scopes: REQUIRED });

beforeAll(() => db.query("delete from api_token where shop_id = $1", [shopId]));

const section = (name: string) =>
  panel.getByRole("listitem").filter({ has: panel.getByRole("link", { name, exact: true }) });
const field = () => panel.getByLabel("Name", { exact: true });
const PAGES = ["", "/rules", "/alerts", "/webhooks", "/permissions", "/sending", "/tokens", "/privacy"];

inBrowser("every part is listed with how it stands, and leads to its page and back", async () => {
  await open("/app/settings");
  expect(await section("Rules").textContent()).toContain("No rule is set");
  expect(await section("Alerts").textContent()).toContain("E-mail is off");
  expect(await section("Permissions").textContent()).toContain("None is missing");
  expect(await section("Sending and retention").textContent()).toContain("payloads kept 30 days");
  expect(await section("API tokens").textContent()).toContain("No token");
  expect(await section("Data and privacy").textContent()).toContain("No request is open");
  expect(await violations()).toEqual([]);
  await panel.getByRole("link", { name: "Permissions", exact: true }).click();
  await panel.getByRole("heading", { name: "Not granted" }).waitFor();
  await panel.getByRole("link", { name: "Settings" }).first().click();
  await section("Rules").waitFor();
});

inBrowser("a permission says what it is for, and is granted at its button", async () => {
  await go("/app/settings/permissions");
  const missing = panel.getByRole("list", { name: "Not granted" });
  expect(await missing.getByRole("listitem").count()).toBe(7);
  await missing.getByText("For loyalty/coupon_created, loyalty/coupon_updated").waitFor();
  expect(await violations()).toEqual([]);
  await missing.getByRole("button", { name: "Grant permission: Discounts" }).click();
  await panel.getByRole("dialog").getByRole("button", { name: "Allow" }).click();
  await panel.getByRole("list", { name: "Granted", exact: true }).getByText("read_discounts").waitFor();
  await expect.poll(() => missing.getByRole("listitem").count()).toBe(6);
});

inBrowser("how sending and keeping are set is told", async () => {
  await go("/app/settings/sending");
  await panel.getByText("10 attempts within 3 days 3 hours.").waitFor();
  await panel.getByText("192.0.2.10").waitFor();
  await panel.getByText("Show the pauses").click();
  await panel.getByText("14 hours later").waitFor();
  expect(await violations()).toEqual([]);
});

inBrowser("a token without a name is asked for one beside the field", async () => {
  await go("/app/settings/tokens");
  await panel.getByText("No token yet").waitFor();
  await button("Create token").click();
  await panel.getByText("Enter a name, so that you know the token again.").waitFor();
  expect(await violations()).toEqual([]);
});

inBrowser("a token is shown once, opens the API, and is revoked after a question", async () => {
  await field().fill("Warehouse");
  await choose("Read and change");
  await button("Create token").click();
  await panel.getByRole("heading", { name: "Copy the token “Warehouse” now" }).waitFor();
  expect(await violations()).toEqual([]);
  await panel.getByRole("button", { name: /^Copy/ }).click();
  const token = await copied(/^car_/);
  const ask = () => fetch(`${stack.appUrl}/api/v1/rules`, { headers: { authorization: `Bearer ${token}` } });
  expect((await ask()).status).toBe(200);
  await panel.getByRole("button", { name: "I have stored it" }).click();
  await expect.poll(() => panel.locator("body").textContent()).not.toContain(token);

  await go("/app/settings/tokens");
  expect(await panel.getByRole("list", { name: "Tokens" }).textContent()).toMatch(/Warehouse.*last used/);
  await panel.getByRole("button", { name: "Revoke Warehouse" }).click();
  await panel.getByText("Whoever uses this token is refused from now on.").waitFor();
  expect(await violations()).toEqual([]);
  await panel.getByRole("button", { name: "Revoke token" }).click();
  await panel.getByText("No token yet").waitFor();
  expect((await ask()).status).toBe(401);
});

inBrowser("a server that cannot be reached is told beside the form, which keeps what was typed", async () => {
  await field().fill("Kept");
  await page.route("**/app/settings/tokens*", (route) =>
    route.request().method() === "POST" ? route.abort() : route.fallback(),
  );
  await button("Create token").click();
  await panel.getByText("Not saved: Carillon could not be reached").waitFor();
  expect(await field().inputValue()).toBe("Kept");
  await page.unroute("**/app/settings/tokens*");
  await complained(/net::ERR_FAILED/);
});

inBrowser("at 390 pixels no page scrolls sideways", async () => {
  await fitsPhone(...PAGES.map((path) => `/app/settings${path}`));
});

inBrowser("the settings are French in a French admin", async () => {
  await open("/app/settings?locale=fr");
  for (const title of ["Règles", "Autorisations", "Jetons d’API", "Données et confidentialité"])
    await section(title).waitFor();
  expect(await violations()).toEqual([]);
});

expectQuiet();
