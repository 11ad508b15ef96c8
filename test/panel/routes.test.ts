import { beforeAll, expect, test } from "vitest";
import * as deliveryPage from "../../app/routes/app/deliveries/page.tsx";
import * as resendRoute from "../../app/routes/app/deliveries/resend.ts";
import * as checkRoute from "../../app/routes/app/endpoints/check-signature.ts";
import * as deleteRoute from "../../app/routes/app/endpoints/delete.ts";
import * as editPage from "../../app/routes/app/endpoints/edit.tsx";
import * as finishRoute from "../../app/routes/app/endpoints/finish-rotation.ts";
import * as headersRoute from "../../app/routes/app/endpoints/headers.ts";
import * as endpointList from "../../app/routes/app/endpoints/list.tsx";
import * as newPage from "../../app/routes/app/endpoints/new.tsx";
import * as endpointPage from "../../app/routes/app/endpoints/page.tsx";
import * as rotateRoute from "../../app/routes/app/endpoints/rotate-secret.ts";
import * as storedRoute from "../../app/routes/app/endpoints/secret-stored.ts";
import * as statusRoute from "../../app/routes/app/endpoints/status.ts";
import * as layout from "../../app/routes/app/layout.tsx";
import * as testRoute from "../../app/routes/app/test-calls.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { installShop, signedIn } from "./panel-request.ts";

const OURS = "ours.myshopify.com";
const THEIRS = "theirs.myshopify.com";
const FORM = { url: "https://127.0.0.1/hook", description: "Warehouse", topics: ["order/paid"] };

let app: TestDeps;

beforeAll(async () => {
  app = await createTestDeps({ MAX_ENDPOINTS_PER_SHOP: "2" });
  await installShop(app.deps, OURS);
  await installShop(app.deps, THEIRS);
});

const save = (form: Record<string, string | string[]>, shop = OURS) =>
  newPage.action(signedIn(app.deps, shop, "/app/endpoints/new", { form }));

/** Each with another URL. */
let saved = 0;
async function savedId(shop: string): Promise<string> {
  saved += 1;
  const answer = await save({ ...FORM, url: `${FORM.url}/${saved}` }, shop);
  const made = "data" in answer ? answer.data.secrets[0]?.endpoints[0] : undefined;
  if (made) return made.id;
  throw new Error(`not saved: ${JSON.stringify(answer)}`);
}

const testOf = (endpoint: string) => ({ topic: "order/paid", data: "{}", signing: "signed", endpoint });

const statusOf = (call: Promise<unknown>) =>
  call.then(
    () => 200,
    (thrown: { status?: number; init?: { status: number } }) => thrown.init?.status ?? thrown.status,
  );

test("a saved endpoint's secret is in that answer alone, and nothing keeps the answer", async () => {
  const answer = await save(FORM);
  if (!("data" in answer)) throw new Error("not saved");
  expect(new Headers(answer.init?.headers).get("cache-control")).toBe("no-store");
  const [{ secret, endpoints } = { secret: "", endpoints: [] }] = answer.data.secrets;
  const id = endpoints[0]?.id ?? "";
  expect(secret).toMatch(/^whsec_/);

  const page = await endpointPage.loader(
    signedIn(app.deps, OURS, `/app/endpoints/${id}`, { params: { id } }),
  );
  const list = await endpointList.loader(signedIn(app.deps, OURS, "/app/endpoints"));
  expect(JSON.stringify([page, list])).not.toContain(secret.slice(6));
  expect(page.endpoint.secrets).toMatchObject([{ hint: secret.slice(-4) }]);
});

test("the answer's headers reach the browser", () => {
  const actionHeaders = new Headers({ "cache-control": "no-store" });
  const none = new Headers();
  const headers = newPage.headers({
    actionHeaders,
    loaderHeaders: none,
    parentHeaders: none,
    errorHeaders: undefined,
  });
  expect(headers.get("cache-control")).toBe("no-store");
});

test("wrong input comes back at its field, and so does what only the server can know", async () => {
  expect(await save({ url: "nonsense", description: "" })).toMatchObject({
    kind: "refused",
    result: {
      error: { url: ["Enter a full address that begins with https://"], topics: [expect.any(String)] },
    },
  });
  expect(await save({ ...FORM, url: "https://10.0.0.1/hook" })).toMatchObject({
    kind: "refused",
    result: { error: { url: [expect.stringContaining("private network")] } },
  });
});

test("a shop that has all the endpoints it may have is told so", async () => {
  await save({ ...FORM, url: "https://127.0.0.1/second" });
  expect(await save({ ...FORM, url: "https://127.0.0.1/third" })).toEqual({ kind: "limit", limit: 2 });
});

test("an edit changes what an endpoint is set to", async () => {
  const [endpoint] = (await endpointList.loader(signedIn(app.deps, OURS, "/app/endpoints"))).page.rows;
  const params = { id: endpoint?.id ?? "" };
  const form = {
    url: "https://127.0.0.1/moved",
    description: "",
    topics: ["*", "order/paid", "endpoint/failing"],
    rateLimit: "20",
    weeklyCheck: "on",
  };
  expect(await editPage.action(signedIn(app.deps, OURS, "/", { params, form }))).toEqual({ kind: "updated" });
  const { endpoint: changed } = await endpointPage.loader(signedIn(app.deps, OURS, "/", { params }));
  expect(changed).toMatchObject({
    ...form,
    topics: ["*", "endpoint/failing"],
    rateLimit: 20,
    weeklyCheck: true,
  });
  const cleared = { ...form, rateLimit: "", weeklyCheck: "" };
  await editPage.action(signedIn(app.deps, OURS, "/", { params, form: cleared }));
  const { endpoint: after } = await endpointPage.loader(signedIn(app.deps, OURS, "/", { params }));
  expect(after).toMatchObject({ rateLimit: null, weeklyCheck: false });
  const wrong = { ...form, rateLimit: "1.5" };
  expect(await editPage.action(signedIn(app.deps, OURS, "/", { params, form: wrong }))).toMatchObject({
    kind: "refused",
    result: { error: { rateLimit: [expect.stringContaining("whole number")] } },
  });
});

test("to another shop's merchant an endpoint is not there: not to see, not to change, not to send to", async () => {
  const params = { id: await savedId(THEIRS) };
  const get = () => signedIn(app.deps, OURS, "/", { params });
  const post = () => signedIn(app.deps, OURS, "/", { params, form: { ...FORM, ...testOf(params.id) } });
  expect(await statusOf(endpointPage.loader(get()))).toBe(404);
  expect(await statusOf(editPage.loader(get()))).toBe(404);
  expect(await statusOf(editPage.action(post()))).toBe(404);
  expect(await statusOf(testRoute.action(post()))).toBe(404);
  expect(await statusOf(deleteRoute.action(post()))).toBe(404);
  expect(await statusOf(finishRoute.action(post()))).toBe(404);
  expect(await statusOf(checkRoute.action(post()))).toBe(404);
  for (const form of [{ switch: "pause" }, { switch: "enable" }]) {
    expect(await statusOf(statusRoute.action(signedIn(app.deps, OURS, "/", { params, form })))).toBe(404);
  }
  const rotation = signedIn(app.deps, OURS, "/", { params, form: { overlap: "0" } });
  expect(await statusOf(rotateRoute.action(rotation))).toBe(404);
  const header = signedIn(app.deps, OURS, "/", { params, form: { name: "x-a", value: "1" } });
  expect(await statusOf(headersRoute.action(header))).toBe(404);
  expect(await statusOf(endpointPage.loader(signedIn(app.deps, THEIRS, "/", { params })))).toBe(200);
});

test("to another shop's merchant a delivery is not there", async () => {
  const endpointId = await savedId(THEIRS);
  const sent = await testRoute.action(signedIn(app.deps, THEIRS, "/", { form: testOf(endpointId) }));
  const outcome = sent.data.kind === "called" ? sent.data.calls[0]?.outcome : undefined;
  if (outcome?.kind !== "sent") throw new Error("not sent");
  const params = { id: outcome.result.deliveryId };
  expect(await statusOf(deliveryPage.loader(signedIn(app.deps, OURS, "/", { params })))).toBe(404);
  expect(await statusOf(resendRoute.action(signedIn(app.deps, OURS, "/", { params, form: {} })))).toBe(404);
  expect(await statusOf(deliveryPage.loader(signedIn(app.deps, THEIRS, "/", { params })))).toBe(200);
});

test("without a session token every loader and action turns the request away", async () => {
  const turnedAway = async (call: (args: ReturnType<typeof signedIn>) => Promise<unknown>, form?: object) => {
    const args = signedIn(app.deps, OURS, "/app/endpoints", {
      params: { id: "ep_1" },
      ...(form && { form: {} }),
    });
    args.request.headers.delete("authorization");
    return statusOf(call(args));
  };
  const loaders = [layout, endpointList, endpointPage, editPage, newPage, deliveryPage];
  for (const { loader } of loaders) expect(await turnedAway(loader)).toBe(302);
  const actions = [newPage, editPage, testRoute, deleteRoute, resendRoute];
  for (const { action } of [
    ...actions,
    statusRoute,
    rotateRoute,
    finishRoute,
    headersRoute,
    checkRoute,
    storedRoute,
  ])
    expect(await turnedAway(action, {})).toBe(302);
});

test("while the app is not connected to Shopify, the panel names what is missing", async () => {
  const bare = await createTestDeps({ SHOPIFY_API_KEY: "", SHOPIFY_APP_URL: "" });
  const answer = await layout.loader(signedIn(bare.deps, OURS, "/app"));
  expect(answer).toMatchObject({
    data: { kind: "not_configured", missing: ["SHOPIFY_API_KEY", "SHOPIFY_APP_URL"] },
    init: { status: 503 },
  });
});
