// API tokens in the panel: made, used, listed and revoked.
import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { tokenCreate } from "../../app/commands/token.ts";
import { listTokens } from "../../app/queries/api-tokens.ts";
import { action, loader } from "../../app/routes/app/settings/tokens/page.tsx";
import { action as revoke } from "../../app/routes/app/settings/tokens/revoke.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { findCaller } from "../../app/tokens/find-caller.ts";
import { MOST_TOKENS } from "../../app/tokens/token-fields.ts";
import { createTestDeps, type FakeClock, type TestDeps } from "../helpers/test-deps.ts";
import { installShop, signedIn } from "../panel/panel-request.ts";

const DOMAIN = "tokens.myshopify.com";
const PATH = "/app/settings/tokens";

let app: TestDeps;
let shopId: string;
let otherId: string;

beforeAll(async () => {
  app = await createTestDeps();
  shopId = await installShop(app.deps, DOMAIN);
  otherId = await installShop(app.deps, "other.myshopify.com");
});

const make = (form: Record<string, string>) => action(signedIn(app.deps, DOMAIN, PATH, { form }));
const revokeIt = (id: string, domain = DOMAIN) =>
  revoke(signedIn(app.deps, domain, `${PATH}/${id}/revoke`, { form: {}, params: { id } }));

test("a token stands in the answer to the click that made it, and nowhere else", async () => {
  const made = await make({ name: " Warehouse ", scope: "write" });
  expect(made).toEqual({ kind: "made", name: "Warehouse", token: expect.stringMatching(/^car_.{43}$/) });
  const token = made.kind === "made" ? made.token : "";
  expect(await findCaller(app.deps, token)).toEqual({ shopId, scope: "write" });
  const page = await loader(signedIn(app.deps, DOMAIN, PATH));
  expect(page.tokens).toMatchObject([{ name: "Warehouse", scope: "write", hint: token.slice(-4) }]);
  expect(JSON.stringify(page)).not.toContain(token);
  expect((await loader(signedIn(app.deps, "other.myshopify.com", PATH))).tokens).toEqual([]);
});

test("a token without a name or with an unknown scope is refused beside the field", async () => {
  expect(await make({ name: "", scope: "read" })).toMatchObject({
    kind: "refused",
    result: { error: { name: ["Enter a name, so that you know the token again."] } },
  });
  expect(await make({ name: "x", scope: "all" })).toMatchObject({
    kind: "refused",
    result: { error: { scope: ["Choose what the token may do."] } },
  });
});

test("when it was used last is known to the minute", async () => {
  const { id, token } = await createToken(app.deps, shopId, "read", "Clock");
  const usedAt = async () => (await app.deps.prisma.apiToken.findUnique({ where: { id } }))?.lastUsedAt;
  expect(await usedAt()).toBeNull();
  const clock = app.deps.clock as FakeClock;
  await findCaller(app.deps, token);
  const first = clock.now();
  expect(await usedAt()).toEqual(first);
  clock.advance(59_000);
  await findCaller(app.deps, token);
  expect(await usedAt()).toEqual(first);
  clock.advance(1_000);
  await findCaller(app.deps, token);
  expect(await usedAt()).toEqual(clock.now());
});

test("a revoked token opens nothing and is listed no more; another shop's cannot be revoked", async () => {
  const { id, token } = await createToken(app.deps, otherId, "read", "Theirs");
  for (const unknown of [id, "tok_unknown", "\u0000"])
    await expect(revokeIt(unknown)).rejects.toMatchObject({ init: { status: 404 } });
  expect(await findCaller(app.deps, token)).toMatchObject({ shopId: otherId });
  expect(await revokeIt(id, "other.myshopify.com")).toEqual({ kind: "revoked" });
  expect(await findCaller(app.deps, token)).toBeUndefined();
  expect(await listTokens(app.deps, otherId)).toEqual([]);
});

test("a shop has a bounded number of tokens", async () => {
  const id = await installShop(app.deps, "full.myshopify.com");
  for (let count = 0; count < MOST_TOKENS; count += 1) await createToken(app.deps, id, "read");
  const form = { name: "One more", scope: "read" };
  expect(await action(signedIn(app.deps, "full.myshopify.com", PATH, { form }))).toEqual({
    kind: "too_many",
  });
});

test("the command may give a name", async () => {
  const made = await tokenCreate.run(app.deps, { shop: DOMAIN, name: "From the shell" });
  expect(made.json).toMatchObject({ name: "From the shell", scope: "read" });
  expect((await listTokens(app.deps, shopId))[0]).toMatchObject({ name: "From the shell" });
  await expect(tokenCreate.run(app.deps, { shop: DOMAIN, name: " " })).rejects.toMatchObject({
    name: "CommandError",
  });
});

test("a name with control characters is refused beside the field", async () => {
  for (const name of ["a\u0000b", "a\u001bb"])
    expect(await make({ name, scope: "read" })).toMatchObject({
      kind: "refused",
      result: { error: { name: ["A name has no control characters."] } },
    });
});

test("two clicks in one form make one token, and both answers hold it", async () => {
  const domain = "twice.myshopify.com";
  const id = await installShop(app.deps, domain);
  const click = (nonce: string) =>
    action(signedIn(app.deps, domain, PATH, { form: { name: "Twice", scope: "read", nonce } }));
  const [nonce, other] = [randomUUID(), randomUUID()];
  const [one, two] = await Promise.all([click(nonce), click(nonce)]);
  expect(one).toMatchObject({ kind: "made" });
  expect(two).toEqual(one);
  expect(await listTokens(app.deps, id)).toHaveLength(1);
  expect(await click(other)).not.toEqual(one);
  expect(await listTokens(app.deps, id)).toHaveLength(2);
});

test("the same form's number in another shop is another token", async () => {
  await installShop(app.deps, "here.myshopify.com");
  await installShop(app.deps, "there.myshopify.com");
  const form = { name: "Same", scope: "read", nonce: randomUUID() };
  const [here, there] = await Promise.all(
    ["here", "there"].map((name) => action(signedIn(app.deps, `${name}.myshopify.com`, PATH, { form }))),
  );
  expect(here).toMatchObject({ kind: "made" });
  expect(there).toMatchObject({ kind: "made" });
  expect(there).not.toEqual(here);
});

test("many clicks at once make no more than there may be", async () => {
  const domain = "crowd.myshopify.com";
  const id = await installShop(app.deps, domain);
  for (let count = 0; count < MOST_TOKENS - 1; count += 1) await createToken(app.deps, id, "read");
  const clicks = Array.from({ length: 5 }, () =>
    action(signedIn(app.deps, domain, PATH, { form: { name: "One", scope: "read" } })),
  );
  const kinds = (await Promise.all(clicks)).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === "made")).toHaveLength(1);
  expect(await listTokens(app.deps, id)).toHaveLength(MOST_TOKENS);
});
