// Small things that a merchant trips over: a click that a new error would have pushed aside, a title that is too long, the
// way to a rule and back, keeping less, what became of webhooks after rules were saved, French to the last field.
import { expect } from "vitest";
import { listAll } from "#sandbox/demo/management-api.ts";
import { panelTests } from "../helpers/panel-tests.ts";

const { inBrowser, stack, page, panel, api, db, frame, open, go, button, violations, expectQuiet } =
  await panelTests();

const link = (name: string | RegExp) => panel.getByRole("link", { name, exact: true });
const field = (name: string | RegExp) => panel.getByRole("textbox", { name, exact: true });
const saveBar = () => button("Save");

inBrowser("the first click after a mistyped URL is not lost to the error that it makes", async () => {
  await open("/app/endpoints/new");
  await field("URL").fill("shop.example.com/hook");
  await button("Ready-made sets").click();
  await panel.getByRole("menuitem", { name: /As in Smartrr/ }).waitFor();
  const wrong = panel.getByText("Enter a full address that begins with https://").first();
  await wrong.waitFor();
  await panel.getByRole("menuitem", { name: /As in Smartrr/ }).click();
  await wrong.waitFor();
  expect(await violations()).toEqual([]);
});

inBrowser(
  "a long URL leaves the page's buttons within the page, and stands whole below its short form",
  async () => {
    const url = `${stack.receiver.url}/${"shopify-webhooks-of-the-warehouse/".repeat(4)}orders`;
    const { id } = await api.post<{ id: string }>("/endpoints", { url, topics: ["order/created"] });
    await open(`/app/endpoints/${id}`);
    const heading = panel.getByRole("heading", { level: 1 });
    expect(await heading.textContent()).toMatch(/^http:\/\/127\.0\.0\.1.{10,30}….{10,20}orders$/);
    const primary = await button("Send test event").boundingBox();
    const around = await page.locator("#panel").boundingBox();
    expect((primary?.x ?? 0) + (primary?.width ?? 0)).toBeLessThan((around?.x ?? 0) + (around?.width ?? 0));
    await panel.getByText(url, { exact: true }).first().waitFor();
    await panel.getByRole("button", { name: "Copy: url" }).first().waitFor();
    expect(await violations()).toEqual([]);
  },
);

inBrowser(
  "the way to a rule ends at its section, and what was entered is there again on the way back",
  async () => {
    await open("/app/endpoints/new");
    await field("URL").fill(`${stack.receiver.url}/kept`);
    await field("Description").fill("Kept while a rule is set");
    const rule = link("Set a rule: coupon/created")
      .or(link(/^Set a rule: /))
      .first();
    const place = (await rule.getAttribute("href"))?.split("#")[1] ?? "";
    expect(place).not.toBe("");
    await rule.click();
    await panel.getByRole("heading", { level: 1, name: "Rules" }).waitFor();
    const section = panel.locator(`[id="${place}"]`);
    await expect
      .poll(async () => section.evaluate((anchor) => Math.round(anchor.getBoundingClientRect().top)))
      .toSatisfy((top: number) => top >= 0 && top < 300);
    await frame().evaluate(() => history.back());
    await panel.getByRole("heading", { level: 1, name: "Add endpoint" }).waitFor();
    await expect.poll(() => field("Description").inputValue()).toBe("Kept while a rule is set");
    await expect.poll(() => field("URL").inputValue()).toBe(`${stack.receiver.url}/kept`);
  },
);

inBrowser("keeping less is asked about, checked beside its field and told everywhere", async () => {
  await open("/app/settings/sending");
  const days = field(/^Payloads of events/);
  await days.fill("99");
  await saveBar().click();
  await panel.getByText("Give a whole number from 1 to 30.").waitFor();
  expect(await days.inputValue()).toBe("99");
  expect(await violations()).toEqual([]);
  await days.fill("5");
  await saveBar().click();
  await panel
    .getByRole("dialog")
    .getByText(/deleted within a day/)
    .waitFor();
  expect(await violations()).toEqual([]);
  await button("Delete what is older").click();
  await panel.getByRole("dialog").waitFor({ state: "detached" });
  await panel.getByText("5 days", { exact: true }).waitFor(); // of what Shopify sent
  await open("/app/settings");
  await panel.getByText(/payloads kept 5 days/).waitFor();
});

inBrowser("what became of left out webhooks stands on the page of the rules", async () => {
  const body = JSON.stringify({ admin_graphql_api_id: "gid://shopify/DiscountCodeNode/9", title: "LOY-1" });
  await stack.send({ topic: "discounts/create", body });
  const left = async () => (await listAll(api, "inbound", { status: "unmapped" })).length;
  await expect.poll(left).toBe(1);
  await open("/app/settings/rules");
  await field("Beginnings of codes").fill("OTHER");
  await field("Beginnings of codes").press("Enter");
  await saveBar().click();
  await panel.getByText(/1 webhook that was left out was mapped again/).waitFor();
  expect(await violations()).toEqual([]);
});

inBrowser("in French a field's description is French, and a colon has its space", async () => {
  await open("/app/topics/order/paid?locale=fr");
  await panel.getByText("Le domaine myshopify.com de la boutique").first().waitFor();
  expect(await panel.getByText("The shop's myshopify.com domain").count()).toBe(0);
  await open("/app/endpoints/new?locale=fr");
  await field("URL").fill("one.example.com\nhttps://two.example.com, https://x");
  await field("Description").focus();
  await panel.getByText(/one\.example\.com\u00a0: /).waitFor();
});

inBrowser("the browser asks before the panel goes while a new secret is not yet stored", async () => {
  await open("/app/endpoints/new");
  await field("URL").fill(`${stack.receiver.url}/secret`);
  await panel.getByRole("checkbox", { name: "order/paid", exact: true }).check();
  await saveBar().click();
  await button("I have stored it").waitFor();
  const asked = page.waitForEvent("dialog");
  const leaving = page.reload();
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.accept();
  await leaving;
});

expectQuiet();

inBrowser(
  "after the way to a rule a form shows what is stored, unless something was typed that still fits it",
  async () => {
    const url = `${stack.receiver.url}/not-kept`;
    const { id } = await api.post<{ id: string }>("/endpoints", { url, topics: ["order/created"] });
    const edit = `/app/endpoints/${id}/edit`;
    const visitRules = async () => {
      await link(/^Set a rule: /)
        .first()
        .click();
      await panel.getByRole("heading", { level: 1, name: "Rules" }).waitFor();
    };
    const changeElsewhere = (text: string) =>
      db.query("update endpoint set description = $2 where id = $1", [id, text]);
    const comeBack = async () => {
      await go(`/app/endpoints/${id}`);
      await go(edit);
      await field("Description").waitFor();
      return field("Description").inputValue();
    };
    await open(edit);
    await visitRules();
    await changeElsewhere("Changed elsewhere");
    expect(await comeBack()).toBe("Changed elsewhere");
    await field("Description").fill("Typed here");
    await visitRules();
    await changeElsewhere("Changed again");
    expect(await comeBack()).toBe("Changed again");
  },
);
