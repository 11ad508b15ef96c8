// A merchant sets up alerts, tries them, and is told when an endpoint fails: in a real browser, over a real mail server.
import { expect } from "vitest";
import { panelTests } from "../helpers/panel-tests.ts";
import { mailTo } from "../notifications/alert-steps.ts";
import { createMailServer } from "../notifications/mail-server.ts";

const server = await createMailServer();
const {
  inBrowser,
  stack,
  panel,
  api,
  open,
  go,
  reload,
  button,
  choose,
  glimpse,
  violations,
  fitsPhone,
  expectQuiet,
} = await panelTests({ env: mailTo(server.url) });

inBrowser("mails go to the shop's own address until others are set", async () => {
  await open("/app/settings/alerts");
  await panel.getByText("When empty: shop-1@example.com").waitFor();
  await panel.getByText("To shop-1@example.com.").waitFor();
  await panel.getByLabel("When something changes").waitFor();
  expect(await button("Save").isVisible()).toBe(false);
});

inBrowser("a wrong address is explained beside the field", async () => {
  await panel.getByLabel("Addresses").fill("ops@example.com\nnobody");
  await button("Save").click();
  await panel.getByText('"nobody" is no e-mail address.').waitFor();
});

inBrowser("mode and addresses are saved and stay", async () => {
  await panel.getByLabel("Addresses").fill("ops@example.com");
  await choose("At every first failure as well");
  await glimpse(panel.getByRole("status").filter({ hasText: "Alerts saved" }), () => button("Save").click());
  await panel.getByText("To ops@example.com.").waitFor();
  expect(await violations()).toEqual([]);
  await reload();
  await panel.getByText("To ops@example.com.").waitFor();
  expect(await panel.getByLabel("At every first failure as well").isChecked()).toBe(true);
});

inBrowser("what is typed and discarded is as it was", async () => {
  await go("/app/settings/alerts");
  await panel.getByLabel("Addresses").fill("else@example.com");
  await button("Discard").click();
  await panel.getByRole("button", { name: "Discard changes" }).click();
  await expect.poll(() => panel.getByLabel("Addresses").inputValue()).toBe("ops@example.com");
});

inBrowser("a test mail arrives, and the page says what the mail server says", async () => {
  await panel.getByRole("button", { name: "Send test mail" }).click();
  await panel.getByText("The mail server has taken the mail to ops@example.com.").waitFor();
  expect(server.received.map(({ to, subject }) => [to, subject])).toEqual([
    [["ops@example.com"], "Test of Carillon’s alerts"],
  ]);
  expect(server.received[0]?.text).toContain(
    "https://admin.shopify.com/store/shop-1/apps/sandbox-client-id/app/settings/alerts",
  );
  server.refuse(["ops@example.com"]);
  await panel.getByRole("button", { name: "Send test mail" }).click();
  await panel.getByText("The mail server answered: 550 5.1.1 ops@example.com: unknown").first().waitFor();
  server.refuse([]);
});

inBrowser("an endpoint that fails is mailed about and listed, with a link to it", async () => {
  const [url, topics] = ["http://127.0.0.1:1/closed", ["product/created"]];
  await api.post("/endpoints", { url, topics, description: "Stock keeping" });
  for (let id = 1; id <= 4; id += 1) await stack.send({ topic: "products/create", body: `{"id":${id}}` });
  await expect
    .poll(() => server.received.slice(1).map(({ subject }) => subject)[0], { timeout: 20_000 })
    .toMatch(/“Stock keeping”/);
  await expect
    .poll(
      async () => {
        await go("/app/settings/alerts");
        await panel.getByText("What happened").waitFor();
        return panel.locator("body").textContent();
      },
      { timeout: 20_000 },
    )
    .toContain("Failing: four attempts in a row");
  await panel.getByRole("link", { name: "Stock keeping" }).first().click();
  await panel.getByRole("heading", { name: "Stock keeping" }).waitFor();
});

inBrowser("at 390 pixels the page does not scroll sideways", async () => {
  await fitsPhone("/app/settings/alerts");
});

expectQuiet();
