import { beforeAll, expect, test } from "vitest";
import * as byCategory from "../../app/routes/app/by-category/page.tsx";
import { addEndpoint } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { installShop, signedIn } from "./panel-request.ts";

const OURS = "ours.myshopify.com";
const THEIRS = "theirs.myshopify.com";
const HOOK = "https://127.0.0.1/hook";

let app: TestDeps;
let shopId: string;

beforeAll(async () => {
  app = await createTestDeps();
  shopId = await installShop(app.deps, OURS);
  const theirs = await installShop(app.deps, THEIRS);
  await addEndpoint(app.deps, theirs, HOOK, ["order/paid"]);
});

const save = (input: unknown) =>
  byCategory.action(signedIn(app.deps, OURS, "/", { form: { input: JSON.stringify(input) } }));

const change = (topic: string, add: string[], remove: string[] = []) => ({
  changes: [{ topic, add, remove }],
  secretEach: false,
  deletes: [],
});

test("the view shows this shop's endpoints and what each topic waits for", async () => {
  const { id } = await addEndpoint(app.deps, shopId, "https://127.0.0.1/all", ["*", "endpoint/failing"]);
  const page = await byCategory.loader(signedIn(app.deps, OURS, "/app/endpoints/by-category"));
  expect(page.endpoints).toEqual([
    { id, url: "https://127.0.0.1/all", topics: ["*", "endpoint/failing"], status: "enabled" },
  ]);
  expect(page.states["order/paid"]).toMatchObject({ status: "ready", last_received: null });
});

test("the answer with the secrets is kept nowhere", async () => {
  const answer = await save(change("order/paid", [HOOK]));
  expect(answer.data).toMatchObject({
    kind: "saved",
    secrets: [{ secret: expect.stringMatching(/^whsec_/), endpoints: [{ url: HOOK }] }],
  });
  expect(new Headers(answer.init?.headers).get("cache-control")).toBe("no-store");
});

test("what the page never sends is refused", async () => {
  const wrong = [
    "no object",
    { changes: [] },
    change("order/unknown", []),
    change("order/paid", ["x".repeat(5_000)]),
  ];
  for (const input of wrong) {
    await expect(save(input), JSON.stringify(input).slice(0, 80)).rejects.toMatchObject({
      init: { status: 400 },
    });
  }
  const noJson = signedIn(app.deps, OURS, "/", { form: { input: "{" } });
  await expect(byCategory.action(noJson)).rejects.toMatchObject({ init: { status: 400 } });
});

test("a list too long is answered with the limit, so that nothing that was pasted is lost", async () => {
  const many = Array.from({ length: 201 }, (_, index) => `${HOOK}/${index}`);
  const { data } = await save(change("order/paid", many));
  expect(data).toEqual({ kind: "limit", limit: app.deps.env.MAX_ENDPOINTS_PER_SHOP });
});

test("a browser that is not signed in is turned away", async () => {
  const args = signedIn(app.deps, OURS, "/", { form: {} });
  args.request.headers.delete("authorization");
  await expect(byCategory.action(args)).rejects.toMatchObject({ status: 302 });
});
