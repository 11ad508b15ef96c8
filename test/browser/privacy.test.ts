// A customer asks for their data and then wants it erased: through Shopify's webhooks, in the panel, in a real browser.
import { readFile } from "node:fs/promises";
import { expect } from "vitest";
import { panelTests } from "../helpers/panel-tests.ts";
import { sample } from "../helpers/shopify-webhooks.ts";

const CUSTOMER = "820982911946154508";
const EMAIL = "ada.quillfeather@example.com";

const {
  inBrowser,
  stack,
  page,
  panel,
  api,
  open,
  go,
  button,
  complained,
  glimpse,
  violations,
  fitsPhone,
  expectQuiet,
} = await panelTests();

/** As Shopify's webhook says it. */
const compliance = (topic: string) =>
  sample(topic, {
    ...{ "{shop}.myshopify.com": stack.shop, "191167": CUSTOMER, "john@example.com": EMAIL },
    "954889": "1", // the sandbox's number of the shop
  });

const until = (words: RegExp) =>
  expect
    .poll(
      async () => {
        await go("/app/settings/privacy");
        return panel.locator("body").textContent();
      },
      { timeout: 30_000 },
    )
    .toMatch(words);

inBrowser("a shop whose customers have asked for nothing reads what would stand here", async () => {
  await open("/app/settings/privacy");
  await panel.getByText("None yet. When a customer asks for their data").waitFor();
  expect(await violations()).toEqual([]);
});

inBrowser("what is held on a customer who asked is listed, and saved as a file", async () => {
  await api.post("/endpoints", { url: "http://127.0.0.1:1/closed", topics: ["customer/updated"] });
  const gid = `gid://shopify/Customer/${CUSTOMER}`;
  const body = `{"id":${CUSTOMER},"admin_graphql_api_id":"${gid}","email":"${EMAIL}","first_name":"Ada"}`;
  await stack.send({ topic: "customers/update", body });
  await stack.send({ topic: "customers/data_request", body: compliance("customers/data_request") });
  await until(/1 event, 1 webhook.* found\./);
  expect(await violations()).toEqual([]);
  const saving = page.waitForEvent("download");
  await panel.getByRole("button", { name: `Download the data of customer ${CUSTOMER}` }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toBe(`customer-${CUSTOMER}.json`);
  const data = JSON.parse(await readFile(await file.path(), "utf8"));
  expect(data.events[0].body.data.customer.email).toBe(EMAIL);
});

inBrowser("a file that cannot be read is explained beside the button", async () => {
  await page.route("**/app/settings/privacy/*/data", (route) => route.fulfill({ status: 503 }));
  await panel.getByRole("button", { name: "Download the data" }).click();
  await panel.getByText("The data could not be read. Try again in a moment.").waitFor();
  await page.unroute("**/app/settings/privacy/*/data");
  await complained(/503/);
});

inBrowser("an erasure is listed with what it did, and the file says no more who they were", async () => {
  await stack.send({ topic: "customers/redact", body: compliance("customers/redact") });
  await until(/Erased in 1 event.* 1 webhook/);
  const saving = page.waitForEvent("download");
  await panel.getByRole("button", { name: "Download the data" }).click();
  const text = await readFile(await (await saving).path(), "utf8");
  expect(text).toContain(CUSTOMER);
  expect(text).not.toContain(EMAIL);
});

inBrowser("what is held back is ticked, saved and stays", async () => {
  await open("/app/settings/privacy");
  const save = button("Save");
  expect(await save.isVisible()).toBe(false);
  await panel.getByLabel("E-mail addresses").click();
  await glimpse(panel.getByRole("status").filter({ hasText: "Privacy saved" }), () => save.click());
  await open("/app/settings/privacy");
  expect(await panel.getByLabel("E-mail addresses").isChecked()).toBe(true);
  expect(await panel.getByLabel("Names").isChecked()).toBe(false);
});

inBrowser("all that is configured and logged is saved as a file", async () => {
  await go("/app/settings/privacy");
  const saving = page.waitForEvent("download");
  await panel.getByRole("button", { name: "Download all data" }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toBe("carillon.ndjson");
  const lines = (await readFile(await file.path(), "utf8")).trimEnd().split("\n");
  const kinds = new Set(lines.map((line) => (JSON.parse(line) as { kind: string }).kind));
  expect(kinds).toEqual(new Set(["shop", "api_token", "endpoint", "event", "delivery"]));
});

inBrowser("the log is deleted only when the word is typed, and the page says what went", async () => {
  const ask = async () => {
    await panel.getByRole("button", { name: "Delete the log" }).click();
    return panel.getByRole("dialog");
  };
  const dialog = await ask();
  await dialog.getByLabel("Type DELETE to confirm").fill("delete");
  await dialog.getByRole("button", { name: "Delete for good" }).click();
  await dialog.getByText("Type DELETE, in capital letters.").waitFor();
  expect(await violations()).toEqual([]);
  await dialog.getByLabel("Type DELETE to confirm").fill("DELETE");
  await dialog.getByRole("button", { name: "Delete for good" }).click();
  await panel.getByText(/Last deleted .*1 delivery.*1 event/).waitFor({ timeout: 30_000 });
  await go("/app/deliveries");
  expect(await panel.locator("body").innerHTML()).not.toContain("dlv_");
});

inBrowser("at 390 pixels the page does not scroll sideways", async () => {
  await fitsPhone("/app/settings/privacy");
});

expectQuiet();
