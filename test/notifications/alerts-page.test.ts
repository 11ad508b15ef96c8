import { beforeAll, expect, test } from "vitest";
import { action, loader } from "../../app/routes/app/settings/alerts/page.tsx";
import { action as testAction } from "../../app/routes/app/settings/alerts/test.ts";
import { addEndpoint } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { installShop, signedIn } from "../panel/panel-request.ts";
import { mailTo, note } from "./alert-steps.ts";
import { createMailServer, type TestMailServer } from "./mail-server.ts";

const DOMAIN = "alerts.myshopify.com";

let app: TestDeps;
let server: TestMailServer;
let shopId: string;

beforeAll(async () => {
  server = await createMailServer();
  app = await createTestDeps(mailTo(server.url));
  shopId = await installShop(app.deps, DOMAIN);
  await installShop(app.deps, "other.myshopify.com");
});

const load = (domain = DOMAIN) => loader(signedIn(app.deps, domain, "/app/settings/alerts"));
const save = (form: Record<string, string>) =>
  action(signedIn(app.deps, DOMAIN, "/app/settings/alerts", { form }));

test("the page shows the shop's own settings and notices, newest first, without a URL's query", async () => {
  const { id } = await addEndpoint(app.deps, shopId, "https://127.0.0.1/hook?token=hidden");
  await note(app.deps, { shopId, endpointId: id }, "failing");
  await note(app.deps, { shopId, endpointId: id }, "recovered");
  const page = await load();
  expect(page).toMatchObject({
    ...{ settings: { mode: "changes", addresses: [] }, shopEmail: null, mail: { kind: "no_address" } },
    notices: [
      { kind: "recovered", mail: "pending", endpoint: { id, name: "127.0.0.1/hook" } },
      { kind: "failing", statusCode: 503 },
    ],
  });
  expect(JSON.stringify(page)).not.toContain("hidden");
  expect((await load("other.myshopify.com")).notices).toEqual([]);
});

test("addresses may be entered with commas, spaces or line breaks between", async () => {
  expect(
    await save({ mode: "first_failure", addresses: "a@example.com, b@example.com\r\nc@example.com" }),
  ).toEqual({
    kind: "saved",
  });
  expect(await load()).toMatchObject({
    settings: { mode: "first_failure", addresses: ["a@example.com", "b@example.com", "c@example.com"] },
    mail: { kind: "ready" },
  });
  expect(await save({ mode: "off", addresses: "" })).toEqual({ kind: "saved" });
  expect(await load()).toMatchObject({ settings: { mode: "off", addresses: [] } });
});

test("a wrong address is named beside its field and nothing is saved", async () => {
  expect(await save({ mode: "daily", addresses: "a@example.com\nnobody" })).toMatchObject({
    kind: "refused",
    result: { error: { addresses: ['"nobody" is no e-mail address.'] } },
  });
  expect(await load()).toMatchObject({ settings: { mode: "off" } });
});

test("the button's test mail goes to the addresses that are set", async () => {
  await save({ mode: "changes", addresses: "ops@example.com" });
  expect(
    await testAction(signedIn(app.deps, DOMAIN, "/app/settings/alerts/test", { form: {} })),
  ).toMatchObject({
    ...{ kind: "tried", sent: true, to: ["ops@example.com"] },
  });
  expect(server.received.map(({ to, subject }) => [to, subject])).toEqual([
    [["ops@example.com"], "Test of Carillon’s alerts"],
  ]);
});

test("settings that another tab has saved meanwhile are not overwritten", async () => {
  const version = async () => (await load()).version;
  const loaded = await version();
  expect(await save({ mode: "daily", addresses: "", loaded })).toEqual({ kind: "saved" });
  const late = { mode: "off", addresses: "late@example.com", loaded };
  expect(await save(late)).toEqual({ kind: "changed_meanwhile", loaded });
  expect(await load()).toMatchObject({ settings: { mode: "daily", addresses: [] } });
  expect(await save({ mode: "daily", addresses: "", loaded })).toEqual({ kind: "saved" });
  expect(await save({ ...late, loaded: await version() })).toEqual({ kind: "saved" });
  expect(await load()).toMatchObject({ settings: { mode: "off" } });
});
