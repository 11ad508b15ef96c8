// Events and what became none, in a real browser: the list and its filters, an event's page, mapping again.
import { expect } from "vitest";
import { listAll } from "#sandbox/demo/management-api.ts";
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
  frame,
  violations,
  fitsPhone,
  expectQuiet,
} = await panelTests();

const row = (text: string) => panel.getByRole("listitem").filter({ hasText: text });

/** Waits until the deliveries that succeeded are so many: a page shows how one stood when it was loaded. */
const delivered = (count: number) =>
  expect.poll(() => listAll(api, "deliveries", { status: "succeeded" })).toHaveLength(count);

/** Waits until so many of what came in stand so. */
const mapped = (status: string, count: number) =>
  expect
    .poll(async () => {
      const { rows } = await db.query(
        "select count(*)::int as count from inbound_webhook where status = $1 and shop_domain = $2",
        [status, stack.shop],
      );
      return rows[0].count;
    })
    .toBe(count);

inBrowser("a shop to which nothing happened is told what will appear", async () => {
  await open("/app/events");
  await panel.getByText("No events yet").waitFor();
  expect(await violations()).toEqual([]);
  await panel.getByRole("tab", { name: "Received, not sent on" }).click();
  await panel.getByText("Nothing was left over").waitFor();
  expect(await violations()).toEqual([]);
});

inBrowser(
  "an event is listed with its origin, and its page says what it said and where it went",
  async () => {
    await api.post("/endpoints", { url: `${stack.receiver.url}/hook`, topics: ["order/paid"] });
    await stack.send({ topic: "orders/paid", body: '{"id":1001,"customer":{"id":7}}' });
    await stack.send({ topic: "products/create", body: '{"id":5}' });
    await stack.send({
      topic: "discounts/create",
      body: '{"admin_graphql_api_id":"gid://shopify/DiscountCodeNode/1"}',
    });
    await mapped("mapped", 2);
    await mapped("unmapped", 1);
    await delivered(1);
    await go("/app/events");
    await row("order/paid").waitFor();
    expect(await row("order/paid").textContent()).toContain("Order 1001 · Shopify: orders/paid");
    expect(await violations()).toEqual([]);
    await panel.getByRole("link", { name: "order/paid" }).click();
    await panel.getByRole("heading", { level: 1, name: "order/paid" }).waitFor();
    await panel.getByText("Succeeded").waitFor();
    expect(await panel.getByRole("link", { name: "Open Order 1001 in Shopify" }).getAttribute("href")).toBe(
      "shopify://admin/orders/1001",
    );
    expect(await violations()).toEqual([]);
  },
);

inBrowser("the event's data can be sent to an endpoint as a test call", async () => {
  await panel.getByRole("button", { name: "Test call with this event" }).click();
  await panel.getByRole("dialog").waitFor();
  expect(await violations()).toEqual([]);
  await page.keyboard.press("Escape");
});

inBrowser("what came in is shown as it came", async () => {
  await panel.getByRole("link", { name: "what was received" }).click();
  await panel.getByRole("heading", { level: 1, name: "Received webhook" }).waitFor();
  await panel.getByText("It went through").waitFor();
  expect(await violations()).toEqual([]);
});

inBrowser("filters stand in the address, and what makes no sense is said beside its field", async () => {
  await go("/app/events");
  await panel.getByLabel("Topic").selectOption("product/created");
  await panel.getByText("No events match").waitFor();
  await panel.getByText("1 more in 7 days was counted and not kept").waitFor();
  await expect.poll(() => frame().url()).toContain("topic=product%2Fcreated");
  expect(await violations()).toEqual([]);
  await panel.getByRole("button", { name: "Clear filters" }).click();
  await row("order/paid").waitFor();
  await panel.getByText("Customer, resource and date").click();
  await panel.getByLabel("Customer id").fill("Jane");
  await panel.getByRole("button", { name: "Show", exact: true }).click();
  await panel.getByText("Enter Shopify’s number of the customer").waitFor();
  expect(await panel.getByLabel("Customer id").inputValue()).toBe("Jane");
  expect(await violations()).toEqual([]);
  await panel.getByLabel("Customer id").fill("7");
  await panel.getByLabel("Customer id").press("Enter");
  await expect.poll(() => frame().url()).toContain("customer=7");
  await row("order/paid").waitFor();
});

inBrowser("what was not mapped says why, and is mapped again", async () => {
  await go("/app/events/not-mapped");
  const reason = row("this shop has no coupon rule").first();
  await reason.waitFor();
  expect(await violations()).toEqual([]);
  await panel.getByRole("link", { name: "Shopify: discounts/create", exact: true }).click();
  await panel.getByText("Body as it came").waitFor();
  expect(await violations()).toEqual([]);
  await panel.getByRole("button", { name: /^Try again/ }).click();
  await panel.getByText("1 webhook is tried again.").waitFor();
  await mapped("unmapped", 1);
  await go("/app/events/not-mapped");
  await panel.getByRole("button", { name: "Try again: Not mapped: this shop has no coupon rule." }).click();
  await panel.getByText("1 webhook is tried again.").waitFor();
  await mapped("unmapped", 1);
});

inBrowser("an event or a webhook that there is not leads back into the panel", async () => {
  for (const path of ["/app/events/evt_1", "/app/events/not-mapped/inb_1"]) {
    await go(path);
    await panel.getByRole("heading", { name: "There is nothing here" }).waitFor();
  }
});

inBrowser("at 390 pixels no page scrolls sideways", async () => {
  const { rows } = await db.query(
    `select (select min(id) from event where shop_id = $1) as event,
       (select min(id) from inbound_webhook where shop_domain = $2) as inbound`,
    [shopId, stack.shop],
  );
  const [{ event, inbound }] = rows;
  await fitsPhone("/app/events", "/app/events/not-mapped");
  await fitsPhone(`/app/events/${event}`, `/app/events/not-mapped/${inbound}`);
});

expectQuiet("404");
