// A page that asks for its data by itself outlives a server that is away for a moment, and two tabs undo nothing.
import { beforeAll, expect, onTestFinished } from "vitest";
import { panelTests } from "../helpers/panel-tests.ts";

const { inBrowser, stack, db, page, panel, api, open, go, button, glimpse, complained, expectQuiet } =
  await panelTests();
let endpoint: { id: string; url: string };

beforeAll(async () => {
  endpoint = await api.post("/endpoints", {
    url: `${stack.receiver.url}/hook`,
    topics: ["product/created"],
  });
  await open("/app");
});

/** Nothing of the app answers until the returned function is called. */
async function serverGoesAway(): Promise<{ isAsked: Promise<unknown>; comesBack: () => Promise<void> }> {
  const isApps = (url: URL) => url.href.startsWith(stack.appUrl) && url.pathname.startsWith("/app");
  await page.route(isApps, (route) => route.abort("connectionrefused"));
  onTestFinished(() => page.unroute(isApps));
  const isAsked = page.waitForEvent("requestfailed", (request) => isApps(new URL(request.url())));
  return { isAsked, comesBack: () => page.unroute(isApps) };
}

inBrowser("the live list outlives a server that is away, and goes on when it is back", async () => {
  await go("/app/deliveries");
  await button("Live").click();
  const { isAsked, comesBack } = await serverGoesAway();
  await isAsked;
  await comesBack();
  await stack.send({ topic: "products/create", body: '{"id":4711}' });
  await panel.getByRole("link", { name: "product/created" }).first().waitFor();
  await panel.getByRole("heading", { name: "Deliveries", level: 1 }).waitFor();
  await complained(/ERR_CONNECTION_REFUSED|Failed to load resource/);
});

/** Answers begin at once, and take seconds to come in. */
async function lineGoesSlow(): Promise<{ recovers: () => Promise<unknown> }> {
  const devtools = await page.context().newCDPSession(page);
  const setSpeed = (bytesASecond: number) =>
    devtools.send("Network.emulateNetworkConditions", {
      ...{ offline: false, latency: 0, uploadThroughput: -1 },
      downloadThroughput: bytesASecond,
    });
  await devtools.send("Network.enable");
  await setSpeed(4000);
  return { recovers: () => setSpeed(-1) };
}

inBrowser("a page that is left while its data comes in gives way to the next", async () => {
  for (const path of ["/app/topics", "/app/deliveries", "/app"]) await go(path); // brings their code
  const { recovers } = await lineGoesSlow();
  const menu = page.getByRole("navigation", { name: "Apps" });
  const begun = page.waitForResponse((answer) => answer.url().includes("/app/topics.data"));
  await menu.getByRole("link", { name: "Topics" }).click();
  await begun;
  const left = page.waitForEvent("console", (message) => message.text().startsWith("AbortError"));
  await Promise.all([left, menu.getByRole("link", { name: "Deliveries" }).click()]);
  await recovers();
  await panel.getByRole("heading", { name: "Deliveries", level: 1 }).waitFor();
});

inBrowser("a form that another tab has saved meanwhile says so, and loads what is stored", async () => {
  await go(`/app/endpoints/${endpoint.id}/edit`);
  await panel.getByLabel("Description").fill("only a name");
  const moved = `${endpoint.url}/moved`;
  await db.query("update endpoint set url = $2 where id = $1", [endpoint.id, moved]);
  await button("Save").click();
  await button("Load what is stored").click();
  await expect.poll(() => panel.getByLabel("URL", { exact: true }).inputValue()).toBe(moved);
  await panel.getByLabel("Description").fill("only a name");
  await button("Save").click();
  await panel.getByRole("heading", { name: "only a name" }).waitFor();
  expect(await api.get(`/endpoints/${endpoint.id}`)).toMatchObject({
    url: moved,
    description: "only a name",
  });
});

inBrowser("what was typed stays while a page that is being worked on cannot be asked for", async () => {
  await go("/app/settings/rules");
  const tags = panel.getByLabel("Product tags", { exact: true });
  await tags.fill("member");
  await tags.press("Enter");
  await glimpse(panel.getByRole("status").filter({ hasText: "Rules saved" }), () => button("Save").click());
  await db.query(
    "update duty set status = 'pending', due_at = now() + interval '1 hour' where shop_domain = $1",
    [stack.shop],
  );
  await go("/app/deliveries");
  await go("/app/settings/rules");
  await tags.fill("not saved yet");
  await tags.press("Enter");
  const { isAsked, comesBack } = await serverGoesAway();
  await isAsked;
  await comesBack();
  await page.waitForResponse((answer) => answer.url().includes("/app/settings/rules.data"));
  await panel.getByText("not saved yet").waitFor();
  await complained(/ERR_CONNECTION_REFUSED|Failed to load resource/);
});

expectQuiet();
