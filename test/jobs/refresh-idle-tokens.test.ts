import { beforeAll, expect, test } from "vitest";
import { refreshIdleTokens } from "../../app/jobs/refresh-idle-tokens.ts";
import { connectShopify, type TestShopify } from "../helpers/shopify-stand-in.ts";
import { createTestDeps, type FakeClock, fakeClock, type TestDeps } from "../helpers/test-deps.ts";

const DAY_MS = 86_400_000;

let app: TestDeps;
let clock: FakeClock;

beforeAll(async () => {
  clock = fakeClock();
  app = await createTestDeps({}, { clock });
});

const endOf = async ({ shop }: TestShopify) =>
  (await app.deps.prisma.session.findFirstOrThrow({ where: { shop } })).refreshTokenExpires;

test("a shop that nobody asked anything of for eleven weeks keeps its connection", async () => {
  const shopify = await connectShopify(app.deps);
  const end = new Date(clock.now().getTime() + 90 * DAY_MS);
  expect(await endOf(shopify)).toEqual(end);
  clock.advance(75 * DAY_MS);
  expect(await refreshIdleTokens(app.deps)).toBe(0);
  clock.advance(2 * DAY_MS);
  expect(await refreshIdleTokens(app.deps)).toBe(1);
  expect(await endOf(shopify)).toEqual(new Date(end.getTime() + 77 * DAY_MS));
  expect(await refreshIdleTokens(app.deps)).toBe(0);
});

test("a shop that Shopify does not answer for keeps no other from its turn", async () => {
  const first = await connectShopify(app.deps);
  const second = await connectShopify(app.deps); // from now on the first one's address leads nowhere
  const end = await endOf(first);
  clock.advance(80 * DAY_MS);
  expect(await refreshIdleTokens(app.deps)).toBe(1);
  expect(await endOf(first)).toEqual(end);
  expect(await endOf(second)).toEqual(new Date(clock.now().getTime() + 90 * DAY_MS));
});

test("a shop that Shopify refuses for good is not asked about again", async () => {
  const gone = await connectShopify(app.deps);
  clock.advance(80 * DAY_MS);
  gone.revoke();
  await refreshIdleTokens(app.deps);
  expect(await endOf(gone)).toBeNull();
});
