// The delivery log in a real browser: views, filters and search in the address, live, sending again, the file.
import { readFile } from "node:fs/promises";
import { expect, onTestFinished } from "vitest";
import { type Logged, type LoggedDelivery, logDelivery } from "../helpers/log-delivery.ts";
import { panelTests } from "../helpers/panel-tests.ts";
import { createTestReceiver } from "../helpers/test-receiver.ts";
import { BODY, fillLog, HEADERS } from "./deliveries-log.ts";

const {
  inBrowser,
  db,
  shopId,
  api,
  page,
  panel,
  frame,
  open,
  go,
  button,
  choose,
  violations,
  fitsPhone,
  expectQuiet,
} = await panelTests();
const receiver = await createTestReceiver();
let endpointId: string;
let failed: Logged;

const rows = () => panel.locator("#deliveries tbody tr");
/** What the panel's own address asks for. */
const asked = () => decodeURIComponent(new URL(frame().url()).search);
/** The texts stand in a row, each as a whole: a receiver's port may have the same digits. */
async function shows(row: number, ...texts: string[]): Promise<void> {
  for (const text of texts) await rows().nth(row).getByText(text, { exact: true }).waitFor();
}
const log = (delivery: LoggedDelivery = {}) =>
  logDelivery(db, { shopId, endpointId }, { body: BODY, requestHeaders: HEADERS, ...delivery });

inBrowser("before anything was sent, the log says what will appear there", async () => {
  await open("/app/deliveries");
  await panel.getByText("No deliveries yet").waitFor();
  expect(await violations()).toEqual([]);
});

inBrowser("the log shows status, destination, answer, attempts and times, newest first", async () => {
  ({ id: endpointId } = await api.post<{ id: string }>("/endpoints", { url: receiver.url, topics: ["*"] }));
  failed = await fillLog(log);
  await go("/app/deliveries");
  await expect.poll(() => rows().count()).toBe(25);
  await rows().nth(2).getByText("order/paid").waitFor();
  await shows(2, "Failed", "401", "10/10", "3 hours ago");
  await shows(1, "Retrying", "TLS error", "2/10", "in 4 hours");
  expect(await violations()).toEqual([]);
});

inBrowser("views and filters stand in the address, and are cleared at once", async () => {
  await panel.getByRole("tab", { name: "Failed" }).click();
  await expect.poll(asked).toBe("?status=failed");
  await expect.poll(() => rows().count()).toBe(1);
  await panel.getByRole("tab", { name: "Retrying" }).click();
  await expect.poll(asked).toBe("?status=pending&attempts=1");
  await panel.getByText("TLS error").first().waitFor();
  await panel.getByRole("tab", { name: "All" }).click();
  await expect.poll(asked).toBe("");
  await button(/Search and filter/).click();
  await button("Add filter").click();
  await panel.getByRole("menuitem", { name: "Response" }).or(button("Response")).first().click();
  await choose("4xx: refused");
  await expect.poll(asked).toBe("?response=4xx");
  await choose("TLS error");
  await expect.poll(asked).toBe("?response=4xx&response=tls");
  await expect.poll(() => rows().count()).toBe(2);
  expect(await violations()).toEqual([]);
  await page.keyboard.press("Escape");
  await button("Clear all").click();
  await expect.poll(asked).toBe("");
});

inBrowser(
  "a window is chosen in the shop's time, and what is wrong with it stands beside the field",
  async () => {
    await go("/app/deliveries?topic=order/paid");
    await button("Add filter").click();
    await panel.getByRole("menuitem", { name: "Time", exact: true }).or(button("Time")).first().click();
    await choose("Between two times");
    await button("Apply").click();
    await panel.getByText("Enter a date and a time.").waitFor();
    await panel.getByLabel("From", { exact: true }).fill("2026-11-20T10:00");
    await panel.getByLabel("Until", { exact: true }).fill("2026-11-19T10:00");
    await button("Apply").click();
    await panel.getByText("Must be later than “From”.").waitFor();
    expect(await violations()).toEqual([]);
    await panel.getByLabel("Until", { exact: true }).fill("");
    await button("Apply").click();
    await expect.poll(asked).toMatch(/^\?topic=order\/paid&since=2026-11-20T15:00:00\.000Z$/);
  },
);

inBrowser("the search finds an id as it is typed, and says what it finds when there is nothing", async () => {
  await open("/app/deliveries");
  await button(/Search and filter/).click();
  await panel.getByPlaceholder("Delivery, event, customer or resource id").fill("450789469");
  await expect.poll(asked).toBe("?q=450789469");
  await expect.poll(() => rows().count()).toBe(1);
  await panel.getByPlaceholder("Delivery, event, customer or resource id").fill("nothing");
  await panel.getByText("No deliveries match").waitFor();
  await panel.getByText(/The search finds ids/).waitFor();
  expect(await violations()).toEqual([]);
  await panel.getByRole("link", { name: "Show all deliveries" }).click();
  await expect.poll(asked).toBe("");
  await expect.poll(() => rows().count()).toBe(25);
});

inBrowser("what an address asks wrongly is named, and the rest of it is shown", async () => {
  await go("/app/deliveries?status=failed&status=lost&range=never");
  await panel.getByText("This list leaves out: range, status.").waitFor();
  await expect.poll(() => rows().count()).toBe(1);
  expect(await violations()).toEqual([]);
});

inBrowser("pages follow one another, and the oldest rows may come first", async () => {
  await go("/app/deliveries");
  await button("Older deliveries")
    .or(panel.getByRole("link", { name: "Older deliveries" }))
    .first()
    .click();
  await expect.poll(asked).toMatch(/^\?cursor=dlv_/);
  await expect.poll(() => rows().count()).toBe(8);
  await go("/app/deliveries?sort=oldest");
  await rows().first().getByText("2 days ago").waitFor();
  await panel.getByRole("link", { name: "Newer deliveries" }).click();
  await expect.poll(asked).toMatch(/^\?sort=oldest&cursor=dlv_/);
});

inBrowser("while a list slides into sight, its rows and the tabs above take clicks", async () => {
  await open("/app/deliveries");
  await frame().evaluate(() => {
    const halfway = new CSSStyleSheet();
    halfway.replaceSync(
      ".Polaris-IndexTable__LoadingPanel { transform: translateY(-50%) !important; visibility: visible !important }",
    );
    document.adoptedStyleSheets.push(halfway);
  });
  onTestFinished(() => frame().evaluate(() => void document.adoptedStyleSheets.pop()));
  await panel.getByRole("tab", { name: "Failed" }).click();
  await expect.poll(() => rows().count()).toBe(1);
  await rows().first().getByRole("checkbox").click();
  await panel.getByText("1 selected").waitFor();
  await panel.getByRole("tab", { name: "All" }).click();
  await expect.poll(asked).toBe("");
});

inBrowser("live shows what comes in and says so, and waits while rows are chosen", async () => {
  await go("/app/deliveries");
  await button("Live").click();
  await panel.getByText("New deliveries appear every 5 seconds.").waitFor({ state: "attached" });
  await log({ topic: "product/created" });
  await panel.getByText("1 new delivery").waitFor({ state: "attached" });
  await rows().first().getByText("product/created").waitFor();
  await rows().nth(1).getByRole("checkbox").click();
  await panel.getByText("1 selected").waitFor();
  await log({ topic: "product/updated" });
  expect(await panel.getByText("product/updated").count()).toBe(0);
  await rows().nth(1).getByRole("checkbox").click();
  await rows().first().getByText("product/updated").waitFor();
  expect(await violations()).toEqual([]);
});

inBrowser(
  "chosen rows are sent again once they are counted, and those that cannot be are named",
  async () => {
    const aged = await log({ topic: "customer/created" });
    await db.query("delete from event_payload where event_id = $1", [aged.eventId]);
    await log({ topic: "customer/created" });
    await go("/app/deliveries?topic=customer/created");
    for (const at of [0, 1]) await rows().nth(at).getByRole("checkbox").click();
    await button("Resend").click();
    await panel.getByText("1 delivery will be sent again").waitFor();
    await panel.getByText("1 whose body is no longer stored").waitFor();
    expect(await violations()).toEqual([]);
    const before = receiver.received.length;
    await button("Resend 1 delivery").click();
    await receiver.until(before + 1);
    await panel.getByRole("dialog").waitFor({ state: "detached" });
  },
);

inBrowser("a list that loses the chosen rows behind the question changes nothing of it", async () => {
  const { id } = await log({ topic: "customer/updated" });
  await go("/app/deliveries?topic=customer/updated");
  await rows().first().getByRole("checkbox").click();
  await button("Resend").click();
  await panel.getByText("1 delivery will be sent again").waitFor();
  await db.query("update delivery set topic = 'customer/merged' where id = $1", [id]);
  await frame().evaluate(() =>
    (globalThis as unknown as { __remixRouter: { revalidate(): void } }).__remixRouter.revalidate(),
  );
  await panel.getByText("No deliveries match").waitFor({ state: "attached" });
  await panel.getByText("1 delivery will be sent again").waitFor();
  await panel.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
});

inBrowser(
  "all that match are counted with what is left out, and go out with their progress shown",
  async () => {
    await log({ topic: "customer/deleted", status: "failed", reason: "timeout" });
    await log({ topic: "customer/deleted", test: true });
    await go("/app/deliveries?topic=customer/deleted");
    await button("Send all again").click();
    await panel.getByText(/1 delivery will be sent again to 1 endpoint/).waitFor();
    await panel.getByText("1 test call").waitFor();
    expect(await violations()).toEqual([]);
    const before = receiver.received.length;
    await button("Send 1 delivery again").click();
    await receiver.until(before + 1);
  },
);

inBrowser("the list is saved as a file of the chosen form", async () => {
  await go("/app/deliveries?topic=order/paid");
  await button("Export").click();
  await panel.getByText(/At most 100,000 rows/).waitFor();
  expect(await violations()).toEqual([]);
  await choose("NDJSON, for programs");
  const saving = page.waitForEvent("download");
  await button("Download").click();
  const file = await saving;
  expect(file.suggestedFilename()).toBe("deliveries.ndjson");
  const lines = (await readFile(await file.path(), "utf8")).trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ id: failed.id, last_status_code: 401 }]);
});

inBrowser("at 390 pixels the log does not scroll sideways, filtered or not", async () => {
  await fitsPhone("/app/deliveries", "/app/deliveries?status=failed&topic=order/paid");
  expect(await violations()).toEqual([]);
});

expectQuiet("404");
