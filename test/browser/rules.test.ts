// A merchant sets the rules in a real browser: pickers, tags, tiers, what is wrong, and a Shopify that does not answer.
import { beforeAll, expect } from "vitest";
import { panelTests } from "../helpers/panel-tests.ts";

const {
  inBrowser,
  stack,
  db,
  shopId,
  page,
  panel,
  api,
  open,
  go,
  button,
  choose,
  complained,
  glimpse,
  violations,
  expectQuiet,
} = await panelTests();

const PAGE = "/app/settings/rules";
let made: { club: string; plan: string | undefined; card: string; gold: string };

beforeAll(() => {
  const store = stack.shopify.storeOf(stack.shop);
  const club = store.addPlanGroup("Gold club", [{ name: "Monthly", category: "SUBSCRIPTION" }]);
  store.addPlanGroup("Coffee", [{ name: "Weekly", category: "SUBSCRIPTION" }]);
  store.defineMetafield({ ownerType: "CUSTOMER", namespace: "smile", key: "vip_tier_name" });
  const card = store.addProduct({ title: "Club card" });
  const gold = store.addSegment("Gold members");
  made = { club: club.id, plan: club.plans[0]?.id, card: card.id, gold: gold.id };
});

const saved = () => api.get<Record<string, object>>("/rules");
const field = (name: string) => panel.getByLabel(name, { exact: true });

async function pick(label: string, names: string[]): Promise<void> {
  await button(`Choose: ${label}`).click();
  const dialog = panel.getByRole("dialog");
  for (const name of names) await choose(name, dialog);
  expect(await violations()).toEqual([]);
  await dialog.getByRole("button", { name: "Done" }).click();
  await dialog.waitFor({ state: "detached" });
}

async function add(label: string, text: string): Promise<void> {
  await field(label).fill(text);
  await field(label).press("Enter");
}

inBrowser("a shop without rules sees what could be set, and which loyalty app it has", async () => {
  await open(PAGE);
  await panel.getByText("Found in your shop").waitFor();
  expect(await panel.getByText("Found in your shop").count()).toBe(1);
  expect(await field("Days ahead").inputValue()).toBe("3");
  expect(await violations()).toEqual([]);
});

inBrowser("plan groups are searched and chosen by name", async () => {
  await button("Choose: Selling plan groups").click();
  const dialog = panel.getByRole("dialog");
  await dialog.getByLabel("Coffee").waitFor();
  await dialog.getByLabel("Search").fill("nothing like it");
  await dialog.getByText("Nothing is called that.").waitFor();
  await dialog.getByLabel("Search").fill("gol");
  await choose("Gold club", dialog);
  expect(await dialog.getByLabel("Coffee").count()).toBe(0);
  await dialog.getByRole("button", { name: "Done" }).click();
  await panel.getByRole("list", { name: "Selling plan groups" }).getByText("Gold club").waitFor();
});

inBrowser("products come from the admin's own picker, plans from their groups", async () => {
  await button("Choose: Products").click();
  const picker = panel.getByRole("dialog", { name: "Add products" });
  await picker.getByLabel("Club card").check();
  await picker.getByRole("button", { name: "Select" }).click();
  await panel.getByRole("list", { name: "Products" }).getByText("Club card").waitFor();
  await pick("Selling plans", ["Monthly"]);
});

inBrowser("texts are typed one after the other, and taken away again", async () => {
  await add("Product tags", "membership, club, membership");
  await button("Remove club").click();
  await add("Beginnings of codes", "LOYAL-");
  await add("Numbers of apps", "Recharge");
  await choose("Smile");
});

inBrowser("tiers have a name, an order and a way to be seen", async () => {
  await button("Add tier").click();
  await field("Name").fill("Gold");
  await field("Shows in Shopify by").selectOption("segment");
  await pick("Segment, Gold", ["Gold members"]);
  await button("Add tier").click();
  await panel.getByRole("group", { name: "Tier 2" }).getByLabel("Name").fill("Silver");
  await button("Move up: Silver").click();
});

inBrowser("what is wrong is told beside its field, with all that was entered still there", async () => {
  await field("Days ahead").fill("40");
  await button("Add metafield").click();
  await button("Save").click();
  await panel.getByText("4 fields are not right. Nothing was saved.").waitFor();
  await panel.getByText("Must be a whole number from 1 to 30.").waitFor();
  await panel.getByText("Recharge: Must be an app's number, e.g. 5284869.").waitFor();
  expect(await violations()).toEqual([]);
  expect(await saved()).toMatchObject({ upcoming_order: { lead_days: 3 } });
  await field("Days ahead").fill("7");
  await button("Remove Metafield 1").click();
  await button("Remove Recharge").click();
  await panel.getByText(/not right/).waitFor({ state: "detached" });
});

inBrowser("saved rules are kept, by name, and the page says from when they count", async () => {
  await glimpse(panel.getByRole("status").filter({ hasText: "Rules saved" }), () => button("Save").click());
  await panel.getByText("The rules count for everything that comes in from now on").waitFor();
  expect(await saved()).toMatchObject({
    membership: { selling_plan_groups: [made.club], products: [made.card], tags: ["membership"] },
    gift: { selling_plans: [made.plan] },
    coupons: { code_prefixes: ["LOYAL-"] },
    loyalty: {
      presets: ["smile"],
      tiers: [{ name: "Silver" }, { name: "Gold", segment: made.gold, tag: null }],
    },
    upcoming_order: { lead_days: 7 },
  });
  await go(PAGE);
  await panel.getByText("Gold club").waitFor();
  await expect.poll(() => field("Segment").inputValue()).toBe("Gold members");
  expect(await violations()).toEqual([]);
});

inBrowser("what is discarded is as it was saved, and leaving with changes is asked about", async () => {
  await field("Days ahead").fill("9");
  const back = panel.getByRole("link", { name: "Settings" }).first(); // under the sandbox's save bar
  await back.press("Enter");
  await button("Keep editing").click();
  await button("Discard").click();
  await button("Discard changes").click();
  await expect.poll(() => field("Days ahead").inputValue()).toBe("7");
});

inBrowser("a link from another page leads to the rule it is about", async () => {
  await go("/app/settings/webhooks");
  await button("Check now").click();
  await panel.getByRole("link", { name: "Set the rule: metaobjects/create" }).click();
  await field("Types of earning rules").waitFor();
  await expect
    .poll(() => field("Types of earning rules").evaluate((input) => input.getBoundingClientRect().top))
    .toBeLessThan(900);
});

inBrowser("while Shopify does not answer, ids can be read and typed", async () => {
  await page.route("**/settings/rules/*", (route) => route.abort());
  await open(PAGE);
  await panel.getByText("Shopify cannot be asked just now").waitFor();
  await panel.getByText(made.club).waitFor();
  await add("Selling plans", "gid://shopify/SellingPlan/77");
  await button("Save").click();
  await panel.getByText("The rules count for everything that comes in from now on").waitFor();
  expect(await saved()).toMatchObject({
    gift: { selling_plans: [made.plan, "gid://shopify/SellingPlan/77"] },
  });
  expect(await violations()).toEqual([]);
  await button("Choose: Segment, Gold").click();
  await panel.getByText("Shopify did not answer. Try again in a moment.").waitFor();
  await page.unroute("**/settings/rules/*");
  await button("Try again").click();
  await panel.getByRole("dialog").getByLabel("Gold members").waitFor();
  await button("Cancel").click();
  await complained(/net::ERR_FAILED/);
});

inBrowser("what a program has saved meanwhile is not overwritten, and what was typed stays", async () => {
  await open(PAGE);
  await field("Days ahead").fill("9");
  await api.put("/rules", { upcoming_order: { lead_days: 5 } });
  await button("Save").click();
  const banner = panel.getByText("Not saved: something newer has been saved elsewhere");
  await expect.poll(() => banner.evaluate((text) => text.getBoundingClientRect().top)).toBeGreaterThan(0);
  expect(await field("Days ahead").inputValue()).toBe("9");
  expect(await violations()).toEqual([]);
  await panel.getByRole("list", { name: "Products" }).getByText("Club card").waitFor(); // its name is still known
  await button("Load what is stored").click();
  await expect.poll(() => field("Days ahead").inputValue()).toBe("5");
  await panel.getByText("Not saved: something newer").waitFor({ state: "detached" });
  await field("Days ahead").fill("6");
  await button("Save").click();
  await panel.getByText("The rules count for everything that comes in from now on").waitFor();
  expect(await field("Days ahead").inputValue()).toBe("6");
});

inBrowser("what is typed while it is being saved stays", async () => {
  await open(PAGE);
  const isSaving = (url: URL) => url.pathname === "/app/settings/rules.data";
  await page.route(isSaving, async (route) => {
    if (route.request().method() === "POST") await field("Days ahead").fill("8");
    await route.continue();
  });
  await field("Days ahead").fill("7");
  await glimpse(panel.getByRole("status").filter({ hasText: "Rules saved" }), () => button("Save").click());
  expect(await field("Days ahead").inputValue()).toBe("8");
  await page.unroute(isSaving);
  await button("Save").click();
  await panel.getByText("The rules count for everything that comes in from now on").waitFor();
  expect(await saved()).toMatchObject({ upcoming_order: { lead_days: 8 } });
});

inBrowser("rules that are not understood can be copied, and are replaced only after a question", async () => {
  await db.query("update shop_rules set rules = '{\"later\":1}' where shop_id = $1", [shopId]);
  await go("/app");
  await panel.getByRole("link", { name: "See the rules" }).click();
  await panel.getByText("What is stored", { exact: true }).click();
  await panel.getByText('{"later":1}').waitFor();
  expect(await violations()).toEqual([]);
  await button("Save the rules again").click();
  const dialog = panel.getByRole("dialog");
  await dialog.getByText("Replace the stored rules?").waitFor();
  expect(await violations()).toEqual([]);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await dialog.waitFor({ state: "detached" });
  for (const path of ["/app/topics", "/app/settings/webhooks"]) {
    await go(path);
    await panel.getByText("This shop’s rules are not understood by this release").waitFor();
    expect(await violations()).toEqual([]);
  }
  await panel.getByRole("link", { name: "See the rules" }).click();
  await button("Save the rules again").click();
  await dialog.getByRole("button", { name: "Replace rules" }).click();
  await panel.getByText("The rules count for everything that comes in from now on").waitFor();
  await dialog.waitFor({ state: "detached" });
  expect(await saved()).toMatchObject({ upcoming_order: { lead_days: 3 } });
});

expectQuiet();
