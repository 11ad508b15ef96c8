import { Session } from "@shopify/shopify-api";
import pino from "pino";
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Deps } from "../../app/config/deps.ts";
import { createEndpoint } from "../../app/endpoints/create-endpoint.ts";
import { rotateSecret } from "../../app/endpoints/rotate-secret.ts";
import { openHeaders, secretContext } from "../../app/endpoints/sealed-fields.ts";
import { resealWithNewestKey } from "../../app/jobs/reseal.ts";
import { createSessionStorage } from "../../app/shopify/session-storage.ts";
import { createSeal } from "../../app/signing/seal.ts";
import { addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

const [OLD, NEW, LOST] = [1, 2, 3].map((byte) => Buffer.alloc(32, byte)) as [Buffer, Buffer, Buffer];
const before = createSeal([OLD]);
const during = createSeal([NEW, OLD]);
const after = createSeal([NEW]);

let app: TestDeps;
let shopId: string;
let lines: { msg: string }[];

beforeAll(async () => {
  app = await createTestDeps();
  shopId = await addShop(app.deps);
});

beforeEach(async () => {
  await app.deps.pool.query("delete from endpoint");
  await app.deps.pool.query("delete from session");
  lines = [];
});

const depsWith = (seal: Deps["seal"]): Deps => ({
  ...app.deps,
  seal,
  log: pino({ level: "info" }, { write: (line: string) => void lines.push(JSON.parse(line)) }),
});

const said = (word: string) => lines.filter(({ msg }) => msg.startsWith(word));

/** An endpoint with a secret and a header, and a session, all sealed with `seal`. */
async function addSealed(seal: Deps["seal"]): Promise<{ id: string; secret: string }> {
  const input = { url: "https://127.0.0.1/hook", topics: ["*"], headers: { authorization: "Bearer one" } };
  const outcome = await createEndpoint(depsWith(seal), shopId, input);
  if (outcome.kind !== "created") throw new Error("not created");
  await createSessionStorage(app.deps.pool, seal).storeSession(
    new Session({
      ...{ id: "offline_a", shop: "a.myshopify.com", state: "", isOnline: false },
      ...{ accessToken: "shpat_plain", refreshToken: "shprt_plain" },
    }),
  );
  return outcome;
}

async function opened(seal: Deps["seal"], id: string) {
  const row = await app.deps.prisma.endpoint.findUniqueOrThrow({ where: { id }, include: { secrets: true } });
  return {
    headers: openHeaders(seal, id, row.headers),
    secrets: row.secrets.map((secret) => seal.open(secret.sealed, secretContext(secret.id))),
    session: (await createSessionStorage(app.deps.pool, seal).loadSession("offline_a"))?.toObject(),
  };
}

test("with a new key in front everything is sealed anew, and then opens without the old one", async () => {
  const { id, secret } = await addSealed(before);
  expect(await resealWithNewestKey(depsWith(during))).toEqual({ resealed: 4, unreadable: 0 });
  expect(await opened(after, id)).toMatchObject({
    headers: { authorization: "Bearer one" },
    secrets: [secret],
    session: { accessToken: "shpat_plain", refreshToken: "shprt_plain" },
  });
  expect(said("reseal.key_unused")).toMatchObject([{ key: before.keyIds[0], position: 2 }]);
  expect(await resealWithNewestKey(depsWith(during))).toEqual({ resealed: 0, unreadable: 0 });
});

test("more than a batch is sealed anew, by two processes at the same time", async () => {
  const { id } = await addSealed(before);
  const ids = Array.from({ length: 450 }, (_, number) => `sec_${number}`);
  await app.deps.prisma.signingSecret.createMany({
    data: ids.map((secretId) => ({
      ...{ id: secretId, endpointId: id, hint: "" },
      sealed: before.seal(secretId, secretContext(secretId)),
    })),
  });
  const counts = await Promise.all([1, 2].map(() => resealWithNewestKey(depsWith(during))));
  expect(counts.reduce((sum, { resealed }) => sum + resealed, 0)).toBe(454);
  expect((await opened(after, id)).secrets.sort()).toEqual(expect.arrayContaining(ids));
});

test("what no key opens is left as it is, counted, and keeps nothing else from being sealed anew", async () => {
  const { id } = await addSealed(createSeal([LOST]));
  const { rows } = await app.deps.pool.query("select sealed from signing_secret where endpoint_id = $1", [
    id,
  ]);
  await addSealed(before);
  expect(await resealWithNewestKey(depsWith(during))).toEqual({ resealed: 4, unreadable: 2 });
  expect(said("reseal.unreadable")).toMatchObject([{ unreadable: 2 }]);
  expect(JSON.stringify(lines)).not.toContain(rows[0]?.sealed);
  const still = await app.deps.pool.query("select sealed from signing_secret where endpoint_id = $1", [id]);
  expect(still.rows).toEqual(rows);
});

test("an old key is not called superfluous while something needs it", async () => {
  const { id } = await addSealed(before);
  const moved = before.seal("text", "secret of another row");
  await app.deps.pool.query("update signing_secret set sealed = $2 where endpoint_id = $1", [id, moved]);
  expect(await resealWithNewestKey(depsWith(during))).toEqual({ resealed: 3, unreadable: 1 });
  expect(said("reseal.key_unused")).toEqual([]);
});

test("a text that changes while it is sealed anew keeps the change", async () => {
  const { id } = await addSealed(before);
  const holder = await app.deps.pool.connect();
  await holder.query("begin");
  const newer = after.seal('{"x-new":"two"}', `headers ${id}`);
  await holder.query("update endpoint set headers = $2 where id = $1", [id, newer]);
  const run = resealWithNewestKey(depsWith(during)); // has read the old text, and waits for the row
  await expect.poll(waitsForLock).toBe(true);
  await holder.query("commit");
  holder.release();
  expect(await run).toEqual({ resealed: 3, unreadable: 0 });
  expect((await opened(after, id)).headers).toEqual({ "x-new": "two" });
});

async function waitsForLock(): Promise<boolean> {
  const { rows } = await app.deps.pool.query(
    "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
  return rows.length > 0;
}

test("with one key alone nothing is written and nothing is said", async () => {
  const { id } = await addSealed(after);
  await rotateSecret(depsWith(after), shopId, id, { overlapSeconds: 60 });
  const { rows } = await app.deps.pool.query("select xmin from signing_secret order by id");
  expect(await resealWithNewestKey(depsWith(after))).toEqual({ resealed: 0, unreadable: 0 });
  expect((await app.deps.pool.query("select xmin from signing_secret order by id")).rows).toEqual(rows);
  expect(lines).toEqual([]);
});
