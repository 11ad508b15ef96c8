// A merchant's first visit, in a real browser: install, add an endpoint, store the secret, test, look it up.
import { Webhook } from "standardwebhooks";
import { expect } from "vitest";
import { panelTests } from "../helpers/panel-tests.ts";
import { sample } from "../helpers/shopify-webhooks.ts";

const {
  inBrowser,
  stack,
  db,
  page,
  panel,
  frame,
  open,
  go,
  reload,
  button,
  glimpse,
  violations,
  fitsPhone,
  expectQuiet,
} = await panelTests({ installed: false });

let secret: string;

/** Of this shop alone: what another shop has sent is taken for forged. */
const ORDER = sample("orders/create", { "#9999": "#1002" });

const save = () => button("Save").click();

inBrowser(
  "the app installs itself when the merchant opens it in the admin, and says what to do first",
  async () => {
    await open("");
    await panel
      .getByRole("link", { name: /Add( an)? endpoint/ })
      .first()
      .waitFor();
    const { rows } = await db.query("select name from shop where domain = $1", [stack.shop]);
    expect(rows).toEqual([{ name: expect.any(String) }]);
    expect(await violations()).toEqual([]);
  },
);

inBrowser("wrong input is explained beside the field", async () => {
  await go("/app/endpoints/new");
  const url = panel.getByRole("textbox", { name: "URL", exact: true });
  await url.fill("https://10.0.0.1/hook");
  await save();
  await panel.getByText("Choose at least one topic.").waitFor();
  await panel.getByLabel("All topics").check();
  await url.fill("");
  await save();
  await panel.getByText("Enter the URL that should receive the events.").waitFor();
  await url.fill("https://10.0.0.1/hook");
  await save();
  await panel.getByText("This address points inside a private network.").waitFor();
  expect(await violations()).toEqual([]);
});

inBrowser("saving shows the secret once, to be copied, and leaves it nowhere", async () => {
  await panel.getByRole("textbox", { name: "URL", exact: true }).fill(`${stack.receiver.url}/hook`);
  const answer = page.waitForResponse(
    (response) => response.request().method() === "POST" && response.url().includes("/app/endpoints/new"),
  );
  await save();
  expect((await answer).headers()["cache-control"]).toBe("no-store");
  const shown = panel.getByLabel("Signing secret", { exact: true });
  await shown.waitFor();
  secret = await shown.inputValue();
  expect(secret).toMatch(/^whsec_/);
  await glimpse(panel.getByRole("button", { name: "Copied: signing secret" }), () =>
    panel.getByRole("button", { name: "Copy: signing secret" }).click(),
  );
  expect(await violations()).toEqual([]);

  const kept = await frame().evaluate(() =>
    JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      history.state,
      document.cookie,
      location.href,
    ]),
  );
  expect(kept).not.toContain(secret.slice(6));
  await panel.getByRole("button", { name: /I have stored it/ }).click();
  await shown.waitFor({ state: "detached" });
  await reload();
  await panel.getByRole("button", { name: "Send test event" }).waitFor();
  expect(await panel.locator("body").textContent()).not.toContain(secret.slice(6));
});

inBrowser("a test call arrives, signed with that secret, and its answer is shown", async () => {
  await panel.getByRole("button", { name: "Send test event" }).click();
  await panel.getByRole("button", { name: "Send test", exact: true }).click();
  await panel
    .getByText(/Delivered/)
    .first()
    .waitFor();
  const request = stack.receiver.received().at(-1);
  expect(new Webhook(secret).verify(request?.body ?? "", request?.headers ?? {})).toMatchObject({
    test: true,
  });
});

inBrowser("a real webhook shows up in the delivery log, with its attempt, and can be resent", async () => {
  expect(await stack.send({ topic: "orders/create", body: ORDER })).toMatchObject({
    status: 200,
  });
  await expect.poll(() => stack.receiver.received().length).toBe(2);
  // The receiver has it before its attempt is on record.
  const isListed = async () => {
    await go("/app/deliveries?status=succeeded");
    const row = panel.getByText("order/created").first();
    return row.waitFor({ timeout: 3_000 }).then(
      () => true,
      () => false,
    );
  };
  await expect.poll(isListed, { timeout: 15_000 }).toBe(true);
  expect(await violations()).toEqual([]);
  await panel
    .getByRole("link", { name: /order\/created/ })
    .first()
    .click();
  await panel
    .getByRole("button", { name: /Resend/ })
    .first()
    .click();
  await expect.poll(() => stack.receiver.received().length).toBe(3);
  expect(
    new Set(
      stack.receiver
        .received()
        .slice(1)
        .map(({ body }) => body),
    ).size,
  ).toBe(1);
  await panel.getByText("820982911946154508").first().waitFor(); // an id of 18 digits, unrounded
  expect(await violations()).toEqual([]);
});

inBrowser("unknown ids get a page with a way back", async () => {
  await go("/app/deliveries/dlv_unknown");
  await panel.getByText("There is nothing here").waitFor();
  await panel.getByRole("link", { name: "Go to deliveries" }).waitFor();
  expect(await violations()).toEqual([]);
});

inBrowser("at 390 pixels no page scrolls sideways", async () => {
  const delivery = stack.receiver.received().at(-1)?.headers["x-delivery-id"];
  await fitsPhone("/app/endpoints", "/app/endpoints/new", "/app/deliveries", `/app/deliveries/${delivery}`);
});

expectQuiet("404");
