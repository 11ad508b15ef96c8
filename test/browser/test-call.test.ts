// A test call with a sample that can be changed, to one endpoint and to all, signed and not, in a real browser.
import { beforeAll, expect } from "vitest";
import { axeViolations, openPanel, panelFrame, sideways } from "../helpers/panel-frame.ts";
import { panelTests } from "../helpers/panel-tests.ts";
import { createTestReceiver, status } from "../helpers/test-receiver.ts";

const { inBrowser, panel, frame, api, open, go, button, violations, otherTab, stack, expectQuiet } =
  await panelTests();
const receiver = await createTestReceiver();
let endpoint: { id: string; secret: string };

beforeAll(async () => {
  await api.post("/endpoints", {
    url: `${receiver.url}/second`,
    topics: ["order/paid"],
    description: "Second",
  });
  endpoint = await api.post("/endpoints", { url: receiver.url, topics: ["order/paid", "order/created"] });
});

const data = () => panel.getByLabel("Data of the event (JSON)");
const result = () => panel.getByRole("region", { name: "Result of the test" });

async function send(): Promise<void> {
  await button("Send test").click();
  await result().waitFor();
}

inBrowser("the sample of the first chosen topic stands ready and can be sent as it is", async () => {
  await open("/app");
  await panel.getByText("Send a test", { exact: true }).click();
  await panel.getByRole("link", { name: "Send a test call" }).click();
  await expect.poll(() => data().inputValue()).toMatch(/^\{\n {2}"order": \{/);
  expect(await panel.getByLabel("Topic", { exact: true }).inputValue()).toBe("order/created");
  expect(await violations()).toEqual([]);
  receiver.answer(status(200, { "x-answer": "yes" }, "thanks"));
  await send();
  await result().getByText("Delivered", { exact: true }).waitFor();
  await result().getByText("Headers of the answer").first().click();
  await result().getByText("x-answer").waitFor();
  await result().getByText("Answer", { exact: true }).click();
  await result().getByText("thanks").waitFor();
  expect(await violations()).toEqual([]);
  expect(receiver.received.at(-1)?.headers).toMatchObject({ "x-test": "true", "x-topic": "order/created" });
});

inBrowser("a mistake in the data is named with its place, and the sample comes back", async () => {
  const before = receiver.received.length;
  await data().fill('{\n  "order": { "id": 1, }\n}');
  await button("Send test").click();
  await panel.getByText("Line 2, column 23: there is a comma too many before “}”.").waitFor();
  expect(await violations()).toEqual([]);
  expect(receiver.received).toHaveLength(before);
  await button("Reset to sample").click();
  await expect.poll(() => data().inputValue()).toMatch(/^\{\n {2}"order": \{/);
  await button("Reset to sample").waitFor({ state: "detached" });
});

inBrowser("data of another shape is sent with a warning, exactly as it is written", async () => {
  await data().fill('{"mine":820982911946154508}');
  await send();
  await result().getByText("Sent, although it is not of the topic’s shape").waitFor();
  expect(receiver.received.at(-1)?.body).toContain('"data":{"mine":820982911946154508}');
});

inBrowser("another topic brings its own sample", async () => {
  await panel.getByLabel("Topic", { exact: true }).selectOption("customer/created");
  await expect.poll(() => data().inputValue()).toMatch(/^\{\n {2}"customer": \{/);
});

inBrowser(
  "a receiver that takes what is not signed is found out, and one that refuses it has passed",
  async () => {
    const signature = panel.getByLabel("Signature", { exact: true });
    await signature.selectOption({ label: "Without a signature" });
    await send();
    await result().getByText("Accepted", { exact: true }).waitFor();
    await result()
      .getByText(/Whoever knows the URL can send it events/)
      .waitFor();
    expect(receiver.received.at(-1)?.headers).not.toHaveProperty("signature");

    receiver.answer(status(401, {}, "no"));
    await signature.selectOption({ label: "With a wrong signature" });
    await send();
    await result().getByText("Refused, as it should be").waitFor();
    expect(await violations()).toEqual([]);

    await signature.selectOption({ label: "Signed" });
    await send();
    await result().getByText("Not delivered").waitFor();
    await result()
      .getByText(/verifies the body exactly as received/)
      .waitFor();
    await result().getByRole("link", { name: "See it in the log" }).click();
    await expect.poll(() => frame().url()).toContain("/app/deliveries/");
    await panel.getByText("Test", { exact: true }).first().waitFor();
  },
);

inBrowser("all endpoints of a topic are called at once, each with its own result", async () => {
  receiver.answer(({ url }, response) => void response.writeHead(url.endsWith("second") ? 500 : 200).end());
  await go("/app/topics/order/paid");
  await panel
    .getByRole("button", { name: /^Test call|^Send (a )?test/ })
    .first()
    .click();
  await expect.poll(() => data().inputValue()).toMatch(/^\{/);
  await panel.getByLabel("Send to").selectOption({ label: "All 2 endpoints" });
  await send();
  await result().getByText("Delivered", { exact: true }).waitFor();
  await result().getByText("Not delivered", { exact: true }).waitFor();
  await result().getByText("Second").waitFor();
  expect(await violations()).toEqual([]);
});

inBrowser("at 390 pixels in French nothing scrolls sideways, and nothing is left in English", async () => {
  const { page } = await otherTab(390);
  await openPanel(page, stack, `/app/endpoints/${endpoint.id}?locale=fr`);
  const narrow = page.frameLocator("#panel");
  await narrow.getByRole("button", { name: "Envoyer un appel d’essai" }).click();
  await narrow.getByText("Données de l’événement (JSON)").waitFor();
  await narrow.getByRole("button", { name: "Envoyer l’appel d’essai" }).click();
  await narrow.getByRole("region", { name: "Résultat de l’appel d’essai" }).waitFor();
  const frame = panelFrame(page, stack.appUrl);
  expect(await axeViolations(frame)).toEqual([]);
  expect(await sideways(frame)).toBe(0);
});

expectQuiet();
