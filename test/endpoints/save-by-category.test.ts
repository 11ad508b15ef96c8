import { beforeAll, beforeEach, expect, test } from "vitest";
import type { CategoryInput } from "../../app/endpoints/category-form.ts";
import { saveByCategory } from "../../app/endpoints/save-by-category.ts";
import { getEndpoint } from "../../app/queries/endpoints.ts";
import { addEndpoint, addShop, publishProducts } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

const HOOK = "https://127.0.0.1/hook";
const OTHER = "https://127.0.0.1/other";

let app: TestDeps;
let shopId: string;
let id: string;
let shops = 0;

beforeAll(async () => {
  app = await createTestDeps({ MAX_ENDPOINTS_PER_SHOP: "3" });
});

beforeEach(async () => {
  shopId = await addShop(app.deps, `shop-${++shops}.myshopify.com`);
  id = (await addEndpoint(app.deps, shopId, HOOK, ["order/paid"])).id;
});

const save = (
  changes: Record<string, { add?: string[]; remove?: string[] }>,
  rest: Partial<CategoryInput> = {},
) =>
  saveByCategory(app.deps, shopId, {
    changes: Object.entries(changes).map(([topic, change]) => ({
      topic: topic as CategoryInput["changes"][number]["topic"],
      ...{ add: [], remove: [], ...change },
    })),
    ...{ secretEach: false, deletes: [], ...rest },
  });

const secretsOf = (endpointId: string) => app.deps.prisma.signingSecret.findMany({ where: { endpointId } });

const endpoints = () =>
  app.deps.prisma.endpoint.findMany({
    where: { shopId, deletedAt: null },
    orderBy: { id: "asc" },
    include: { topics: true, lane: true },
  });

test("a URL that has an endpoint gets the topics, and its secret stays", async () => {
  const before = await secretsOf(id);
  const add = ["https://127.0.0.1:443/hook"];
  expect(await save({ "order/created": { add }, "form/submitted": { add } })).toEqual({
    ...{ kind: "saved", secrets: [], deleted: [] },
  });
  expect((await getEndpoint(app.deps, shopId, id))?.topics).toEqual([
    "form/submitted",
    "order/created",
    "order/paid",
  ]);
  expect(await secretsOf(id)).toEqual(before);
});

test("new URLs become endpoints that share a secret, or have one each", async () => {
  const add = [OTHER, "https://127.0.0.1/third"];
  const shared = await save({ "order/paid": { add }, "order/created": { add: [OTHER] } });
  expect(shared).toMatchObject({ kind: "saved", secrets: [{ endpoints: [{ url: OTHER }, {}] }] });
  expect((await endpoints()).map(({ topics, lane }) => [topics.length, lane?.open])).toEqual([
    ...[
      [1, true],
      [2, true],
      [1, true],
    ],
  ]);
  shopId = await addShop(app.deps, `shop-${++shops}.myshopify.com`);
  const each = await save({ "order/paid": { add } }, { secretEach: true });
  expect(each).toMatchObject({ secrets: [{ endpoints: [{ url: OTHER }] }, { endpoints: [{}] }] });
});

test("a URL that is removed no longer gets the topic", async () => {
  await save({ "order/created": { add: [HOOK] } });
  expect(await save({ "order/paid": { remove: [HOOK] } })).toMatchObject({ kind: "saved" });
  expect((await getEndpoint(app.deps, shopId, id))?.topics).toEqual(["order/created"]);
});

test("an endpoint that is left without a topic is deleted when the merchant has agreed, and not before", async () => {
  await app.deps.prisma.endpointTopic.create({ data: { endpointId: id, topic: "product/created" } });
  await app.deps.prisma.endpointTopic.deleteMany({ where: { endpointId: id, topic: "order/paid" } });
  const remove = { "product/created": { remove: [HOOK] } };
  expect(await save(remove)).toEqual({ kind: "emptied", endpoints: [{ id, url: HOOK }] });
  expect(await getEndpoint(app.deps, shopId, id)).toMatchObject({ topics: ["product/created"] });
  expect(await save(remove, { deletes: [id] })).toEqual({ kind: "saved", secrets: [], deleted: [id] });
  expect(await getEndpoint(app.deps, shopId, id)).toBeUndefined();
  expect(await secretsOf(id)).toEqual([]);
});

test("what waits for an endpoint that is deleted here is discarded", async () => {
  const ownShop = await addShop(app.deps);
  const { id: endpointId } = await addEndpoint(app.deps, ownShop, HOOK, ["product/created"]);
  await publishProducts(app.deps);
  shopId = ownShop;
  await save({ "product/created": { remove: [HOOK] } }, { deletes: [endpointId] });
  expect(await app.deps.prisma.delivery.findMany({ where: { endpointId } })).toMatchObject([
    { status: "discarded", dueAt: null },
  ]);
});

test("a URL that cannot be keeps everything else from being saved, and is named with the reason", async () => {
  const inside = "https://10.0.0.1/hook";
  const changes = { "order/created": { add: [OTHER, inside] }, "order/paid": { remove: [HOOK] } };
  expect(await save(changes, { deletes: [id] })).toEqual({
    kind: "invalid",
    urls: [{ url: inside, problem: expect.stringContaining("private network") }],
  });
  expect(await save({ "order/created": { add: ["nonsense", OTHER] } })).toEqual({
    kind: "invalid",
    urls: [{ url: "nonsense", problem: "Enter a full address that begins with https://" }],
  });
  expect(await endpoints()).toMatchObject([{ id, topics: [{ topic: "order/paid" }] }]);
});

test("no save takes the shop past its limit, and room that the same save makes counts", async () => {
  const urls = [1, 2, 3].map((number) => `${OTHER}/${number}`);
  expect(await save({ "order/paid": { add: urls } })).toEqual({ kind: "limit", limit: 3 });
  const swap = { "order/paid": { add: urls, remove: [HOOK] } };
  expect(await save(swap, { deletes: [id] })).toMatchObject({ kind: "saved", deleted: [id] });
  expect(await endpoints()).toHaveLength(3);
  expect(await save({ "order/paid": { add: [...urls, `${OTHER}/4`, `${OTHER}/5`] } })).toMatchObject({
    limit: 3,
  });
});

test("clicks at the same time make one endpoint, and one answer holds its secret", async () => {
  const changes = { "order/created": { add: [OTHER] } };
  const outcomes = await Promise.all([save(changes), save(changes), save(changes)]);
  expect(outcomes.map((outcome) => outcome.kind === "saved" && outcome.secrets.length).sort()).toEqual([
    0, 0, 1,
  ]);
  expect(await endpoints()).toHaveLength(2);
});

test("another shop's endpoint with the same URL is neither changed nor deleted", async () => {
  const theirs = await addShop(app.deps, `shop-${++shops}.myshopify.com`);
  const { id: theirId } = await addEndpoint(app.deps, theirs, HOOK, ["order/paid"]);
  await save({ "order/paid": { remove: [HOOK] } }, { deletes: [id, theirId] });
  expect(await getEndpoint(app.deps, theirs, theirId)).toMatchObject({ topics: ["order/paid"] });
});
