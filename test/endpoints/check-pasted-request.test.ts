import { beforeAll, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../app/config/clock.ts";
import { checkPastedRequest } from "../../app/endpoints/check-pasted-request.ts";
import { finishRotation } from "../../app/endpoints/finish-rotation.ts";
import { rotateSecret } from "../../app/endpoints/rotate-secret.ts";
import { sendTest } from "../../app/pipeline/deliver/send-test.ts";
import * as route from "../../app/routes/app/endpoints/check-signature.ts";
import type { SigningMode } from "../../app/signing/sign.ts";
import { MOST_BODY } from "../../app/ui/signatures/limits.ts";
import { addEndpoint } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { createTestReceiver, type TestReceiver } from "../helpers/test-receiver.ts";
import { installShop, signedIn } from "../panel/panel-request.ts";

let app: TestDeps;
let receiver: TestReceiver;
let shops = 0;
let shop: string;
let shopId: string;
let id: string;

beforeAll(async () => {
  app = await createTestDeps({}, { clock: systemClock });
  receiver = await createTestReceiver();
});

beforeEach(async () => {
  shops += 1;
  shop = `shop-${shops}.myshopify.com`;
  shopId = await installShop(app.deps, shop);
  id = (await addEndpoint(app.deps, shopId, receiver.url)).id;
});

/** What a real receiver got. */
async function sent(signing: SigningMode = "signed") {
  await sendTest(app.deps, shopId, id, { topic: "order/paid", signing });
  const { headers = {}, body = "" } = receiver.received.at(-1) ?? {};
  return { headers: JSON.stringify(headers), body };
}

async function check(pasted: { headers: string; body: string }, endpointId = id, ofShop = shopId) {
  const outcome = await checkPastedRequest(app.deps, ofShop, endpointId, pasted);
  return outcome.kind === "checked" ? outcome.report : outcome.kind;
}

const both = (verdict: object) => ({ standard: verdict, plain: verdict });

const verifiedAt = async () =>
  (await app.deps.prisma.setup.findUnique({ where: { shopId } }))?.verifiedAt ?? null;

test("a request as it was received is signed, which the setup guide hears of, and no answer holds a secret", async () => {
  const pasted = await sent();
  const form = pasted;
  const answer = await route.action(signedIn(app.deps, shop, "/", { params: { id }, form }));
  expect(answer).toMatchObject({ kind: "checked", report: both({ kind: "valid" }) });
  expect(JSON.stringify(answer)).not.toContain("whsec_");
  expect(await verifiedAt()).toBeInstanceOf(Date);
});

test("what is not signed is told and noted nowhere", async () => {
  const { headers, body } = await sent();
  expect(await check({ headers, body: JSON.stringify(JSON.parse(body), null, 2) })).toMatchObject(
    both({ kind: "body" }),
  );
  expect(await check({ headers, body: body.replace("order", "ordre") })).toMatchObject(
    both({ kind: "body", difference: { kind: "content", path: expect.any(String) } }),
  );
  expect(await check({ headers: "", body })).toMatchObject(both({ kind: "absent" }));
  expect(await check(await sent("tampered"))).toMatchObject(both({ kind: "tampered" }));
  expect(await verifiedAt()).toBeNull();
});

test("the log alone knows how a body was written before a parser had it", async () => {
  const { headers, body } = await sent();
  const value = JSON.parse(body) as Record<string, unknown>;
  const reordered = JSON.stringify(Object.fromEntries(Object.entries(value).reverse()));
  const difference = { kind: "key_order" };
  expect(await check({ headers, body: reordered })).toMatchObject(both({ kind: "body", difference }));
});

test("a signature of another endpoint names it, but never one of another shop", async () => {
  const mine = await sent();
  const sister = (await addEndpoint(app.deps, shopId, `${receiver.url}/sister`)).id;
  expect(await check(mine, sister)).toMatchObject(
    both({ kind: "other_endpoint", endpoint: { id, url: receiver.url } }),
  );
  const stranger = await installShop(app.deps, `stranger-${shops}.myshopify.com`);
  const theirs = (await addEndpoint(app.deps, stranger, receiver.url)).id;
  expect(await check(mine, theirs, stranger)).toMatchObject(both({ kind: "unknown" }));
  expect(await check(mine, id, stranger)).toBe("not_found");
  expect(await check(mine, "ep_unknown")).toBe("not_found");
});

test("a secret that has ended is recognised while it is kept, and by the log when it is forgotten", async () => {
  const pasted = await sent();
  await rotateSecret(app.deps, shopId, id, { overlapSeconds: 3_600 });
  expect(await check(pasted)).toMatchObject(both({ kind: "valid", expiresAt: expect.any(Date) }));
  await app.deps.pool.query(
    "update signing_secret set expires_at = now() - interval '1 second' where endpoint_id = $1 and expires_at is not null",
    [id],
  );
  expect(await check(pasted)).toMatchObject(both({ kind: "ended_secret", hint: expect.any(String) }));
  await finishRotation(app.deps, shopId, id);
  expect(await check(pasted)).toMatchObject(both({ kind: "ended_secret", hint: null }));
  const headers = JSON.parse(pasted.headers);
  const moved = { ...headers, "webhook-timestamp": String(Number(headers["webhook-timestamp"]) - 9) };
  expect(await check({ ...pasted, headers: JSON.stringify(moved) })).toMatchObject({
    standard: { kind: "changed_headers", names: ["webhook-timestamp"] },
  });
});

test("what is too long is refused before it is looked at, and secrets that no key opens are told", async () => {
  const form = { headers: "signature: x", body: "x".repeat(MOST_BODY + 1) };
  expect(await route.action(signedIn(app.deps, shop, "/", { params: { id }, form }))).toEqual({
    kind: "too_large",
  });
  await app.deps.pool.query("update signing_secret set sealed = 'v1.00000000.AAAA' where endpoint_id = $1", [
    id,
  ]);
  expect(await check({ headers: "signature: x", body: "{}" })).toBe("sealed");
});

test("a shop checks thirty times a minute, and others as before", async () => {
  const form = { headers: "signature: x", body: "{}" };
  const ask = (of: string) => route.action(signedIn(app.deps, of, "/", { params: { id }, form }));
  for (let time = 0; time < 30; time += 1) expect((await ask(shop)).kind).toBe("checked");
  expect(await ask(shop)).toEqual({ kind: "limited" });
  const other = `calm-${shops}.myshopify.com`;
  id = (await addEndpoint(app.deps, await installShop(app.deps, other), receiver.url)).id;
  expect((await ask(other)).kind).toBe("checked");
});
