import { beforeAll, expect, test } from "vitest";
import { tokenRevoke } from "../../app/commands/token.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { findCaller } from "../../app/tokens/find-caller.ts";
import { addShop } from "../helpers/pipeline-steps.ts";
import { SHOP } from "../helpers/shopify-webhooks.ts";
import { createTestDeps, type FakeClock, type TestDeps } from "../helpers/test-deps.ts";

let app: TestDeps;
let shopId: string;

beforeAll(async () => {
  app = await createTestDeps();
  shopId = await addShop(app.deps);
});

test("a revoked token opens nothing, and the others still do", async () => {
  const [kept, lost] = [
    await createToken(app.deps, shopId, "read"),
    await createToken(app.deps, shopId, "write"),
  ];
  const hint = lost.token.slice(-4);
  expect(await tokenRevoke.run(app.deps, { id: lost.id })).toEqual({
    json: { id: lost.id, shop: SHOP, scope: "write", hint, revoked_at: new Date("2026-11-20T10:00:00.123Z") },
    text: `${lost.id} of ${SHOP} (write, ends in ${hint}) is revoked.`,
  });
  expect(await findCaller(app.deps, lost.token)).toBeUndefined();
  expect(await findCaller(app.deps, kept.token)).toMatchObject({ shopId, scope: "read" });
});

test("revoking again changes nothing", async () => {
  const { id } = await createToken(app.deps, shopId, "read");
  const first = await tokenRevoke.run(app.deps, { id });
  (app.deps.clock as FakeClock).advance(60_000);
  expect(await tokenRevoke.run(app.deps, { id })).toEqual(first);
});

test.each([[undefined], ["tok_unknown"], ["tok_019ab000000070008000000000000001"], ["\u0000"]])(
  "the id %j is refused with a sentence",
  async (id) => {
    const refused = expect(tokenRevoke.run(app.deps, { id })).rejects;
    await refused.toMatchObject({
      name: "CommandError",
      message: id === undefined ? "Name the token as: --id tok_…" : `There is no token ${id}.`,
    });
  },
);
