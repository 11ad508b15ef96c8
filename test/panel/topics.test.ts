import { beforeAll, describe, expect, test } from "vitest";
import { eventBody } from "../../app/api/event-body.ts";
import { fr } from "../../app/locales/fr.ts";
import * as catalogue from "../../app/routes/app/topics/list.tsx";
import * as topicPage from "../../app/routes/app/topics/page.tsx";
import { apiExample } from "../../app/topics/api-example.ts";
import { bodyFields } from "../../app/topics/body-schema.ts";
import { TOPICS } from "../../app/topics/catalog.ts";
import { flowRecipe } from "../../app/topics/flow/recipes.ts";
import { shapeOf } from "../../app/ui/endpoints/endpoint-values.ts";
import { gradesOf } from "../../app/ui/topics/grades.ts";
import { matchingTopics } from "../../app/ui/topics/matching-topics.ts";
import { FLOW_GUIDE } from "../docs/recipes.ts";
import { addEndpoint, processAll, takeIn } from "../helpers/pipeline-steps.ts";
import { SHOP } from "../helpers/shopify-webhooks.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { installShop, signedIn } from "./panel-request.ts";

const THEIRS = "theirs.myshopify.com";

let app: TestDeps;
let endpointId: string;

beforeAll(async () => {
  app = await createTestDeps();
  const shopId = await installShop(app.deps, SHOP);
  const other = await installShop(app.deps, THEIRS);
  endpointId = (await addEndpoint(app.deps, shopId, "https://127.0.0.1/hook", ["product/created"])).id;
  await addEndpoint(app.deps, other, "https://127.0.0.1/theirs", ["*"]);
  await takeIn(app.deps, "products/create", '{"id":1}');
  await takeIn(app.deps, "products/delete", '{"id":2}');
  await processAll(app.deps);
});

const list = (shop = SHOP) => catalogue.loader(signedIn(app.deps, shop, "/app/topics"));
const page = (name: string, shop = SHOP) => {
  const [category = "", last = ""] = name.split("/");
  const params = { category, name: last };
  return topicPage.loader(signedIn(app.deps, shop, `/app/topics/${name}`, { params }));
};
const factOf = async (name: string, shop = SHOP) =>
  (await list(shop)).facts.find((fact) => fact.name === name);

/** So that a week of the tests' clock holds what the database's clock stamped. */
const ofThisWeek = () =>
  (app.deps.clock as unknown as { set(time: string): void }).set(new Date().toISOString());

test("the catalogue has every topic, with this shop's state, endpoints and events alone", async () => {
  ofThisWeek();
  const { facts, more } = await list();
  expect(facts.map(({ name }) => name)).toEqual(TOPICS.map(({ name }) => name));
  expect(more).toBe(false);
  expect(await factOf("product/created")).toMatchObject({ endpoints: 1, volume: { kept: 1, unchosen: 0 } });
  expect(await factOf("product/deleted")).toMatchObject({ endpoints: 0, volume: { kept: 0, unchosen: 1 } });
  expect(await factOf("order/paid")).toMatchObject({ state: { status: "ready" }, endpoints: 0 });
  expect(await factOf("product/created", THEIRS)).toMatchObject({ endpoints: 1, volume: { kept: 0 } });
  expect(await factOf("endpoint/failing", THEIRS)).toMatchObject({ endpoints: 0 });
});

test("a topic's page says who gets it, and what would arrive", async () => {
  const { listeners, sample, schema, fields, example, trigger, endpoints } = await page("product/created");
  expect(listeners).toMatchObject([{ id: endpointId, status: "enabled" }]);
  expect(endpoints).toEqual([{ id: endpointId, label: "https://127.0.0.1/hook" }]);
  expect(JSON.parse(sample.body)).toMatchObject({ topic: "product/created", shop_domain: SHOP, test: false });
  expect(sample.headers).toMatchObject({
    "x-topic": "product/created",
    "webhook-signature": expect.stringMatching(/^v1,/),
  });
  expect(JSON.parse(schema)).toMatchObject({ properties: { topic: { const: "product/created" } } });
  expect(fields.map(({ path }) => path)).toContain("data.product");
  expect(example).toContain("curl -X POST http://127.0.0.1:3000/api/v1/events");
  expect(trigger).toBeNull();
});

test("a way says what it still needs", async () => {
  const { ways } = await page("membership/created");
  expect(ways).toMatchObject([
    { topics: ["subscription_contracts/create"], missing_scope: "read_own_subscription_contracts" },
    { topics: ["orders/create"], missing_scope: null, missing_rule: "subscription_source" },
  ]);
  expect((await page("wallet_pass/created")).ways).toEqual([]);
});

test("a topic that there is not is not found", async () => {
  await expect(page("order/lost")).rejects.toMatchObject({ init: { status: 404 } });
  await expect(page("constructor/name")).rejects.toMatchObject({ init: { status: 404 } });
});

describe.each(TOPICS)("$name", ({ name, ways }) => {
  test("has a French description and source", () => {
    const texts: Record<string, { description: string; source: string }> = fr.topicTexts;
    expect(texts[name]?.description).toMatch(/\.$/);
    expect(texts[name]?.source).toBeTruthy();
  });

  test("has a recipe that the guide has, and a call that the API takes", () => {
    const recipe = flowRecipe(name);
    if (recipe?.data) expect(FLOW_GUIDE).toContain(guideText(recipe.data));
    const example = apiExample(name, "https://carillon.example");
    expect(example === null).toBe(ways.every(({ kind }) => kind === "carillon"));
    if (example === null) return;
    const body: unknown = JSON.parse(example.slice(example.indexOf("-d '") + 4, -1).replaceAll("'\\''", "'"));
    expect(eventBody(app.deps).safeParse(body).error?.issues).toBeUndefined();
  });

  test("has a grade in words, and a type for every field", () => {
    expect(gradesOf({ grade: TOPICS.find((topic) => topic.name === name)?.grade ?? "A", ways })).not.toEqual(
      [],
    );
    for (const { path, type } of bodyFields(name)) expect(type, path).toMatch(/^(?!.*null)\S/);
  });
});

/** Names of variables and words that differ from case to case stand in the guide's text, not in its block. */
const guideText = (data: string): string =>
  data.startsWith("tier = ") ? "`tier =`" : data.replace(/^(pass_instance\.status = )\w+/, "$1Installed");

test("no French description is of a topic that is gone", () => {
  expect(Object.keys(fr.topicTexts).sort()).toEqual(TOPICS.map(({ name }) => name).sort());
});

test("fields have their path, their type and whether they may be null", () => {
  const fields = new Map(bodyFields("subscription/updated").map((field) => [field.path, field]));
  expect(fields.get("data.contract.status")).toMatchObject({
    type: '"active" | "paused" | "cancelled" | "expired" | "failed"',
    nullable: true,
  });
  expect(fields.get("data.contract.lines")).toMatchObject({ type: "array of object", nullable: true });
  expect(fields.get("data.contract.lines[].price.amount")).toMatchObject({ type: "string", nullable: true });
  expect(fields.get("data.changes[].before")).toMatchObject({ type: "any", nullable: true });
  expect(fields.get("data.customer")).toMatchObject({ type: "object", nullable: false, optional: false });
  expect(fields.get("redacted")).toMatchObject({ type: "true", optional: true, nullable: false });
  expect(fields.get("topic")).toMatchObject({ type: '"subscription/updated"', nullable: false });
});

test("a search needs every word, in any letter case, and a state leaves out all others", () => {
  const state = { missing_scope: null, missing_rule: null, last_received: null, otherApps: null };
  const listed = TOPICS.map((topic) => ({
    ...{ topic, endpoints: 0, volume: { kept: 0, unchosen: 0 } },
    state: { ...state, status: topic.category === "order" ? ("ready" as const) : ("needs_rule" as const) },
    words: `${topic.name} ${topic.description}`.toLowerCase(),
  }));
  const found = (search: string, status = "") =>
    matchingTopics(listed, search, status).flatMap(({ topics }) => topics.map(({ topic }) => topic.name));
  expect(found("PLACED order")).toEqual(["loyalty/coupon_redeemed", "order/created"]);
  expect(found("placed order", "ready")).toEqual(["order/created"]);
  expect(found("nothing of the kind")).toEqual([]);
  expect(found("")).toHaveLength(TOPICS.length);
});

test("a new endpoint begins with the topic whose page led to it", () => {
  expect(shapeOf(undefined, ["order/paid", "order/lost"]).topics).toEqual(["order/paid"]);
  expect(shapeOf(undefined).topics).toEqual([]);
});
