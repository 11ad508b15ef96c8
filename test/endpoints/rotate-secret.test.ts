import { createHmac } from "node:crypto";
import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { deleteEndpoint } from "../../app/endpoints/delete-endpoint.ts";
import { deleteExpiredSecrets } from "../../app/endpoints/delete-expired-secrets.ts";
import { finishRotation } from "../../app/endpoints/finish-rotation.ts";
import { type RotateOutcome, rotateSecret } from "../../app/endpoints/rotate-secret.ts";
import { sendTest } from "../../app/pipeline/deliver/send-test.ts";
import { getEndpoint } from "../../app/queries/endpoints.ts";
import { addEndpoint, addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { createTestReceiver, type TestReceiver } from "../helpers/test-receiver.ts";

const HOUR = 3_600;
const WEEK = 604_800;

let app: TestDeps;
let receiver: TestReceiver;
let shopId: string;
let first: { id: string; secret: string };
let shops = 0;

beforeAll(async () => {
  app = await createTestDeps();
  receiver = await createTestReceiver();
});

/** A shop of its own, for the limit of test calls counts by shop. */
beforeEach(async () => {
  shops += 1;
  shopId = await addShop(app.deps, `shop${shops}.myshopify.com`);
  first = await addEndpoint(app.deps, shopId, receiver.url);
});

const rotate = (overlapSeconds: number, secret?: string) =>
  rotateSecret(app.deps, shopId, first.id, { overlapSeconds, secret });

async function rotated(overlapSeconds: number): Promise<string> {
  const outcome = await rotate(overlapSeconds);
  if (outcome.kind !== "rotated") throw new Error(`not rotated: ${JSON.stringify(outcome)}`);
  return outcome.secret;
}

const secrets = async () => (await getEndpoint(app.deps, shopId, first.id))?.secrets ?? [];

/** Seconds from now until each live secret ends, newest first. */
const ends = async () =>
  (await secrets()).map(({ expiresAt }) =>
    expiresAt === null ? null : Math.round((expiresAt.getTime() - Date.now()) / 1_000),
  );

/** Time passes for the endpoint's secrets. */
const letSecondsPass = (seconds: number) =>
  app.deps.pool.query(
    "update signing_secret set expires_at = expires_at - make_interval(secs => $2::int) where endpoint_id = $1",
    [first.id, seconds],
  );

async function signedHeaders(): Promise<{ body: string; headers: Record<string, string> }> {
  expect((await sendTest(app.deps, shopId, first.id, {})).kind).toBe("sent");
  const request = receiver.received.at(-1);
  if (!request) throw new Error("nothing was sent");
  return request;
}

const hex = (secret: string, body: string) => createHmac("sha256", secret).update(body).digest("hex");
/** Within 50 seconds. */
const about = (seconds: number) => expect.closeTo(seconds, -2);

test("while a rotation overlaps, receivers with the old and with the new secret verify; afterwards only the new", async () => {
  app.deps.clock = { now: () => new Date() };
  const second = await rotated(HOUR);
  const third = await rotated(WEEK);
  const { body, headers } = await signedHeaders();
  for (const secret of [first.secret, second, third]) {
    expect(new Webhook(secret).verify(body, headers)).toBeTruthy();
  }
  const newestFirst = [third, second, first.secret].map((secret) =>
    new Webhook(secret).sign(
      headers["webhook-id"] ?? "",
      new Date(Number(headers["webhook-timestamp"]) * 1_000),
      body,
    ),
  );
  expect(headers["webhook-signature"]).toBe(newestFirst.join(" "));
  expect(headers.signature).toBe(hex(first.secret, body));
  expect(headers["signature-next"]).toBe(hex(third, body));

  await letSecondsPass(WEEK + 1);
  const later = await signedHeaders();
  expect(() => new Webhook(second).verify(later.body, later.headers)).toThrow();
  expect(new Webhook(third).verify(later.body, later.headers)).toBeTruthy();
  expect(later.headers.signature).toBe(hex(third, later.body));
  expect(later.headers).not.toHaveProperty("signature-next");
});

test("of two ends that rotations give a secret, the earlier one counts", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 60, max: WEEK }), fc.integer({ min: 60, max: WEEK }), async (a, b) => {
      await rotated(0);
      await rotated(a);
      await rotated(b);
      expect(await ends()).toEqual([null, about(b), about(Math.min(a, b))]);
    }),
    { numRuns: 20 },
  );
});

test("an overlap of nothing ends the old secrets at once, those of an earlier rotation too", async () => {
  await rotated(WEEK);
  const newest = await rotated(0);
  expect(await secrets()).toMatchObject([{ hint: newest.slice(-4), expiresAt: null }]);
});

test("a fourth live secret is refused, until one has ended", async () => {
  await rotated(HOUR);
  await rotated(WEEK);
  expect(await rotate(HOUR)).toMatchObject({ kind: "rotation_limit", limit: 3, nextEnd: expect.any(Date) });
  expect(await ends()).toEqual([null, about(WEEK), about(HOUR)]);
  await letSecondsPass(HOUR + 1);
  expect((await rotate(HOUR)).kind).toBe("rotated");
  expect(await ends()).toEqual([null, about(HOUR), about(HOUR)]);
});

test("finishing a rotation ends all but the newest, and can be repeated", async () => {
  await rotated(WEEK);
  const newest = await rotated(WEEK);
  expect(await finishRotation(app.deps, shopId, first.id)).toEqual({ kind: "finished" });
  expect(await finishRotation(app.deps, shopId, first.id)).toEqual({ kind: "finished" });
  expect(await secrets()).toMatchObject([{ hint: newest.slice(-4), expiresAt: null }]);
});

test("rotations at the same time make two or are refused: never four live, never a newest that is lost", async () => {
  for (let round = 0; round < 10; round += 1) {
    await rotated(0);
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => rotate(HOUR)));
    const made = outcomes.flatMap((outcome) => (outcome.kind === "rotated" ? outcome.secret : []));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual([
      ...Array.from({ length: 2 }, () => "rotated"),
      ...Array.from({ length: 6 }, () => "rotation_limit"),
    ]);
    expect(await ends()).toEqual([null, about(HOUR), about(HOUR)]);
    expect(made.map((secret) => secret.slice(-4))).toContain((await secrets())[0]?.hint);
  }
});

test("rotations with and without overlap at the same time as finishing leave one newest secret that was answered", async () => {
  for (let round = 0; round < 10; round += 1) {
    const calls = [0, HOUR, 0, WEEK, HOUR, HOUR].map((overlap) => rotate(overlap));
    const [outcomes] = await Promise.all([Promise.all(calls), finishRotation(app.deps, shopId, first.id)]);
    const made = outcomes.flatMap((outcome: RotateOutcome) =>
      outcome.kind === "rotated" ? outcome.secret.slice(-4) : [],
    );
    const [newest, ...older] = await secrets();
    expect(newest?.expiresAt).toBeNull();
    expect(made).toContain(newest?.hint);
    expect(older.length).toBeLessThan(3);
    for (const { expiresAt } of older) expect(expiresAt).not.toBeNull();
  }
});

test("the new secret is the newest even if the last one was made by a clock that is ahead", async () => {
  await app.deps.pool.query(
    "update signing_secret set created_at = now() + interval '1 hour' where endpoint_id = $1",
    [first.id],
  );
  const newest = await rotated(HOUR);
  expect((await secrets()).map(({ hint }) => hint)).toEqual([newest.slice(-4), first.secret.slice(-4)]);
});

test("a secret of the merchant's own is taken, unless it is weak or signs already", async () => {
  const own = "the-token-of-another-app-1234";
  expect(await rotate(HOUR, own)).toEqual({ kind: "rotated", secret: own });
  expect(await rotate(HOUR, own)).toMatchObject({
    kind: "invalid",
    errors: { secret: [expect.stringContaining("signs already")] },
  });
  expect(await rotate(HOUR, "short")).toMatchObject({
    kind: "invalid",
    errors: { secret: [expect.any(String)] },
  });
  expect(await rotate(HOUR, `whsec_${"A".repeat(24)}`)).toMatchObject({ kind: "invalid" });
  expect(await secrets()).toHaveLength(2);
});

test("a secret that no key opens any more can be rotated away", async () => {
  await app.deps.pool.query("update signing_secret set sealed = 'v1.00000000.AAAA' where endpoint_id = $1", [
    first.id,
  ]);
  await rotated(0);
  expect(await secrets()).toHaveLength(1);
});

test("ended secrets are deleted in time, live ones stay", async () => {
  await rotated(HOUR);
  await rotated(WEEK);
  await letSecondsPass(HOUR + 1);
  await deleteExpiredSecrets(app.deps);
  expect(await app.deps.prisma.signingSecret.count({ where: { endpointId: first.id } })).toBe(2);
  expect(await ends()).toEqual([null, about(WEEK - HOUR)]);
});

test("another shop's endpoint, a deleted one and nonsense are not there to rotate", async () => {
  const other = await addShop(app.deps, `other${shops}.myshopify.com`);
  const input = { overlapSeconds: 0 };
  expect(await rotateSecret(app.deps, other, first.id, input)).toEqual({ kind: "not_found" });
  expect(await finishRotation(app.deps, other, first.id)).toEqual({ kind: "not_found" });
  expect(await rotateSecret(app.deps, shopId, "\u0000", input)).toEqual({ kind: "not_found" });
  await deleteEndpoint(app.deps, shopId, first.id);
  expect(await rotate(0)).toEqual({ kind: "not_found" });
});
