import { expect, test } from "vitest";
import { beat, runHeartbeat } from "../../app/jobs/heartbeat.ts";
import { createLoops } from "../../app/metrics/loops.ts";
import { senderState } from "../../app/queries/heartbeat.ts";
import { createTestDeps, fakeClock } from "../helpers/test-deps.ts";

const clock = fakeClock("2026-11-20T10:00:00Z");
const { deps } = await createTestDeps({}, { clock });

test("a worker is heard of for two minutes after its last beat", async () => {
  expect(await senderState(deps)).toEqual({ working: false, heardAt: null });
  await beat(deps);
  const heardAt = clock.now();
  clock.advance(120_000);
  expect(await senderState(deps)).toEqual({ working: true, heardAt });
  clock.advance(1);
  expect(await senderState(deps)).toEqual({ working: false, heardAt });
  await beat(deps);
  expect(await senderState(deps)).toMatchObject({ working: true });
});

test("of several processes the latest counts, also where one's clock is behind", async () => {
  await beat(deps);
  const heardAt = clock.now();
  await beat({ ...deps, clock: fakeClock("2026-11-20T09:00:00Z") });
  expect(await senderState(deps)).toMatchObject({ heardAt });
});

test("a process in which a loop is stuck does not say that it works", async () => {
  await beat(deps);
  const heardAt = clock.now();
  clock.advance(60_000);
  let seconds = 0;
  const loops = createLoops(() => seconds * 1_000);
  loops.cameRound("deliveries");
  seconds = 61;
  await beat({ ...deps, loops });
  expect(await senderState(deps)).toMatchObject({ heardAt });
});

test("the heart beats at once and ends with its signal; what cannot be written harms nothing", async () => {
  clock.advance(60_000);
  const stop = new AbortController();
  let beats = 0;
  const pool = {
    query: async () => {
      beats += 1;
      stop.abort();
      throw new Error("the database does not answer");
    },
  } as unknown as typeof deps.pool;
  await runHeartbeat({ ...deps, pool }, stop.signal);
  expect(beats).toBe(1);
});
