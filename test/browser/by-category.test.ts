// The view by category in a real browser: topic, URLs, test call, save.
import { Webhook } from "standardwebhooks";
import { beforeAll, expect } from "vitest";
import { listAll } from "#sandbox/demo/management-api.ts";
import { panelTests } from "../helpers/panel-tests.ts";

const PAGE = "/app/endpoints/by-category";
const { inBrowser, stack, page, panel, api, open, go, button, complained, violations, expectQuiet } =
  await panelTests();

beforeAll(() => open(PAGE));

const row = (topic: string) => panel.getByRole("group", { name: topic, exact: true });
const entry = (topic: string) => row(topic).getByRole("textbox");
const chips = (topic: string) => row(topic).getByRole("listitem").allTextContents();
const hook = (path: string) => `${stack.receiver.url}${path}`;
const save = () => button("Save").click();
/** Or discarded: nothing is left to be saved. */
const saved = () => button("Save").waitFor({ state: "hidden" });

async function discard(): Promise<void> {
  await button("Discard").click();
  await button("Discard changes").click();
  await saved();
}

/** Types as a merchant does who then goes on to something else. */
async function enter(topic: string, text: string): Promise<void> {
  await entry(topic).fill(text);
  await entry(topic).blur();
}

/** By URL: topics. */
async function endpoints(): Promise<Record<string, string[]>> {
  const all = await listAll<{ url: string; topics: string[] }>(api, "endpoints", {});
  return Object.fromEntries(all.map(({ url, topics }) => [url, topics]));
}

inBrowser("a URL is typed beside its topic, and called before it is saved", async () => {
  await panel.getByRole("link", { name: "By category" }).waitFor();
  expect(await violations()).toEqual([]);
  await enter("membership/created", hook("/one,1"));
  await expect.poll(() => chips("membership/created")).toEqual([`${hook("/one,1")} · new`]);
  await row("membership/created").getByText("Nothing arrives before the rule is set").waitFor();
  await row("membership/created").getByRole("button", { name: "Test call: membership/created" }).click();
  await button("Send test").click();
  await panel.getByText("Delivered", { exact: true }).first().waitFor();
  expect(stack.receiver.received().at(-1)?.headers["x-topic"]).toBe("membership/created");
  expect(await violations()).toEqual([]);
  await button("Close").last().click();
  expect(await endpoints()).toEqual({});
});

inBrowser("URLs that are saved together get one secret, shown this once", async () => {
  await enter("subscription/created", `${hook("/one,1")}, ${hook("/two")}`);
  await button("Test call: subscription/created").click();
  await panel.getByLabel("Send to").selectOption({ label: "All 2 URLs" });
  await button("Send test").click();
  await panel.getByText("Delivered", { exact: true }).nth(1).waitFor();
  expect(await violations()).toEqual([]);
  await button("Close").last().click();
  await save();
  const shown = panel.getByLabel("Signing secret", { exact: true });
  await shown.waitFor();
  expect(await violations()).toEqual([]);
  const secret = await shown.inputValue();
  await button("I have stored it").click();
  await shown.waitFor({ state: "detached" });
  expect(await endpoints()).toEqual({
    [hook("/one,1")]: ["membership/created", "subscription/created"],
    [hook("/two")]: ["subscription/created"],
  });

  await button("Test call: subscription/created").click();
  await button("Send test").click();
  await expect.poll(() => stack.receiver.received().length).toBe(5);
  for (const { body, headers } of stack.receiver.received().slice(3))
    new Webhook(secret).verify(body, headers);
  await button("Close").last().click();
});

inBrowser("a URL that is known gets further topics and no new secret", async () => {
  await enter("subscription/paused", hook("/two"));
  await expect.poll(() => chips("subscription/paused")).toEqual([hook("/two")]);
  await save();
  await saved();
  expect(await panel.getByLabel("Signing secret", { exact: true }).count()).toBe(0);
  expect(Object.keys(await endpoints())).toHaveLength(2);
  expect((await endpoints())[hook("/two")]).toEqual(["subscription/created", "subscription/paused"]);
});

inBrowser("a field for a whole category, and a ready-made set, fill the rows below", async () => {
  const whole = panel.getByRole("textbox", { name: "URLs for all topics of Wallet passes" });
  await whole.fill(hook("/two"));
  await whole.blur();
  await expect.poll(() => chips("wallet_pass/removed")).toEqual([hook("/two")]);
  await panel.getByLabel("Set of topics").selectOption("Shoprocket");
  const set = panel.getByRole("textbox", { name: "URLs for all topics of the set" });
  await set.fill(`${hook("/two")}\n`);
  await panel.getByText("3 of 6 topics have a URL").waitFor();
  await discard();
  await expect.poll(() => chips("wallet_pass/removed")).toEqual([]);
});

inBrowser("what cannot be is said beside the row, with the value kept", async () => {
  await enter("subscription/created", "nonsense");
  await row("subscription/created").getByText("Enter a full address that begins with https://").waitFor();
  expect(await entry("subscription/created").inputValue()).toBe("nonsense");
  expect(await violations()).toEqual([]);
  await enter("subscription/created", "https://10.0.0.1/hook");
  await save();
  await row("subscription/created")
    .getByText(/This address points inside a private network/)
    .waitFor();
  await expect.poll(() => chips("subscription/created")).toContain("10.0.0.1/hook · new");
  expect(await violations()).toEqual([]);
  await row("subscription/created").getByRole("button", { name: "Remove 10.0.0.1/hook" }).click();
  await saved();
});

inBrowser("a URL that is refused is named above, and its category opens, however it was added", async () => {
  await button("Hide: Subscriptions").click();
  await panel.getByLabel("Set of topics").selectOption("Smartrr");
  const set = panel.getByRole("textbox", { name: "URLs for all topics of the set" });
  await set.fill("https://10.0.0.2/hook");
  await set.blur();
  await row("subscription/created").waitFor();
  await button("Hide: Subscriptions").click();
  await save();
  await panel.getByText("Nothing was saved yet: a URL below cannot be used").waitFor();
  await row("subscription/created")
    .getByText(/This address points inside a private network/)
    .waitFor();
  expect(await violations()).toEqual([]);
  await discard();
});

inBrowser("too many URLs are told before anything is sent, and stay", async () => {
  const many = Array.from({ length: 201 }, (_, index) => hook(`/many-${index}`));
  await enter("subscription/created", many.join("\n"));
  await save();
  await panel.getByText("Nothing was saved: a shop can have at most 50 endpoints.").waitFor();
  await expect.poll(async () => (await chips("subscription/created")).length).toBeGreaterThan(200);
  await discard();
});

inBrowser("taking an endpoint's last topic away says that it is deleted, before it is", async () => {
  const remove = (topic: string) =>
    row(topic)
      .getByRole("button", { name: `Remove ${hook("/two")}` })
      .click();
  await remove("subscription/created");
  await save();
  await saved();
  expect((await endpoints())[hook("/two")]).toEqual(["subscription/paused"]);
  await remove("subscription/paused");
  await save();
  await panel.getByText("No topic is left to this URL, so saving deletes its endpoint").waitFor();
  expect(await violations()).toEqual([]);
  expect(Object.keys(await endpoints())).toHaveLength(2);
  await button("Save and delete it").click();
  await saved();
  expect(Object.keys(await endpoints())).toEqual([hook("/one,1")]);
});

inBrowser("an endpoint of every topic stands in each row and cannot be taken out of one", async () => {
  await api.post("/endpoints", { url: hook("/all"), topics: ["*"] });
  await go(PAGE);
  await panel.getByText("1 endpoint gets every topic.").waitFor();
  await expect
    .poll(() => chips("membership/created"))
    .toEqual([hook("/one,1"), `${hook("/all")} · every topic`]);
  expect(
    await row("membership/created")
      .getByRole("button", { name: `Remove ${hook("/all")}` })
      .count(),
  ).toBe(0);
  expect(await violations()).toEqual([]);
});

inBrowser("secrets are shown even when the page cannot be loaded again after the save", async () => {
  const isReload = (url: URL) => url.pathname.endsWith("/by-category.data");
  await page.route(isReload, (route) =>
    route.request().method() === "GET" ? route.fulfill({ status: 502 }) : route.continue(),
  );
  await enter("subscription/created", hook("/three"));
  await save();
  await button("Try again").waitFor();
  const shown = panel.getByLabel("Signing secret", { exact: true });
  expect(await shown.inputValue()).toMatch(/^whsec_/);
  await page.unroute(isReload);
  await button("Try again").click();
  await row("subscription/created").waitFor();
  await button("I have stored it").click();
  await shown.waitFor({ state: "detached" });
  await complained(/502|SyntaxError/);
});

expectQuiet();
