// What a merchant does while the server is still at something: nothing of it is lost, and no answer stands in another's place.
import { beforeAll, expect, onTestFinished } from "vitest";
import { panelTests } from "../helpers/panel-tests.ts";

const { inBrowser, stack, page, panel, api, open, go, button, expectQuiet } = await panelTests();

beforeAll(() => open("/app"));

const hook = (path: string) => `${stack.receiver.url}${path}`;
const row = (topic: string) => panel.getByRole("group", { name: topic, exact: true });
const chips = (topic: string) => row(topic).getByRole("listitem").allTextContents();

/** The next thing that is sent to a route waits until the returned function is called, which waits for its answer. */
async function hold(path: string): Promise<() => Promise<void>> {
  const gate = Promise.withResolvers<void>();
  const isPath = (url: URL) => url.pathname === `${path}.data`;
  await page.route(isPath, async (route) => {
    if (route.request().method() === "POST") await gate.promise;
    await route.continue();
  });
  onTestFinished(() => page.unroute(isPath));
  return async () => {
    const answered = page.waitForResponse(
      (response) => isPath(new URL(response.url())) && response.request().method() === "POST",
    );
    gate.resolve();
    await answered;
  };
}

inBrowser("by category: what is entered during a save is there afterwards, and can be saved", async () => {
  await go("/app/endpoints/by-category");
  const release = await hold("/app/endpoints/by-category");
  const enter = async (topic: string, path: string) => {
    await row(topic).getByRole("textbox").fill(hook(path));
    await row(topic).getByRole("textbox").blur();
  };
  await enter("subscription/created", "/sent");
  await button("Save").click();
  await enter("subscription/paused", "/meanwhile");
  await row("subscription/created")
    .getByRole("button", { name: `Remove ${hook("/sent")}` })
    .click();
  await enter("subscription/created", "/instead");
  await release();
  await button("I have stored it").waitFor();
  await expect.poll(() => chips("subscription/paused")).toEqual([`${hook("/meanwhile")} · new`]);
  expect(await chips("subscription/created")).toEqual([`${hook("/instead")} · new`]);
  await button("Discard").click();
  await button("Discard changes").click();
  await expect.poll(() => chips("subscription/created")).toEqual([hook("/sent")]);
});

inBrowser("the form of an endpoint takes nothing while it is saved", async () => {
  const { id } = await api.post<{ id: string }>("/endpoints", {
    url: hook("/edited"),
    topics: ["order/paid"],
  });
  await go(`/app/endpoints/${id}/edit`);
  const release = await hold(`/app/endpoints/${id}/edit`);
  const description = panel.getByLabel("Description");
  await description.fill("first");
  await description.press("Enter");
  await expect.poll(() => description.evaluate((field) => field.matches("[inert] *"))).toBe(true);
  await page.keyboard.type(", and more");
  expect(await description.inputValue()).toBe("first");
  await release();
  await panel.getByRole("heading", { name: "first" }).waitFor();
});

inBrowser("a form of an endpoint that was refused gives the focus back to its field", async () => {
  const { id } = await api.post<{ id: string }>("/endpoints", { url: hook("/kept"), topics: ["order/paid"] });
  await go(`/app/endpoints/${id}/edit`);
  const url = panel.getByLabel("URL", { exact: true });
  await url.fill("https://10.0.0.1/hook");
  await url.press("Enter");
  await panel.getByText(/This address points inside a private network/).waitFor();
  await expect.poll(() => url.evaluate((field) => field === document.activeElement)).toBe(true);
  await url.fill(hook("/kept"));
});

inBrowser("the answer of a test call that was left is not shown as another's", async () => {
  await go("/app/endpoints/by-category");
  const release = await hold("/app/test-calls");
  const result = panel.getByRole("region", { name: "Result of the test" });
  await button("Test call: order/paid").click();
  await button("Send test").click();
  await button("Close").last().click();
  await button("Test call: subscription/created").click();
  await expect.poll(() => panel.getByLabel("Data of the event (JSON)").inputValue()).toMatch(/"subscription/);
  await expect.poll(() => button("Send test").isEnabled()).toBe(true); // it waits for no other call
  await release();
  await expect.poll(() => stack.receiver.received().at(-1)?.headers["x-topic"]).toBe("order/paid");
  expect(await result.count()).toBe(0);
  await button("Send test").click();
  await result.getByText("Delivered", { exact: true }).waitFor();
  expect(stack.receiver.received().at(-1)?.headers["x-topic"]).toBe("subscription/created");
});

expectQuiet();
