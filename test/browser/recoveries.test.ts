// After an outage of the merchant's server: what failed is counted, sent again and watched, in a real browser.
import { beforeAll, expect, vi } from "vitest";
import { panelTests } from "../helpers/panel-tests.ts";
import { createTestReceiver, status } from "../helpers/test-receiver.ts";

const EVENTS = 4;

const { inBrowser, stack, panel, api, open, go, button, choose, violations, fitsPhone, expectQuiet } =
  await panelTests({
    env: { DELIVERY_SCHEDULE: "0s" }, // one attempt, so that what fails has failed
  });
const receiver = await createTestReceiver();
let endpointId: string;

beforeAll(async () => {
  receiver.answer(status(500));
  ({ id: endpointId } = await api.post<{ id: string }>("/endpoints", { url: receiver.url, topics: ["*"] }));
  for (let id = 1; id <= EVENTS; id += 1)
    await stack.send({ topic: "products/create", body: `{"id":${id}}` });
  await vi.waitFor(async () => expect(await failed()).toBe(EVENTS), { timeout: 15_000 });
});

const failed = async () =>
  (await api.get<{ deliveries: object[] }>("/deliveries?status=failed")).deliveries.length;

inBrowser("what failed is counted before it is sent; at a paused endpoint it waits", async () => {
  await api.post(`/endpoints/${endpointId}/pause`, {});
  await open(`/app/endpoints/${endpointId}`);
  await button("Count them").click();
  await panel.getByText("4 deliveries will be sent again.").waitFor();
  expect(await violations()).toEqual([]);
  await button("Send 4 deliveries again").click();
  await panel.getByText("4 deliveries queued.").waitFor();
  expect(await failed()).toBe(EVENTS);
});

inBrowser("another choice has to be counted anew, and a time too far back is refused in words", async () => {
  await button("Count them").click();
  await panel.getByText("4 deliveries will be sent again.").waitFor();
  await choose("Events that it never got");
  await panel.getByText("4 deliveries will be sent again.").waitFor({ state: "detached" });
  await button("Count them").click();
  await panel.getByText("Every event that was stored has a delivery.").waitFor();
  await panel.getByText(/^4 deliveries of the last 14 days failed or were discarded/).waitFor();
  await panel.getByLabel("From when").selectOption("custom");
  await panel.getByLabel("Since", { exact: true }).fill("2020-01-01T00:00");
  await button("Count them").click();
  await panel.getByText("Choose a time in the past, at most 14 days ago.").waitFor();
  expect(await violations()).toEqual([]);
});

inBrowser("when the endpoint goes on, what was queued arrives", async () => {
  receiver.answer(status(200));
  const before = receiver.received.length;
  await api.post(`/endpoints/${endpointId}/resume`, {});
  await receiver.until(before + EVENTS);
  await expect.poll(() => failed()).toBe(0);
  const again = receiver.received.slice(before).map(({ headers }) => headers["webhook-id"]);
  const first = receiver.received.slice(0, EVENTS).map(({ headers }) => headers["webhook-id"]);
  expect(again.sort()).toEqual(first.sort());
});

inBrowser("the log's filter is counted in a dialog and sent again as a whole", async () => {
  const before = receiver.received.length;
  await go("/app/deliveries?status=succeeded");
  await button("Send all again").click();
  await panel.getByText(/4 deliveries will be sent again to 1 endpoint/).waitFor();
  expect(await violations()).toEqual([]);
  await button("Send 4 deliveries again").click();
  await receiver.until(before + EVENTS);
});

inBrowser("at 390 pixels neither page scrolls sideways", async () => {
  await fitsPhone(`/app/endpoints/${endpointId}`, "/app/deliveries");
});

expectQuiet();
