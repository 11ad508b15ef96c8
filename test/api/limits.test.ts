import { beforeAll, expect, test } from "vitest";
import { createLimitCalls } from "../../app/limits/limit-calls.ts";
import { serve } from "../../app/server/serve.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { metricValue } from "../helpers/metric-value.ts";
import { addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { apiClient, type Call } from "./api-client.ts";

const MOST = 3;

let app: TestDeps;
let base: string;
let shopId: string;

beforeAll(async () => {
  app = await createTestDeps({}, { limitCalls: createLimitCalls({ most: MOST, windowSeconds: 3_600 }) });
  const { port } = await serve(app.deps, { withPanel: false });
  base = `http://127.0.0.1:${port}/api/v1`;
  shopId = await addShop(app.deps);
});

const client = async (): Promise<Call> =>
  apiClient(base, (await createToken(app.deps, shopId, "read")).token);

test("a token's calls are counted down, and one too many is told when to go on", async () => {
  const call = await client();
  for (const remaining of ["2", "1", "0"]) {
    const { status, headers } = await call("GET", "/endpoints");
    expect([status, headers.get("ratelimit-limit"), headers.get("ratelimit-remaining")]).toEqual([
      ...[200, "3", remaining],
    ]);
    expect(headers.get("ratelimit-policy")).toBe("3;w=3600");
    expect(headers.get("ratelimit-reset")).toMatch(/^\d+$/);
  }
  const { status, headers, json } = await call("GET", "/deliveries");
  expect([status, json.type]).toEqual([429, "urn:carillon:problem:too_many_requests"]);
  expect(headers.get("retry-after")).toBe(headers.get("ratelimit-reset"));
  expect(await metricValue(app.deps, 'carillon_limited_requests_total{surface="api"}')).toBe(1);
});

test("calls at the same time are counted one by one", async () => {
  const call = await client();
  const answers = await Promise.all(Array.from({ length: 5 }, () => call("GET", "/endpoints")));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429, 429]);
});

test("another token of the same shop has its own calls", async () => {
  const [spent, fresh] = [await client(), await client()];
  for (let count = 0; count <= MOST; count += 1) await spent("GET", "/endpoints");
  expect((await fresh("GET", "/endpoints")).status).toBe(200);
});

test("what needs no token is counted by address", async () => {
  const call = apiClient(base, undefined);
  for (let count = 0; count < MOST; count += 1) expect((await call("GET", "/types.ts")).status).toBe(200);
  expect((await call("GET", "/types.ts")).status).toBe(429);
});
