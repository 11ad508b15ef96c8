// A merchant uninstalls Carillon and comes back, and one whose tokens Shopify had refused opens it again.
import { expect } from "vitest";
import { newId } from "../../app/db/ids.ts";
import { panelTests } from "../helpers/panel-tests.ts";

const { inBrowser, stack, db, shopId, panel, open, violations } = await panelTests();

const heading = (name: string) => panel.getByRole("heading", { name });

async function isGone(): Promise<boolean> {
  const { rows } = await db.query("select from shop where id = $1 and uninstalled_at is not null", [shopId]);
  return rows.length === 1;
}

async function addEndpoint(): Promise<void> {
  const id = newId("ep");
  await db.query("insert into endpoint (id, shop_id, url) values ($1, $2, 'https://erp.example.com/hook')", [
    id,
    shopId,
  ]);
  await db.query("insert into lane (endpoint_id, shop_id) values ($1, $2)", [id, shopId]);
}

inBrowser(
  "who comes back after uninstalling finds the endpoints, and is told so on the first page",
  async () => {
    await open("/app/endpoints");
    await addEndpoint();
    await stack.shopify.installation.uninstall(stack.shop);
    await expect.poll(isGone).toBe(true);
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
  await db.query("update session set expires_at = now(), refresh_token = null where shop = $1", [stack.shop]);
  await db.query("update shop set reconnect_since = now() - interval '3 days' where id = $1", [shopId]);
  await open("/app/deliveries");
  await heading("Carillon is connected to your shop again").waitFor();
  expect(await violations()).toEqual([]);
  await open("/app/deliveries");
  expect(await heading("Carillon is connected to your shop again").count()).toBe(0);
});
