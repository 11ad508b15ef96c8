// The form of an endpoint: several URLs at once, headers by rows, a secret of one's own.
import { beforeEach, expect, test } from "vitest";
import { openHeaders } from "../../app/endpoints/sealed-fields.ts";
import * as editPage from "../../app/routes/app/endpoints/edit.tsx";
import * as newPage from "../../app/routes/app/endpoints/new.tsx";
import { newSecret } from "../../app/signing/secret.ts";
import { shapeOf } from "../../app/ui/endpoints/endpoint-values.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { installShop, signedIn } from "./panel-request.ts";

const ONE = "https://127.0.0.1/one,1";
const TWO = "https://127.0.0.1/two";
const TOPICS = { topics: ["order/paid"] };

let app: TestDeps;
let shop: string;
let shops = 0;

beforeEach(async () => {
  app ??= await createTestDeps();
  shop = `shop-${++shops}.myshopify.com`;
  await installShop(app.deps, shop);
});

type Form = Record<string, string | string[]>;

const save = (form: Form) => newPage.action(signedIn(app.deps, shop, "/", { form: { ...TOPICS, ...form } }));

async function saved(form: Form) {
  const answer = await save(form);
  if (!("data" in answer)) throw new Error(JSON.stringify(answer));
  return answer.data.secrets;
}

const errorOf = async (answer: ReturnType<typeof save> | ReturnType<typeof editPage.action>) => {
  const given = await answer;
  return "result" in given ? given.result.error : undefined;
};

test("a list of URLs becomes endpoints that share a secret, or have one each", async () => {
  const [shared, ...others] = await saved({ url: `${ONE}, ${TWO}\n${ONE}` });
  expect([shared?.endpoints.map(({ url }) => url), others]).toEqual([[ONE, TWO], []]);
  const each = await saved({ url: "https://127.0.0.1/3\nhttps://127.0.0.1/4", secretEach: "on" });
  expect(new Set(each.map(({ secret }) => secret)).size).toBe(2);
  const secret = newSecret();
  expect(await saved({ url: "https://127.0.0.1/5", secret })).toMatchObject([{ secret }]);
  expect(await errorOf(save({ url: "https://127.0.0.1/6", secret: "short" }))).toEqual({
    secret: [expect.stringContaining("24 to 128")],
  });
});

test("of a list every URL that cannot be is named, and none is saved", async () => {
  const wrong = await save({ url: `${ONE}, https://10.0.0.1/hook` });
  expect(wrong).toMatchObject({
    kind: "refused",
    urls: [{ url: "https://10.0.0.1/hook", problem: expect.stringContaining("private network") }],
  });
  expect(await save({ url: `${ONE}, https://a b` })).toMatchObject({
    result: { error: { url: [expect.stringContaining("https://")] } },
  });
  expect(await app.deps.prisma.endpoint.count({ where: { shop: { domain: shop } } })).toBe(0);
});

test("a URL that has an endpoint is not given a second one", async () => {
  await saved({ url: ONE });
  expect(await save({ url: `${TWO}\n${ONE}` })).toMatchObject({
    urls: [{ url: ONE, problem: expect.stringContaining("already") }],
  });
});

test("rows of headers are read before saving, and empty ones mean nothing", async () => {
  const rows = { "headers[0].name": "Authorization", "headers[0].value": "Bearer 1", "headers[1].name": "" };
  const [made] = await saved({ url: ONE, ...rows });
  const id = made?.endpoints[0]?.id ?? "";
  const row = await app.deps.prisma.endpoint.findUniqueOrThrow({ where: { id } });
  expect(openHeaders(app.deps.seal, id, row.headers)).toEqual({ Authorization: "Bearer 1" });
});

test("a row that is wrong says so at its own field", async () => {
  const row = (name: string, value: string) =>
    errorOf(save({ url: ONE, "headers[0].name": name, "headers[0].value": value }));
  expect(await row("Host", "x")).toEqual({ "headers[0].name": ["The header Host is set by Carillon."] });
  expect(await row("X-A", "")).toEqual({ "headers[0].value": ["Enter the header's value."] });
  expect(await row("", "x")).toEqual({ "headers[0].name": ["Enter the header's name."] });
  expect(await row("X-A", "é")).toEqual({ "headers[0].value": [expect.stringContaining("ASCII")] });
  const twice = { "headers[0].name": "X-A", "headers[0].value": "1", "headers[1].name": "x-a" };
  expect(await errorOf(save({ url: ONE, ...twice, "headers[1].value": "2" }))).toEqual({
    "headers[1].name": [expect.stringContaining("given twice")],
  });
});

test("an edit keeps the headers whose values it does not know, and takes away those that lost their row", async () => {
  const headers = { "headers[0].name": "X-Kept", "headers[0].value": "1", "headers[1].name": "X-Gone" };
  const [made] = await saved({ url: ONE, ...headers, "headers[1].value": "2" });
  const id = made?.endpoints[0]?.id ?? "";
  const params = { id };
  const { endpoint } = await editPage.loader(signedIn(app.deps, shop, "/", { params }));
  expect(shapeOf(endpoint).headers).toEqual([
    { name: "X-Gone", value: "•••" },
    { name: "X-Kept", value: "•••" },
  ]);
  const edit = (rows: Form) =>
    editPage.action(
      signedIn(app.deps, shop, "/", {
        params,
        form: { ...TOPICS, url: ONE, knownHeader: ["X-Gone", "X-Kept"], ...rows },
      }),
    );
  const kept = { "headers[0].name": "X-Kept", "headers[0].value": "•••" };
  const renamed = { "headers[0].name": "X-Other", "headers[0].value": "•••" };
  expect(await errorOf(edit(renamed))).toEqual({ "headers[0].value": ["Enter the header's value."] });
  await app.deps.prisma.endpoint.update({ where: { id }, data: { description: "before" } });
  const added = { "headers[1].name": "X-New", "headers[1].value": "3" };
  expect(await edit({ ...kept, ...added })).toEqual({ kind: "updated" });
  const row = await app.deps.prisma.endpoint.findUniqueOrThrow({ where: { id } });
  expect(openHeaders(app.deps.seal, id, row.headers)).toEqual({ "X-Kept": "1", "X-New": "3" });
});

test("an edit without a change of headers leaves those that no key opens any more", async () => {
  const [made] = await saved({ url: ONE });
  const id = made?.endpoints[0]?.id ?? "";
  await app.deps.prisma.endpoint.update({ where: { id }, data: { headers: "sealed with a lost key" } });
  const form = { ...TOPICS, url: TWO };
  expect(await editPage.action(signedIn(app.deps, shop, "/", { params: { id }, form }))).toEqual({
    kind: "updated",
  });
  expect(await app.deps.prisma.endpoint.findUniqueOrThrow({ where: { id } })).toMatchObject({
    ...{ url: TWO, headers: "sealed with a lost key" },
  });
});

test("the form is told which topics the shop can get", async () => {
  const { states } = await newPage.loader(signedIn(app.deps, shop, "/app/endpoints/new"));
  expect(states["order/paid"]).toMatchObject({ status: "ready" });
  expect(states["product/created"]).toMatchObject({ status: "needs_permission" });
});

test("what is two URLs is told to be, in a list and in the form of one endpoint", async () => {
  for (const url of [`${ONE};${TWO}`, `${ONE} ${TWO}`, `${ONE}${TWO}`])
    expect(await errorOf(save({ url })), url).toEqual({
      url: [expect.stringContaining("a line of its own")],
    });
  expect(await errorOf(save({ url: "https:///a.example" }))).toEqual({
    url: [expect.stringContaining("full address")],
  });
  const [made] = await saved({ url: `${ONE}?to=${TWO}` });
  const params = { id: made?.endpoints[0]?.id ?? "" };
  const edit = (url: string) =>
    editPage.action(signedIn(app.deps, shop, "/", { params, form: { ...TOPICS, url } }));
  expect(await errorOf(edit(`${ONE};${TWO}`))).toEqual({ url: [expect.stringContaining("has one URL")] });
});

test("an endpoint is not given the URL of another one", async () => {
  const [one] = await saved({ url: ONE });
  await saved({ url: TWO });
  const params = { id: one?.endpoints[0]?.id ?? "" };
  const edit = (url: string) =>
    editPage.action(signedIn(app.deps, shop, "/", { params, form: { ...TOPICS, url } }));
  expect(await errorOf(edit(`${TWO}#top`))).toEqual({ url: [expect.stringContaining("already")] });
  expect(await edit(ONE)).toEqual({ kind: "updated" });
});
