// The form of an endpoint in two tabs: neither undoes what the other has saved.
import { beforeAll, expect, test } from "vitest";
import { openHeaders } from "../../app/endpoints/sealed-fields.ts";
import * as editPage from "../../app/routes/app/endpoints/edit.tsx";
import { addEndpoint } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { installShop, signedIn } from "./panel-request.ts";

const OURS = "ours.myshopify.com";
const OLD = { url: "https://127.0.0.1/old", description: "", topics: ["order/paid", "order/created"] };
const NEW = { ...OLD, url: "https://127.0.0.1/new", topics: ["order/paid", "product/created"] };

let app: TestDeps;
let id: string;

beforeAll(async () => {
  app = await createTestDeps();
  const shopId = await installShop(app.deps, OURS);
  id = (await addEndpoint(app.deps, shopId, OLD.url, OLD.topics)).id;
});

const load = async () => {
  const { endpoint } = await editPage.loader(signedIn(app.deps, OURS, "/", { params: { id } }));
  return endpoint;
};
const save = (form: Record<string, string | string[]>) =>
  editPage.action(signedIn(app.deps, OURS, "/", { params: { id }, form }));

test("a form that was made of what is no longer stored changes nothing until it is loaded anew", async () => {
  const { version: loaded } = await load();
  expect(await save({ ...NEW, loaded })).toEqual({ kind: "updated" });
  const late = { ...OLD, description: "only a name", loaded };
  const header = { "headers[0].name": "X-Late", "headers[0].value": "1" };
  expect(await save({ ...late, ...header })).toEqual({ kind: "changed_meanwhile", loaded });
  expect(await load()).toMatchObject({ ...NEW, headerNames: [] });
  expect(await save({ ...NEW, description: "only a name", loaded: (await load()).version })).toEqual({
    kind: "updated",
  });
  expect(await load()).toMatchObject({ ...NEW, description: "only a name" });
});

test("what is stored already may be saved once more, as after an answer that never came", async () => {
  const { version: loaded } = await load();
  const form = { ...NEW, topics: ["*", "endpoint/failing"], rateLimit: "5", loaded };
  expect(await save(form)).toEqual({ kind: "updated" });
  expect(await save(form)).toEqual({ kind: "updated" });
  expect(await save({ ...form, rateLimit: "" })).toEqual({ kind: "changed_meanwhile", loaded });
});

test("headers that came meanwhile are no change of the form, and stay", async () => {
  const { version: loaded, url, topics } = await load();
  const form = { url, topics, rateLimit: "5", loaded };
  expect(await save({ ...form, "headers[0].name": "X-One", "headers[0].value": "1" })).toMatchObject({
    kind: "updated",
  });
  expect(await save({ ...form, "headers[0].name": "X-Two", "headers[0].value": "2" })).toMatchObject({
    kind: "updated",
  });
  const { headers } = await app.deps.prisma.endpoint.findUniqueOrThrow({ where: { id } });
  expect(openHeaders(app.deps.seal, id, headers)).toEqual({ "X-One": "1", "X-Two": "2" });
});
