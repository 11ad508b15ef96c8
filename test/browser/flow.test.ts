// Shopify Flow both ways, in a real browser: a failed payment of a membership starts a merchant's workflow, and a
// workflow sends an event that arrives signed.
import type { Locator } from "playwright-core";
import { beforeAll, expect, vi } from "vitest";
import { setUpMerchant } from "#sandbox/demo/merchant.ts";
import type { Contract } from "#sandbox/shopify/store/records.ts";
import { attemptHook } from "#sandbox/year/contract-hooks.ts";
import { newContract } from "#sandbox/year/people.ts";
import { openYearShop } from "#sandbox/year/year-shop.ts";
import { axeViolations } from "../helpers/panel-frame.ts";
import { panelTests } from "../helpers/panel-tests.ts";

const { inBrowser, stack, page, otherTab, expectQuiet } = await panelTests();
const shop = openYearShop(stack.shopify.storeOf(stack.shop), 5_000_000_000);
let membership: Contract;

beforeAll(async () => {
  await setUpMerchant(stack, shop.rules);
  membership = await becomeMember();
});

async function becomeMember(): Promise<Contract> {
  const { store, plans, membership: product } = shop;
  const customer = store.addCustomer({ firstName: "Mia", lastName: "Example", email: "mia@example.com" });
  const { id: sellingPlan, name: sellingPlanName } = plans.membership;
  const line = { title: product.title, product: product.id, sellingPlan, sellingPlanName };
  const contract = store.addContract({ customer: customer.id, lines: [line] });
  for (const hook of newContract(contract)) await stack.send(hook);
  await arrivesOnce("membership/created");
  return contract;
}

/** What the merchant's server got of a topic at the endpoint for everything. */
const arrived = (topic: string) =>
  stack.receiver.received().filter(({ path, headers }) => path === "/all" && headers["x-topic"] === topic);

const arrivesOnce = (topic: string) =>
  vi.waitFor(() => expect(arrived(topic)).toHaveLength(1), { timeout: 15_000 });

const workflow = (name: string): Locator => page.getByRole("article", { name, exact: true });

async function addWorkflow(name: string, startsWith: string): Promise<void> {
  await page.getByText("New workflow").click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Starts with").selectOption({ label: startsWith });
}

async function turnOn(name: string): Promise<void> {
  await page.getByRole("button", { name: "Save workflow" }).click();
  await workflow(name).getByRole("button", { name: "Turn on" }).click();
  await workflow(name).getByText("On", { exact: true }).waitFor();
}

/** The value that Flow's page shows first beside a name. */
const value = (name: string) =>
  page
    .locator(`dt:text-is(${JSON.stringify(name)}) + dd`)
    .first()
    .textContent();

const digits = (gid: string | null) => gid?.split("/").at(-1);

inBrowser("the merchant turns on a workflow that begins with a trigger of the app", async () => {
  await page.goto(stack.adminUrl());
  await page.getByRole("link", { name: "Flow", exact: true }).click();
  await page.getByRole("heading", { name: "Shopify Flow" }).waitFor();
  await addWorkflow("Call the member", "Billing failed");
  await turnOn("Call the member");
});

inBrowser("a failed payment of a membership starts it, with everything the trigger tells", async () => {
  const failed = { outcome: "failure", errorCode: "EXPIRED_PAYMENT_METHOD", errorMessage: null } as const;
  await stack.send(attemptHook(shop.store.billCycle(membership.id, failed)));
  const started = page.locator("summary", { hasText: "Billing failed" }).getByText("1 workflow started");
  const isShown = async () => {
    await page.reload();
    return started.isVisible();
  };
  await expect.poll(isShown).toBe(true);
  expect(await value("customer_id")).toBe(digits(membership.customer));
  expect(await value("Event")).toBe("membership/billing_failure");
  expect(await value("About")).toBe(membership.id);
  expect(await value("Contract id")).toBe(membership.id);
  expect(await value("Error code")).toBe("expired_payment_method");
  await arrivesOnce("membership/billing_failure");
  const [event] = arrived("membership/billing_failure");
  expect(await value("Event id")).toBe(event?.headers["webhook-id"]);
  const told = JSON.parse(event?.body ?? "");
  expect(await value("Happened at")).toBe(told.triggered_at);
  expect(JSON.parse((await value("Data")) ?? "")).toEqual(told.data);
  expect(await value("Data is complete")).toBe("true");
  await page.getByRole("heading", { name: "Call the member" }).last().waitFor();
});

inBrowser("a workflow sends an event, and it arrives with both signatures right", async () => {
  const history = { message: "A gift", value: 50, type: "Earn", balance: 150, previous_balance: 100 };
  await addWorkflow("Give points", "Run by hand");
  await page.getByLabel("Then").selectOption({ label: "Send webhook event" });
  await page.getByLabel("customer_id").fill(digits(membership.customer) ?? "");
  await page.getByLabel("Event (required)").fill("loyalty/points_changed");
  await page.getByLabel("Data", { exact: true }).fill(JSON.stringify({ points_history: history }));
  await turnOn("Give points");
  await workflow("Give points").locator("summary").click();
  await workflow("Give points").getByRole("button", { name: "Run now" }).click();
  await page.getByText("The action is done.").waitFor();
  await arrivesOnce("loyalty/points_changed");
  const [event] = arrived("loyalty/points_changed");
  expect(event?.verdict).toEqual({ standard: true, plain: true });
  const { data, resource } = JSON.parse(event?.body ?? "");
  expect(data).toMatchObject({
    points_history: history,
    customer: { id: membership.customer, email: "mia@example.com" },
  });
  expect(resource).toBe(membership.customer);
});

inBrowser("what the app refuses is shown to the merchant in the app's words", async () => {
  await workflow("Give points").locator("summary").click();
  await workflow("Give points").getByLabel("Event (required)").fill("loyalty/unknown");
  await workflow("Give points").getByRole("button", { name: "Run now" }).click();
  await page.getByText("The action failed for good.").waitFor();
  expect(await value("Try 1")).toMatch(/^it answered 4\d\d: .*loyalty\/unknown/);
});

inBrowser("the page is accessible, and scrolls sideways at no width", async () => {
  for (const width of [1280, 390]) {
    const { page: other } = await otherTab(width);
    await other.goto(stack.flowUrl);
    for (const summary of await other.locator("summary").all()) await summary.click();
    expect(await axeViolations(other.mainFrame()), `${width}`).toEqual([]);
    const overflow = await other.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, `${width}`).toBeLessThanOrEqual(0);
  }
});

expectQuiet();
