// The list of endpoints and the form that adds and edits them, in a real browser.
import { Webhook } from "standardwebhooks";
import { expect } from "vitest";
import { listAll, type ManagementApi, managementApi } from "#sandbox/demo/management-api.ts";
import { openTab } from "../helpers/browser.ts";
import { axeViolations, openPanel, panelFrame } from "../helpers/panel-frame.ts";
import { panelTests } from "../helpers/panel-tests.ts";

interface Endpoint {
  id: string;
  url: string;
  topics: string[];
  status: string;
  headers: Record<string, string>;
}

let api: ManagementApi;

const { inBrowser, at } = await panelTests(async ({ stack }) => {
  const made = await stack.carillon("token", "create", "--shop", stack.shop, "--scope", "write");
  api = managementApi(stack.appUrl, (made as { token: string }).token);
});

const open = (path = "") => openPanel(at.page, at.stack, `/app/endpoints${path}`);
const violations = () => axeViolations(panelFrame(at.page, at.stack.appUrl));
const button = (name: string | RegExp) => at.panel.getByRole("button", { name, exact: true });
const box = (name: string) => at.panel.getByRole("checkbox", { name, exact: true });
const field = (name: string) => at.panel.getByRole("textbox", { name, exact: true });
const dialog = () => at.panel.getByRole("dialog");
const hook = (path: string) => `${at.stack.receiver.url}${path}`;
const endpoints = () => listAll<Endpoint>(api, "endpoints", {});

inBrowser("a shop without endpoints is told what to do first, and how to verify", async () => {
  await open();
  await at.panel.getByRole("link", { name: "Add endpoint" }).waitFor();
  expect(await violations()).toEqual([]);
  await at.panel.getByRole("link", { name: "How to verify" }).click();
  await at.panel.getByRole("heading", { name: "How to verify" }).waitFor();
  await at.panel.getByRole("tab", { name: "PHP" }).waitFor();
  expect(await violations()).toEqual([]);
});

inBrowser("a topic can be tried before anything is saved", async () => {
  await open("/new");
  await button("Test call: order/paid").click();
  await at.panel.getByText("Enter the URL that should receive the events.").waitFor();
  await field("URL").fill(hook("/tried?token=secret"));
  await at.panel.getByText(/“token” in this URL looks like a password or a key/).waitFor();
  await button("Test call: order/paid").click();
  await button("Send test").click();
  await at.panel.getByText("Delivered", { exact: true }).first().waitFor();
  expect(await violations()).toEqual([]);
  expect(at.stack.receiver.received().at(-1)?.headers["x-topic"]).toBe("order/paid");
  await button("Close").last().click();
  expect(await endpoints()).toEqual([]);
});

inBrowser(
  "a wrong URL is said when its field is left, and what is typed next stays where it is typed",
  async () => {
    await field("URL").fill("not a url");
    await field("Description").click();
    await at.panel.locator("#endpoint .Polaris-InlineError").waitFor();
    await at.page.keyboard.type("Warehouse");
    expect(await field("Description").inputValue()).toBe("Warehouse");
    expect(await field("URL").inputValue()).toBe("not a url");
    await field("URL").click();
    await button("Ready-made sets").click();
    await at.panel.getByRole("menuitem").first().waitFor();
    await at.page.keyboard.press("Escape");
    await field("Description").fill("");
  },
);

inBrowser("of several URLs each that cannot be is named, and what was entered stays", async () => {
  const list = `${hook("/a,1")}, https://10.0.0.1/hook\nhttps://b b`;
  await field("URL").fill(list);
  await button("Ready-made sets").click();
  await at.panel.getByRole("menuitem", { name: /As in Shoprocket/ }).click();
  expect(await box("customer/deleted").isChecked()).toBe(true);
  await button("Save").click();
  await at.panel
    .getByText(/A URL has no spaces|Enter a full address/)
    .first()
    .waitFor();
  await field("URL").fill(list.replace("\nhttps://b b", ""));
  await button("Save").click();
  await at.panel.getByText(/^10\.0\.0\.1\/hook: This address points inside a private network/).waitFor();
  expect(await field("URL").inputValue()).toContain("10.0.0.1");
  expect(await violations()).toEqual([]);
});

inBrowser("URLs that are saved together share a secret, and a double click makes none twice", async () => {
  await field("URL").fill(`${hook("/a,1")}\n${hook("/b")}`);
  await button("Show: advanced").click();
  await button("Add header").click();
  await field("Name of header 1").fill("Host");
  await field("Value of header 1").fill("Bearer 1");
  await button("Save").click();
  await at.panel.getByText("The header Host is set by Carillon.").waitFor();
  await field("Name of header 1").fill("Authorization");
  expect(await violations()).toEqual([]);
  await button("Save").dblclick();
  const shown = at.panel.getByLabel("Signing secret", { exact: true });
  await shown.waitFor();
  expect(await violations()).toEqual([]);
  const secret = await shown.inputValue();
  await button("I have stored it").click();
  await shown.waitFor({ state: "detached" });

  const made = await endpoints();
  expect(made.map(({ url }) => url).sort()).toEqual([hook("/a,1"), hook("/b")].sort());
  expect(made.map(({ headers }) => Object.keys(headers))).toEqual([["Authorization"], ["Authorization"]]);
  for (const { id } of made) {
    await api.post(`/endpoints/${id}/test`, {});
    const request = at.stack.receiver.received().at(-1);
    expect(request?.headers.authorization).toBe("Bearer 1");
    new Webhook(secret).verify(request?.body ?? "", request?.headers ?? {});
  }
});

inBrowser("the list tells how sending goes, and is searched and filtered by its address", async () => {
  await open();
  await at.panel.getByRole("row").filter({ hasText: "/a,1" }).getByText("6 topics").waitFor();
  expect(await violations()).toEqual([]);
  await at.panel.getByRole("searchbox", { name: "Search endpoints" }).fill("/b");
  await at.panel.getByRole("link", { name: /\/a,1$/ }).waitFor({ state: "detached" });
  expect(panelFrame(at.page, at.stack.appUrl).url()).toContain("q=%2Fb");
  await at.panel.getByRole("tab", { name: "Paused" }).click();
  await at.panel.getByText("No endpoint matches").waitFor();
  expect(await violations()).toEqual([]);
  await at.panel.getByRole("link", { name: "Clear filters" }).click();
  await at.panel.getByRole("link", { name: /\/a,1$/ }).waitFor();
});

inBrowser("a row's menu pauses, resumes, tests and deletes", async () => {
  const row = at.panel.getByRole("row").filter({ hasText: "/a,1" });
  const choose = async (name: string) => {
    await row.getByRole("button", { name: /^Actions for/ }).click();
    await at.panel.getByRole("menuitem", { name }).click();
  };
  await row.getByRole("button", { name: /^Actions for/ }).click();
  await at.panel.getByRole("menuitem", { name: "Pause" }).waitFor();
  // A menu hangs outside of every region, as menus do; that is no rule of WCAG.
  expect((await violations()).filter((found) => !found.startsWith("region:"))).toEqual([]);
  await at.panel.getByRole("menuitem", { name: "Pause" }).click();
  await row.getByText("Paused", { exact: true }).waitFor();
  await choose("Resume");
  await row.getByText("Enabled", { exact: true }).waitFor();

  await choose("Send test event");
  await button("Send test").click();
  await at.panel.getByText("Delivered", { exact: true }).first().waitFor();
  await button("Close").last().click();

  await choose("Delete");
  expect(await violations()).toEqual([]);
  await dialog().getByRole("button", { name: "Delete endpoint" }).click();
  await row.waitFor({ state: "detached" });
  expect((await endpoints()).map(({ url }) => url)).toEqual([hook("/b")]);
});

inBrowser(
  "an edit shows what is not saved yet, can be discarded, and keeps headers it does not know",
  async () => {
    const [{ id } = { id: "" }] = await endpoints();
    await open(`/${id}/edit`);
    await button("Save").waitFor({ state: "hidden" });
    await field("Description").fill("Warehouse");
    await button("Discard").click();
    await button("Discard changes").click();
    expect(await field("Description").inputValue()).toBe("");

    await field("Description").fill("Warehouse");
    await box("wallet_pass/created").check({ force: true });
    await at.panel
      .getByText("1 of the chosen topics cannot arrive yet; you can save all the same.")
      .waitFor();
    expect(await field("Value of header 1").inputValue()).toBe("•••");
    await button("Add header").click();
    await field("Name of header 2").fill("X-Second");
    await field("Value of header 2").fill("2");
    expect(await violations()).toEqual([]);
    await button("Save").click();
    await at.panel.getByRole("heading", { name: "Warehouse" }).waitFor();
    expect(await endpoints()).toMatchObject([{ headers: { Authorization: "•••", "X-Second": "•••" } }]);
    await api.post(`/endpoints/${id}/test`, {});
    expect(at.stack.receiver.received().at(-1)?.headers).toMatchObject({
      authorization: "Bearer 1",
      "x-second": "2",
    });
  },
);

inBrowser("whoever leaves with unsaved changes is asked", async () => {
  const [{ id } = { id: "" }] = await endpoints();
  await open(`/${id}/edit`);
  await field("Description").fill("Kept");
  await at.panel.getByRole("link", { name: "Set a rule: subscription/gifted" }).click();
  const question = at.panel.getByRole("dialog", { name: "Leave page with unsaved changes?" });
  await question.getByRole("button", { name: "Keep editing" }).click();
  expect(await field("Description").inputValue()).toBe("Kept");
});

inBrowser("in French the list and the form are French, problems included", async () => {
  await open("?locale=fr");
  await at.panel.getByRole("heading", { name: "Points de terminaison" }).waitFor();
  await at.panel.getByRole("link", { name: "Ajouter un point de terminaison" }).click();
  await field("URL").fill("x");
  await button("Enregistrer").click();
  await at.panel.getByText("Saisissez une adresse complète qui commence par https://").waitFor();
  expect(await violations()).toEqual([]);
});

inBrowser("at 390 pixels nothing scrolls sideways", async () => {
  const narrow = await openTab(at.browser, 390);
  for (const path of ["", "/new", "/by-category", "/verifying"]) {
    await openPanel(narrow.page, at.stack, `/app/endpoints${path}`);
    const frame = panelFrame(narrow.page, at.stack.appUrl);
    const overflow = await frame.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, path).toBeLessThanOrEqual(0);
    expect(await axeViolations(frame), path).toEqual([]);
  }
});

inBrowser("the browser complained about nothing, and nothing left this machine", () => {
  expect(at.tab.complaints).toEqual([]);
  expect(at.tab.escaped).toEqual([]);
});
