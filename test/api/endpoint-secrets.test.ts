import { beforeAll, expect, test } from "vitest";
import { serve } from "../../app/server/serve.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { addEndpoint, addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { apiClient, type Call } from "./api-client.ts";

let app: TestDeps;
let call: Call;
let id: string;

beforeAll(async () => {
  app = await createTestDeps();
  const { port } = await serve(app.deps, { withPanel: false });
  const shopId = await addShop(app.deps);
  call = apiClient(`http://127.0.0.1:${port}/api/v1`, (await createToken(app.deps, shopId, "write")).token);
  id = (await addEndpoint(app.deps, shopId, "https://127.0.0.1/hook")).id;
});

test("a rotation answers the new secret once, and a fourth live one is refused by name", async () => {
  const rotate = (body?: object) => call("POST", `/endpoints/${id}/rotate-secret`, body);
  const first = await rotate();
  expect(first).toMatchObject({ status: 200, json: { secret: expect.stringMatching(/^whsec_/) } });
  expect(first.headers.get("cache-control")).toBe("no-store");
  const [newest, oldest] = first.json.secrets;
  expect(newest).toMatchObject({ hint: first.json.secret.slice(-4), expires_at: null });
  const overlap = new Date(oldest?.expires_at ?? 0).getTime() - new Date(newest?.created_at ?? 0).getTime();
  expect(Math.round(overlap / 60_000)).toBe(24 * 60);
  expect((await call("GET", `/endpoints/${id}`)).text).not.toContain(first.json.secret.slice(6));

  expect((await rotate({ overlap_seconds: 604_800, secret: "a-second-token-of-our-own" })).json.secret).toBe(
    "a-second-token-of-our-own",
  );
  expect(await rotate({ overlap_seconds: 1 })).toMatchObject({
    status: 409,
    json: { type: "urn:carillon:problem:rotation_limit", detail: expect.stringContaining("at most 3 live") },
  });
  const finished = await call("POST", `/endpoints/${id}/finish-rotation`);
  expect(finished.json.secrets).toMatchObject([{ hint: "-own", expires_at: null }]);
});

test.each<[object, string]>([
  [{ overlap_seconds: -1 }, "overlap_seconds"],
  [{ overlap_seconds: 604_801 }, "overlap_seconds"],
  [{ overlap_seconds: 1.5 }, "overlap_seconds"],
  [{ overlap_seconds: "1h" }, "overlap_seconds"],
  [{ secret: "short" }, "secret"],
  [{ secret: `whsec_${"A".repeat(24)}` }, "secret"],
  [{ overlap: 5 }, "overlap"],
])("a rotation with %j is a 422 problem that names the field", async (body, field) => {
  const answer = await call("POST", `/endpoints/${id}/rotate-secret`, body);
  expect(answer.status).toBe(422);
  expect(answer.json.errors[field]).toEqual([expect.any(String)]);
});
