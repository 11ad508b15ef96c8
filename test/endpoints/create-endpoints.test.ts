import { beforeAll, expect, test } from "vitest";
import { createEndpoints, type NewEndpointsInput } from "../../app/endpoints/create-endpoints.ts";
import { rotateSecret } from "../../app/endpoints/rotate-secret.ts";
import { secretContext } from "../../app/endpoints/sealed-fields.ts";
import { getEndpoint } from "../../app/queries/endpoints.ts";
import { newSecret } from "../../app/signing/secret.ts";
import { addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

const ONE = "https://127.0.0.1/one";
const TWO = "https://127.0.0.1/two";

let app: TestDeps;
let shops = 0;

beforeAll(async () => {
  app = await createTestDeps({ MAX_ENDPOINTS_PER_SHOP: "3" });
});

const newShop = () => addShop(app.deps, `shop-${++shops}.myshopify.com`);

const create = (shopId: string, input: Partial<NewEndpointsInput>) =>
  createEndpoints(app.deps, shopId, {
    urls: [ONE, TWO],
    topics: ["order/paid"],
    secretEach: false,
    ...input,
  });

async function created(shopId: string, input: Partial<NewEndpointsInput> = {}) {
  const outcome = await create(shopId, input);
  if (outcome.kind !== "created") throw new Error(JSON.stringify(outcome));
  return outcome.secrets;
}

async function storedSecrets(endpointId: string): Promise<string[]> {
  const rows = await app.deps.prisma.signingSecret.findMany({ where: { endpointId } });
  return rows.map(({ id, sealed }) => app.deps.seal.open(sealed, secretContext(id)));
}

const countOf = (shopId: string) => app.deps.prisma.endpoint.count({ where: { shopId } });

test("URLs that are saved together share a secret, and have all else alike", async () => {
  const shopId = await newShop();
  const settings = { headers: { "X-Key": "1" }, rateLimit: 5, weeklyCheck: true, description: "ERP" };
  const [shared, ...others] = await created(shopId, settings);
  expect(others).toEqual([]);
  expect(shared?.endpoints.map(({ url }) => url)).toEqual([ONE, TWO]);
  for (const { id, url } of shared?.endpoints ?? []) {
    expect(await storedSecrets(id)).toEqual([shared?.secret]);
    expect(await getEndpoint(app.deps, shopId, id)).toMatchObject({
      ...{ url, topics: ["order/paid"], headerNames: ["X-Key"] },
      ...{ rateLimit: 5, weeklyCheck: true, description: "ERP", status: "enabled" },
    });
  }
});

test("each of them can have a secret of its own, and the merchant can bring one", async () => {
  const each = await created(await newShop(), { secretEach: true });
  expect(new Set(each.map(({ secret }) => secret)).size).toBe(2);
  const secret = newSecret();
  expect(await created(await newShop(), { secret })).toMatchObject([{ secret, endpoints: [{}, {}] }]);
});

test("a rotation of one leaves the secret that the others share", async () => {
  const shopId = await newShop();
  const [shared] = await created(shopId);
  const [first, second] = shared?.endpoints ?? [];
  await rotateSecret(app.deps, shopId, first?.id ?? "", { overlapSeconds: 0 });
  expect(await storedSecrets(first?.id ?? "")).not.toContain(shared?.secret);
  expect(await storedSecrets(second?.id ?? "")).toEqual([shared?.secret]);
});

test("where one cannot be, none is", async () => {
  const shopId = await newShop();
  const inside = "https://10.0.0.1/hook";
  expect(await create(shopId, { urls: [ONE, inside] })).toEqual({
    kind: "invalid",
    urls: [{ url: inside, problem: expect.stringContaining("private network") }],
  });
  expect(await create(shopId, { secret: "short" })).toMatchObject({
    kind: "invalid",
    urls: [],
    secret: expect.stringContaining("24 to 128"),
  });
  expect(await countOf(shopId)).toBe(0);
});

test("of two clicks at the same time one makes the endpoints, and the other is told that they are there", async () => {
  const shopId = await newShop();
  const outcomes = await Promise.all([create(shopId, {}), create(shopId, {})]);
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["created", "invalid"]);
  expect(outcomes.find(({ kind }) => kind === "invalid")).toMatchObject({
    urls: [{ url: ONE }, { url: TWO }],
  });
  expect(await countOf(shopId)).toBe(2);
});

test("together with those that are there they stay within the shop's limit", async () => {
  const shopId = await newShop();
  await created(shopId);
  const urls = ["https://127.0.0.1/three", "https://127.0.0.1/four"];
  expect(await create(shopId, { urls })).toEqual({ kind: "limit", limit: 3 });
  expect(await create(shopId, { urls: urls.slice(1) })).toMatchObject({ kind: "created" });
  expect(await create(shopId, { urls: ["1", "2", "3", "4"] })).toEqual({ kind: "limit", limit: 3 });
});

test("a URL of another shop's endpoint is free", async () => {
  await created(await newShop());
  await created(await newShop());
});
