// What a merchant sees of an endpoint and does to it: health, pause, headers, a new secret, disabling and recovering.
import { Webhook } from "standardwebhooks";
import { beforeAll, expect } from "vitest";
import { listAll } from "#sandbox/demo/management-api.ts";
import { panelTests } from "../helpers/panel-tests.ts";

const {
  inBrowser,
  stack,
  page,
  panel,
  api,
  open,
  frame,
  button,
  choose,
  complained,
  violations,
  fitsPhone,
  expectQuiet,
} = await panelTests();
let made: { id: string; secret: string };

beforeAll(async () => {
  made = await api.post("/endpoints", {
    url: `${stack.receiver.url}/hook`,
    topics: ["*", "endpoint/failing"],
    description: "Warehouse",
    rate_limit: 20,
    weekly_check: true,
  });
  await openEndpoint();
});

const openEndpoint = () => open(`/app/endpoints/${made.id}`);
const dialog = () => panel.getByRole("dialog");
const tab = (name: string) => panel.getByRole("tab", { name, exact: true });

const receive = async (count: number) => {
  await expect.poll(() => stack.receiver.received().length).toBe(count);
  return stack.receiver.received().at(-1);
};

async function sendTest(): Promise<void> {
  await button("Send test event").click();
  await button("Send test").click();
  await panel.getByText("Delivered", { exact: true }).waitFor();
  await dialog().getByText("Close", { exact: true }).click();
  await dialog().waitFor({ state: "detached" });
}

inBrowser("the page tells what an endpoint is set to, with a link to each topic", async () => {
  await panel.getByText("Every topic, later ones included, and of Carillon’s own:").waitFor();
  await panel.getByText("20 requests per second").waitFor();
  await panel.getByText("A test call after 7 silent days").waitFor();
  await panel.getByText("Nothing was sent").first().waitFor();
  expect(await panel.getByRole("link", { name: "endpoint/failing" }).getAttribute("href")).toBe(
    "/app/topics/endpoint/failing",
  );
  expect(await violations()).toEqual([]);
});

inBrowser("a new secret is shown even when the page cannot be loaded again after the rotation", async () => {
  await tab("Signature and headers").click();
  await button("New secret").click();
  const isReload = (url: URL) => url.pathname.endsWith(`/${made.id}.data`);
  await page.route(isReload, (route) => route.fulfill({ status: 502 }));
  await button("Make new secret").click();
  const shown = panel.getByLabel("Signing secret", { exact: true });
  await panel.getByRole("button", { name: "Try again" }).waitFor();
  const secret = await shown.inputValue();
  expect(secret).toMatch(/^whsec_/);
  expect(await violations()).toEqual([]);

  await page.unroute(isReload);
  await button("Try again").click();
  await panel.getByRole("heading", { name: "Warehouse" }).waitFor();
  expect(await shown.inputValue()).toBe(secret);
  await button("I have stored it").click();
  await shown.waitFor({ state: "detached" });
  await tab("Signature and headers").click();
  await button("Finish rotation").click();
  await dialog().getByRole("button", { name: "Finish rotation" }).click();
  await panel.getByText(/Signs until/).waitFor({ state: "detached" });
  made.secret = secret;
  await openEndpoint();
  await complained(/502|SyntaxError/);
});

inBrowser("a paused endpoint gets nothing until it is resumed, and then what has waited", async () => {
  await button("Pause").click();
  await panel.getByText("This endpoint is paused").waitFor();
  expect(await violations()).toEqual([]);
  await stack.send({ topic: "products/create", body: '{"id":1}' });
  await expect.poll(() => listAll(api, "deliveries", { status: "pending" })).toHaveLength(1);
  expect(stack.receiver.received()).toEqual([]);

  await button("Resume").click();
  await panel.getByText("This endpoint is paused").waitFor({ state: "detached" });
  expect((await receive(1))?.headers["x-topic"]).toBe("product/created");
});

inBrowser("its newest deliveries are shown by how they ended, and its health in figures", async () => {
  await expect.poll(() => listAll(api, "deliveries", { status: "succeeded" })).toHaveLength(1);
  await openEndpoint();
  await panel.getByText("0% failed: 0 of 1").first().waitFor();
  await panel.getByRole("link", { name: "product/created" }).waitFor();
  await button("Failed").click();
  await panel.getByText("No delivery has failed for good.").waitFor();
  await button("Succeeded").click();
  await panel.getByRole("link", { name: "product/created" }).waitFor();
  expect(await button("Succeeded").getAttribute("aria-pressed")).toBe("true");
  const table = panel.getByRole("table").filter({ hasText: "product/created" });
  const hidden = await table.evaluate((it) => it.scrollWidth - (it.parentElement?.clientWidth ?? 0));
  expect(hidden).toBeLessThanOrEqual(0);
});

inBrowser("a rotation shows the new secret once, and both secrets sign until it is finished", async () => {
  await tab("Signature and headers").click();
  await button("New secret").click();
  await panel.getByLabel("How long the old secret goes on").selectOption("3600");
  expect(await violations()).toEqual([]);
  await button("Make new secret").click();
  const shown = panel.getByLabel("Signing secret", { exact: true });
  await shown.waitFor();
  const card = panel.getByRole("region", { name: "New signing secret" });
  await expect.poll(() => card.evaluate((it) => it === document.activeElement)).toBe(true);
  const secret = await shown.inputValue();
  expect(secret).toMatch(/^whsec_/);
  expect(secret).not.toBe(made.secret);
  await panel.getByText(/Signs until .* \(in [^)]+\)/).waitFor();
  expect(await violations()).toEqual([]);
  await button("I have stored it").click();
  await shown.waitFor({ state: "detached" });

  await sendTest();
  const both = await receive(2);
  for (const live of [made.secret, secret]) {
    expect(new Webhook(live).verify(both?.body ?? "", both?.headers ?? {})).toBeTruthy();
  }

  await button("Finish rotation").click();
  await dialog().getByRole("button", { name: "Finish rotation" }).click();
  await panel.getByText(/Signs until/).waitFor({ state: "detached" });
  await sendTest();
  const one = await receive(3);
  expect(() => new Webhook(made.secret).verify(one?.body ?? "", one?.headers ?? {})).toThrow();
  expect(new Webhook(secret).verify(one?.body ?? "", one?.headers ?? {})).toBeTruthy();
  await openEndpoint();
  expect(await panel.locator("body").textContent()).not.toContain(secret.slice(6));
});

inBrowser("a secret of the merchant's own is taken where it is one, and not shown", async () => {
  await tab("Signature and headers").click();
  await button("New secret").click();
  await choose("My own", dialog());
  const own = "a-token-of-another-app-1234";
  await panel.getByLabel("Your secret").fill("short");
  await button("Use this secret").click();
  await panel.getByText(/24 to 128 printable ASCII characters/).waitFor();
  expect(await violations()).toEqual([]);
  await panel.getByLabel("Your secret").fill(own);
  await panel.getByLabel("How long the old secret goes on").selectOption("0");
  await button("Use this secret").click();
  await dialog().waitFor({ state: "detached" });
  await panel.getByText(/1234, made/).waitFor();
  expect(await panel.locator("body").textContent()).not.toContain(own);
});

inBrowser("a header is added, sent, never shown, and removed after a question", async () => {
  await panel.getByLabel("Header name").fill("content-length");
  await panel.getByLabel("Value", { exact: true }).fill("Bearer not-for-eyes");
  await button("Save header").click();
  await panel.getByText("The header content-length is set by Carillon.").waitFor();
  await panel.getByLabel("Header name").fill("Authorization");
  await button("Save header").click();
  await button("Remove: Authorization").waitFor();
  expect(await panel.locator("body").textContent()).not.toContain("not-for-eyes");
  await expect.poll(() => panel.getByLabel("Value", { exact: true }).inputValue()).toBe("");
  expect(await violations()).toEqual([]);
  await sendTest();
  expect((await receive(4))?.headers.authorization).toBe("Bearer not-for-eyes");

  await button("Remove: Authorization").click();
  await button("Remove header").click();
  await button("Remove: Authorization").waitFor({ state: "detached" });
});

inBrowser(
  "disabling asks first and says what is lost; enabling is one click and counts what was missed",
  async () => {
    await tab("Overview").click();
    await button("Disable").click();
    await dialog()
      .getByText(/what waits for it is discarded/)
      .waitFor();
    await dialog().getByRole("button", { name: "Cancel" }).click();
    await dialog().waitFor({ state: "detached" });
    await panel.getByText("Enabled", { exact: true }).waitFor();

    await button("Disable").click();
    await button("Disable endpoint").click();
    await panel.getByText("This endpoint is disabled").waitFor();
    await dialog().waitFor({ state: "detached" });
    expect(await violations()).toEqual([]);
    // Somebody else's endpoint has the topic, so the event is stored.
    await api.post("/endpoints", { url: `${stack.receiver.url}/other`, topics: ["product/created"] });
    await stack.send({ topic: "products/create", body: '{"id":2}' });
    await receive(5);

    await button("Enable").click();
    await panel.getByText("This endpoint is disabled").waitFor({ state: "detached" });
    await panel.getByText("1 event will be sent.").waitFor();
    await expect.poll(() => panel.getByLabel("From when").inputValue()).toBe("missed");
    const address = () => frame().evaluate(() => location.search);
    await expect.poll(address).toMatch(/[?&]since=\d{4}-/); // so that a reload knows it too
    expect(await violations()).toEqual([]);
    await button("Send 1 event").click();
    expect((await receive(6))?.path).toBe("/hook");
  },
);

inBrowser("deleting asks first and leads back to the list", async () => {
  await button("Delete").click();
  expect(await violations()).toEqual([]);
  await button("Delete endpoint").click();
  await panel.getByRole("heading", { name: "Endpoints", exact: true }).waitFor();
  await openEndpoint();
  await panel.getByText("There is nothing here").waitFor();
});

inBrowser("at 390 pixels neither half of the page scrolls sideways", async () => {
  const { id } = await api.post<{ id: string }>("/endpoints", {
    url: `${stack.receiver.url}/a-long-path-that-does-not-break-where-one-would-like-it-to`,
    topics: ["product/created"],
  });
  await fitsPhone(`/app/endpoints/${id}`, `/app/endpoints/${id}#signature`);
});

expectQuiet("404");
