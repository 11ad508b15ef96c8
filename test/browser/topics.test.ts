// The catalogue of topics in a real browser: search, states, what a topic needs, its fields, sample and schema.
import { readFile } from "node:fs/promises";
import { expect } from "vitest";
import { panelTests } from "../helpers/panel-tests.ts";

const GRANTED = ["read_customer_merge", "read_customers", "read_orders", "read_products", "write_app_proxy"];

const { inBrowser, stack, page, copied, panel, api, frame, open, go, violations, fitsPhone, expectQuiet } =
  await panelTests({ scopes: GRANTED });

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
  await item("order/paid").waitFor({ state: "detached" });
  await item("membership/billing_failure").waitFor();
  await expect.poll(() => frame().url()).toContain("q=billing+membership");
  await panel.getByRole("searchbox", { name: "Search topics" }).fill("no such thing");
  await panel.getByText("No topic matches").waitFor();
  expect(await violations()).toEqual([]);
  await panel.getByRole("button", { name: "Show all topics" }).click();
  await item("order/paid").waitFor();
  await panel.getByRole("tab", { name: /Needs a rule/ }).click();
  await item("order/paid").waitFor({ state: "detached" });
  await expect.poll(() => frame().url()).toContain("state=needs_rule");
});

inBrowser("the search is still there after going back from a topic", async () => {
  await go("/app/topics");
  await panel.getByRole("searchbox", { name: "Search topics" }).fill("wallet");
  await item("order/paid").waitFor({ state: "detached" });
  await panel.getByRole("link", { name: "wallet_pass/installed", exact: true }).click();
  await panel.getByRole("heading", { level: 1, name: "wallet_pass/installed" }).waitFor();
  await frame().evaluate(() => history.back());
  await item("wallet_pass/created").waitFor();
  await expect
    .poll(() => panel.getByRole("searchbox", { name: "Search topics" }).inputValue())
    .toBe("wallet");
});

inBrowser("home names the permission that a chosen topic needs as the merchant reads it", async () => {
  const body = { url: `${stack.receiver.url}/paused`, topics: ["subscription/paused"] };
  const { id }: { id: string } = await api.post("/endpoints", body);
  await go("/app");
  await panel.getByText("before you grant the permission “Subscription contracts”.").waitFor();
  await open("/app?locale=fr");
  await panel.getByText("accordé l’autorisation «\u00a0Contrats d’abonnement\u00a0».").waitFor();
  await api.post(`/endpoints/${id}/disable`, {});
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
  await copied(/pass_instance\.serial_number/);
  await panel.getByText("Send it with your own code").click();
  await panel.getByText("/api/v1/events").waitFor();
  expect(await violations()).toEqual([]);
});

inBrowser("a topic's page has its fields, a sample, its JSON Schema and the headers", async () => {
  await go("/app/topics/subscription/updated");
  await panel.getByRole("rowheader", { name: "data.contract.lines[].title", exact: true }).waitFor();
  expect(await violations()).toEqual([]);
  await panel.getByRole("tab", { name: "Sample" }).click();
  await panel.getByRole("button", { name: "Copy: Sample" }).click();
  const sample = JSON.parse(await copied(/"subscription\/updated"/));
  expect(sample).toMatchObject({ topic: "subscription/updated", test: false });
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
  await go("/app/topics/order/lost");
  await panel.getByRole("heading", { name: "There is nothing here" }).waitFor();
});

inBrowser("at 390 pixels neither page scrolls sideways", async () => {
  await fitsPhone("/app/topics", "/app/topics/subscription/updated");
});

expectQuiet("404");
