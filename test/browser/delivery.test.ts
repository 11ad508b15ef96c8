// One delivery in a real browser: what went wrong, what was sent and what came back, copying it and sending it again.
import { beforeAll, expect } from "vitest";
import { MASKED } from "../../app/endpoints/endpoint-fields.ts";
import { type Logged, logDelivery } from "../helpers/log-delivery.ts";
import { axeViolations, openPanel, panelFrame, sideways } from "../helpers/panel-frame.ts";
import { panelTests } from "../helpers/panel-tests.ts";
import { createTestReceiver } from "../helpers/test-receiver.ts";
import { BODY, FAILED, HEADERS } from "./deliveries-log.ts";

const {
  inBrowser,
  stack,
  db,
  shopId,
  api,
  panel,
  open,
  go,
  button,
  copied,
  glimpse,
  violations,
  otherTab,
  expectQuiet,
} = await panelTests();
const receiver = await createTestReceiver();
let failed: Logged;

beforeAll(async () => {
  const { id: endpointId } = await api.post<{ id: string }>("/endpoints", {
    url: receiver.url,
    topics: ["*"],
  });
  failed = await logDelivery(db, { shopId, endpointId }, { body: BODY, requestHeaders: HEADERS, ...FAILED });
});

inBrowser("a delivery tells what went wrong, what was sent and what came back at each attempt", async () => {
  await open(`/app/deliveries/${failed.id}`);
  await panel
    .getByText("Your server did not accept the request’s signature or credentials.")
    .first()
    .waitFor();
  await panel.getByText('"bad signature"').waitFor(); // of a failed attempt the answer comes first
  await panel.getByRole("tab", { name: "Request" }).click();
  await panel.getByText("820982911946154508").waitFor(); // an id of 18 digits, unrounded
  await panel.getByText(MASKED).first().waitFor();
  expect(await violations()).toEqual([]);
  await panel.getByRole("tab", { name: "Response" }).click();
  await panel.getByText('"bad signature"').waitFor();
  await button("Raw").click();
  await panel.getByText('{"why":"bad signature"}').waitFor();
  expect(await violations()).toEqual([]);
  await panel.getByRole("button", { name: /Attempt 9/ }).click();
  await panel.getByText("Your server is unavailable or overloaded.").waitFor();
  expect(await panel.getByRole("link", { name: "Order in Shopify" }).getAttribute("href")).toBe(
    "shopify://admin/orders/450789469",
  );
});

inBrowser("while its endpoint is paused, the next attempt has no time", async () => {
  const { id: endpointId } = await api.post<{ id: string }>("/endpoints", {
    url: `${receiver.url}/paused`,
    topics: ["product/created"],
  });
  await api.post(`/endpoints/${endpointId}/pause`, {});
  const waiting = await logDelivery(
    db,
    { shopId, endpointId },
    { ...FAILED, status: "pending", attempts: 2, dueAt: new Date() },
  );
  await go(`/app/deliveries/${waiting.id}`);
  await panel.getByText("Its endpoint is paused. No attempt is made before it is resumed.").waitFor();
  await panel.getByText("once resumed", { exact: true }).waitFor();
  await go(`/app/deliveries?endpoint=${endpointId}`);
  await panel.getByRole("cell", { name: "once resumed" }).waitFor();
});

inBrowser("the request is copied as a command for a terminal", async () => {
  await open(`/app/deliveries/${failed.id}`);
  await panel.getByRole("tab", { name: "Request" }).click();
  await glimpse(button("Copied"), () => button("Copy as cURL").click());
  const command = await copied(/^curl/);
  expect(command).toContain(`curl --globoff '${receiver.url}'`);
  expect(command).toContain("--header 'authorization: <your value>'");
  expect(command).toContain(String.raw`"note":"it'\''s"`);
});

inBrowser("resend sends the same event once more, and the new attempt appears", async () => {
  const before = receiver.received.length;
  await button("Resend").dblclick();
  await receiver.until(before + 1);
  expect(receiver.received.at(-1)).toMatchObject({ body: BODY, headers: { "webhook-id": failed.eventId } });
  await panel.getByRole("button", { name: /Attempt 11/ }).waitFor();
  await panel.getByText("again by hand").first().waitFor();
  expect(await panel.getByRole("button", { name: /Attempt \d+/ }).count()).toBe(11);
  expect(receiver.received).toHaveLength(before + 1);
});

inBrowser("what is not there is a page with a way back", async () => {
  await go("/app/deliveries/dlv_unknown");
  await panel.getByRole("link", { name: "Go to deliveries" }).click();
  await panel.getByRole("heading", { name: "Deliveries" }).waitFor();
});

inBrowser("at 390 pixels and in French it does not scroll sideways", async () => {
  const { page, complaints } = await otherTab(390);
  await openPanel(page, stack, `/app/deliveries/${failed.id}?locale=fr`);
  const frame = panelFrame(page, stack.appUrl);
  expect(await sideways(frame)).toBe(0);
  expect(await axeViolations(frame)).toEqual([]);
  expect(complaints).toEqual([]);
});

expectQuiet("404");
