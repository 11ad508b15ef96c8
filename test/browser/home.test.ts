// The panel's first page, in a real browser: from an empty shop to a busy one.
import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { expect } from "vitest";
import { axeViolations, openPanel, panelFrame, sideways } from "../helpers/panel-frame.ts";
import { panelTests } from "../helpers/panel-tests.ts";
import { sample } from "../helpers/shopify-webhooks.ts";

const { inBrowser, stack, db, shopId, api, panel, frame, open, go, violations, otherTab, expectQuiet } =
  await panelTests();

let endpointId: string;

/** Of this shop alone: what another shop has sent is taken for forged. */
const ORDER = sample("orders/create", { "#9999": "#1001" });

/** Until the guide says how much of it is done. */
const untilDone = (words: string) =>
  expect
    .poll(
      async () => {
        await go("/app");
        return panel.getByText(words).count();
      },
      { timeout: 20_000 },
    )
    .toBe(1);

inBrowser("a merchant lands on home, which says what to do first", async () => {
  await open("");
  await panel.getByRole("heading", { name: "Home", level: 1 }).waitFor();
  await panel.getByText("0 of 4 done").waitFor();
  await panel.getByText("Working", { exact: true }).waitFor();
  await panel.getByText("No delivery activity in this range").waitFor();
  expect(await panel.getByRole("heading", { name: "Needs attention" }).count()).toBe(0);
  expect(await violations()).toEqual([]);
  await panel.getByText("Send a test", { exact: true }).click();
  await panel.getByText("A test call is a real request").waitFor();
  await panel.getByRole("link", { name: "Add endpoint" }).click();
  await frame().waitForURL("**/app/endpoints/new");
});

inBrowser("the guide ticks off what really happened", async () => {
  const made = await api.post<{ id: string }>("/endpoints", {
    url: `${stack.receiver.url}/hook`,
    topics: ["order/created"],
  });
  endpointId = made.id;
  await untilDone("1 of 4 done");
  const tool = panel.getByRole("link", { name: "Check a signature" });
  expect(await tool.getAttribute("href")).toBe(`/app/endpoints/${endpointId}#signature`);
  await api.post(`/endpoints/${endpointId}/test`, {});
  await untilDone("2 of 4 done");
  await stack.send({ topic: "orders/create", body: ORDER });
  await untilDone("3 of 4 done");
  await panel.getByText("Last webhook from Shopify").waitFor();
  expect(await panel.getByText("None yet").count()).toBe(0);
  await db.query(
    "insert into setup (shop_id, verified_at) select $1, now() on conflict (shop_id) do update set verified_at = now()",
    [shopId],
  );
  await untilDone("Everything is set up.");
  expect(await violations()).toEqual([]);
});

inBrowser(
  "the guide is put away for good, taken out again, and the page shows what is going on all the same",
  async () => {
    await panel.getByRole("button", { name: "Dismiss" }).click();
    await panel.getByRole("heading", { name: "Setup guide" }).waitFor({ state: "detached" });
    await go("/app");
    expect(await panel.getByRole("heading", { name: "Setup guide" }).count()).toBe(0);
    await panel.getByRole("heading", { name: "Activity" }).waitFor();
    await panel.getByRole("heading", { name: "Status" }).waitFor();
    await panel.getByRole("button", { name: "Show setup guide" }).click();
    await panel.getByRole("heading", { name: "Setup guide" }).waitFor();
  },
);

inBrowser("figures and bars are of the range in the address, and a table says the same", async () => {
  await go("/app?range=30d");
  await panel.locator(".home-chart-column").first().waitFor();
  await panel.getByText("Show as a table").click();
  await expect.poll(() => panel.getByRole("row").count()).toBe(31);
  // Not always the last: midnight may have passed since.
  const busy = panel.getByRole("row").filter({ has: panel.getByRole("cell", { name: "1", exact: true }) });
  expect(await busy.getByRole("cell").allTextContents()).toEqual(["1", "0"]);
  expect(await violations()).toEqual([]);
  await panel.getByRole("button", { name: "24 hours" }).click();
  await frame().waitForURL(/range=24h/);
  await expect.poll(() => panel.getByRole("row").count()).toBe(25);
  await expect
    .poll(() => panel.getByRole("button", { name: "24 hours" }).getAttribute("aria-pressed"))
    .toBe("true");
});

inBrowser("what needs attention stands there with the next thing to do", async () => {
  await api.post<{ id: string }>("/endpoints", {
    url: `${stack.receiver.url}/wallet`,
    topics: ["wallet_pass/created", "loyalty/points_changed", "form/submitted"],
  });
  await db.query(
    "update endpoint set status = 'disabled', disabled_reason = 'gone', status_since = now() where id = $1",
    [endpointId],
  );
  await go("/app");
  const list = panel.getByRole("list", { name: "Needs attention" });
  await list.getByText("Its server answered 410 Gone, so Carillon stopped sending just now.").waitFor();
  await list.getByRole("link", { name: "Set a rule: loyalty/points_changed" }).waitFor();
  await list.getByRole("link", { name: "See how it comes: wallet_pass/created" }).waitFor();
  expect(await violations()).toEqual([]);
  await list.getByRole("link", { name: /^Review and enable: / }).click();
  await frame().waitForURL(`**/app/endpoints/${endpointId}`);
});

inBrowser(
  "a shop that waits for forms reads whether its theme has the block and when the last one came, and is led to the editor",
  async () => {
    await go("/app");
    const add = panel.getByRole("link", { name: "Add form to theme" });
    expect(await add.getAttribute("href")).toBe(
      `https://${stack.shop}/admin/themes/current/editor?template=page&addAppBlockId=${stack.app.apiKey}%2Fform&target=newAppsSection`,
    );
    await db.query("insert into inbound_key (shop_domain, webhook_id) values ($1, 'form:0a')", [stack.shop]);
    await go("/app");
    await panel.getByText("Last submission just now").waitFor();
    await panel.getByText("Not in your theme").waitFor(); // it was taken out
    await add.waitFor();
    stack.shopify.storeOf(stack.shop).state.formPlaces.push("template--page/main/form_1");
    await open("/app");
    await panel.getByText("In your theme", { exact: true }).waitFor();
    await panel.getByRole("link", { name: "Open theme editor" }).waitFor();
  },
);

inBrowser("when no worker has been heard of, a banner says so", async () => {
  // The worker of this very process goes on, but cannot write that it does.
  await db.query("create rule mute as on insert to heartbeat do instead nothing");
  await db.query("update heartbeat set at = now() - interval '10 minutes'");
  await go("/app");
  await panel.getByText("Nothing is being sent just now").waitFor();
  await panel.getByText("Not working").waitFor();
  expect(await violations()).toEqual([]);
  await db.query("drop rule mute on heartbeat");
});

inBrowser("on a phone and in French it fits, and nothing moves while it loads", async () => {
  const narrow = await otherTab(390);
  await openPanel(narrow.page, stack, "/app?locale=fr");
  const phone = panelFrame(narrow.page, stack.appUrl);
  await phone.getByRole("heading", { name: "Accueil" }).waitFor();
  await phone.locator(".home-chart-column").first().waitFor();
  expect(await axeViolations(phone)).toEqual([]);
  expect(await sideways(phone)).toBe(0);
  expect(await phone.evaluate(layoutShift)).toBeLessThan(0.1);
  expect(narrow.complaints).toEqual([]);
});

/** The sum of what the browser has seen move by itself. */
function layoutShift(): Promise<number> {
  return new Promise((resolve) => {
    const observer = new PerformanceObserver((list) => {
      const shifts = list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[];
      finish(shifts.reduce((sum, { value, hadRecentInput }) => sum + (hadRecentInput ? 0 : value), 0));
    });
    const finish = (sum: number) => {
      observer.disconnect();
      resolve(sum);
    };
    observer.observe({ type: "layout-shift", buffered: true });
    requestIdleCallback(() => finish(0), { timeout: 2_000 }); // none is reported when there was none
  });
}

inBrowser("the page's scripts are below 250 KB compressed", async () => {
  const fresh = await otherTab();
  const scripts = new Set<string>();
  fresh.page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/assets/") && pathname.endsWith(".js")) scripts.add(pathname);
  });
  await openPanel(fresh.page, stack, "/app");
  const bytes = [...scripts]
    .filter((script) => !script.includes("delivery-bars"))
    .map((script) => gzipSync(readFileSync(path.join("build/client", script))).length);
  expect(bytes.length).toBeGreaterThan(5);
  expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(250_000);
});

expectQuiet();
