// The list of endpoints and the form that adds and edits them, in a real browser.
import { Webhook } from "standardwebhooks";
import { expect } from "vitest";
import { listAll } from "#sandbox/demo/management-api.ts";
import { panelTests } from "../helpers/panel-tests.ts";

interface Endpoint {
  id: string;
  url: string;
  topics: string[];
  status: string;
  headers: Record<string, string>;
}

const { inBrowser, stack, page, panel, api, open, go, frame, button, violations, fitsPhone, expectQuiet } =
  await panelTests();

const box = (name: string) => panel.getByRole("checkbox", { name, exact: true });
const field = (name: string) => panel.getByRole("textbox", { name, exact: true });
const dialog = () => panel.getByRole("dialog");
/** Until it has gone and has given the focus back. */
async function closeDialog(): Promise<void> {
  await button("Close").last().click();
  await dialog().waitFor({ state: "detached" });
  await expect.poll(() => frame().evaluate(() => document.activeElement !== document.body)).toBe(true);
}
const hook = (path: string) => `${stack.receiver.url}${path}`;
const endpoints = () => listAll<Endpoint>(api, "endpoints", {});

inBrowser("a shop without endpoints is told what to do first, and how to verify", async () => {
  await open("/app/endpoints");
  await panel.getByRole("link", { name: "Add endpoint" }).waitFor();
  expect(await violations()).toEqual([]);
  await panel.getByRole("link", { name: "By category" }).click();
  await panel.getByText("Begin with a ready-made set").waitFor();
  await go("/app/endpoints");
  await panel.getByRole("link", { name: "How to verify" }).click();
  await panel.getByRole("heading", { name: "How to verify" }).waitFor();
  await panel.getByRole("tab", { name: "PHP" }).waitFor();
  expect(await violations()).toEqual([]);
});

inBrowser("a topic can be tried before anything is saved", async () => {
  await go("/app/endpoints/new");
  await button("Test call: order/paid").click();
  await panel.getByText("Enter the URL that should receive the events.").waitFor();
  await field("URL").fill(hook("/tried?token=secret"));
  await panel.getByText(/“token” in this URL looks like a password or a key/).waitFor();
  await button("Test call: order/paid").click();
  await button("Send test").click();
  await panel.getByText("Delivered", { exact: true }).first().waitFor();
  expect(await violations()).toEqual([]);
  expect(stack.receiver.received().at(-1)?.headers["x-topic"]).toBe("order/paid");
  await closeDialog();
  expect(await endpoints()).toEqual([]);
});

inBrowser(
  "a wrong URL is said when its field is left, and what is typed next stays where it is typed",
  async () => {
    await field("URL").fill("not a url");
    await field("Description").click();
    await panel.locator("#endpoint .Polaris-InlineError").waitFor();
    await page.keyboard.type("Warehouse");
    await expect.poll(() => field("Description").inputValue()).toBe("Warehouse");
    expect(await field("URL").inputValue()).toBe("not a url");
    await field("URL").click();
    await button("Ready-made sets").click();
    await panel.getByRole("menuitem").first().waitFor();
    await page.keyboard.press("Escape");
    await field("Description").fill("");
  },
);

inBrowser("of several URLs each that cannot be is named, and what was entered stays", async () => {
  const list = `${hook("/a,1")}, https://10.0.0.1/hook\nhttps://b b`;
  await field("URL").fill(list);
  await button("Ready-made sets").click();
  await panel.getByRole("menuitem", { name: /As in Shoprocket/ }).click();
  await expect.poll(() => box("customer/deleted").isChecked()).toBe(true);
  await button("Save").click();
  await panel
    .getByText(/A URL has no spaces|Enter a full address/)
    .first()
    .waitFor();
  await field("URL").fill(list.replace("\nhttps://b b", ""));
  await button("Save").click();
  await panel.getByText(/^10\.0\.0\.1\/hook: This address points inside a private network/).waitFor();
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
  await panel.getByText("The header Host is set by Carillon.").waitFor();
  await field("Name of header 1").fill("Authorization");
  expect(await violations()).toEqual([]);
  await button("Save").dblclick();
  const shown = panel.getByLabel("Signing secret", { exact: true });
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
    const request = stack.receiver.received().at(-1);
    expect(request?.headers.authorization).toBe("Bearer 1");
    new Webhook(secret).verify(request?.body ?? "", request?.headers ?? {});
  }
});

inBrowser("the list tells how sending goes, and is searched and filtered by its address", async () => {
  await go("/app/endpoints");
  await panel.getByRole("row").filter({ hasText: "/a,1" }).getByText("6 topics").waitFor();
  expect(await violations()).toEqual([]);
  await panel.getByRole("searchbox", { name: "Search endpoints" }).fill("/b");
  await panel.getByRole("link", { name: /\/a,1$/ }).waitFor({ state: "detached" });
  await expect.poll(() => frame().url()).toContain("q=%2Fb");
  await panel.getByRole("tab", { name: "Paused" }).click();
  await panel.getByText("No endpoint matches").waitFor();
  expect(await violations()).toEqual([]);
  await panel.getByRole("link", { name: "Clear filters" }).click();
  await panel.getByRole("link", { name: /\/a,1$/ }).waitFor();
});

inBrowser("a row's menu pauses, resumes, tests and deletes", async () => {
  const row = panel.getByRole("row").filter({ hasText: "/a,1" });
  const choose = async (name: string) => {
    await row.getByRole("button", { name: /^Actions for/ }).click();
    await panel.getByRole("menuitem", { name }).click();
  };
  await row.getByRole("button", { name: /^Actions for/ }).click();
  await panel.getByRole("menuitem", { name: "Pause" }).waitFor();
  // A menu hangs outside of every region, as menus do; that is no rule of WCAG.
  expect((await violations()).filter((found) => !found.startsWith("region:"))).toEqual([]);
  await panel.getByRole("menuitem", { name: "Pause" }).click();
  await row.getByText("Paused", { exact: true }).waitFor();
  await choose("Resume");
  await row.getByText("Enabled", { exact: true }).waitFor();

  await choose("Send test event");
  await button("Send test").click();
  await panel.getByText("Delivered", { exact: true }).first().waitFor();
  await closeDialog();

  await choose("Delete");
  await dialog().waitFor();
  await panel.getByRole("menuitem").first().waitFor({ state: "detached" });
  expect(await violations()).toEqual([]);
  await dialog().getByRole("button", { name: "Delete endpoint" }).click();
  await row.waitFor({ state: "detached" });
  expect((await endpoints()).map(({ url }) => url)).toEqual([hook("/b")]);
});

inBrowser(
  "an edit shows what is not saved yet, can be discarded, and keeps headers it does not know",
  async () => {
    const [{ id } = { id: "" }] = await endpoints();
    await go(`/app/endpoints/${id}/edit`);
    await button("Save").waitFor({ state: "hidden" });
    await field("Description").fill("Warehouse");
    await button("Discard").click();
    await button("Discard changes").click();
    await expect.poll(() => field("Description").inputValue()).toBe("");

    await field("Description").fill("Warehouse");
    await panel.getByRole("searchbox", { name: "Search topics" }).press("Enter"); // saves nothing half chosen
    await box("wallet_pass/created").check();
    await panel.getByText("1 of the chosen topics cannot arrive yet; you can save all the same.").waitFor();
    expect(await field("Value of header 1").inputValue()).toBe("•••");
    await button("Add header").click();
    await field("Name of header 2").fill("X-Second");
    await field("Value of header 2").fill("2");
    expect(await violations()).toEqual([]);
    await button("Save").click();
    await panel.getByRole("heading", { name: "Warehouse" }).waitFor();
    expect(await endpoints()).toMatchObject([{ headers: { Authorization: "•••", "X-Second": "•••" } }]);
    await api.post(`/endpoints/${id}/test`, {});
    expect(stack.receiver.received().at(-1)?.headers).toMatchObject({
      authorization: "Bearer 1",
      "x-second": "2",
    });
  },
);

inBrowser("whoever leaves with unsaved changes is asked", async () => {
  const [{ id } = { id: "" }] = await endpoints();
  await go(`/app/endpoints/${id}/edit`);
  await field("Description").fill("Kept");
  await panel.locator(`a[href$="/app/endpoints/${id}"]`).first().press("Enter"); // the save bar lies over it
  const question = panel.getByRole("dialog", { name: "Leave page with unsaved changes?" });
  await question.getByRole("button", { name: "Keep editing" }).click();
  expect(await field("Description").inputValue()).toBe("Kept");
});

inBrowser("in French the list and the form are French, problems included", async () => {
  await open("/app/endpoints?locale=fr");
  await panel.getByRole("heading", { name: "Points de terminaison" }).waitFor();
  await panel.getByRole("link", { name: "Ajouter un point de terminaison" }).click();
  await field("URL").fill("x");
  await button("Enregistrer").click();
  await panel.getByText("Saisissez une adresse complète qui commence par https://").waitFor();
  expect(await violations()).toEqual([]);
});

inBrowser("at 390 pixels nothing scrolls sideways", async () => {
  await fitsPhone(...["", "/new", "/by-category", "/verifying"].map((path) => `/app/endpoints${path}`));
});

expectQuiet();
