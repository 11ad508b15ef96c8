import fc from "fast-check";
import { expect, test } from "vitest";
import { type DueLane, type SlotLimits, shareSlots } from "../../../app/pipeline/deliver/share-slots.ts";

const ids = (name: string, count: number) => Array.from({ length: count }, (_, index) => `${name}${index}`);

const lane = (changes: Partial<DueLane> = {}): DueLane => ({
  endpointId: "ep",
  shopId: "shp",
  slow: false,
  room: 10,
  pace: Number.POSITIVE_INFINITY,
  turn: 0,
  queues: [ids("fresh", 20), [], []],
  ...changes,
});

const limits = (changes: Partial<SlotLimits> = {}): SlotLimits => ({
  slots: 100,
  slowSlots: 100,
  shopSlots: () => 100,
  ...changes,
});

const counts = (lanes: DueLane[], some: Partial<SlotLimits> = {}) =>
  shareSlots(lanes, limits(some)).map((share) => share.ids.length);

test("of ten slots of a busy endpoint seven are fresh, two are retries and one is a replay", () => {
  const [share] = shareSlots([lane({ queues: [ids("f", 20), ids("r", 20), ids("p", 20)] })], limits());
  const kinds = share?.ids.map((id) => id[0]).join("");
  expect([...(kinds ?? "")].sort().join("")).toBe("fffffffprr");
});

test("the shares hold over claims of a single slot", () => {
  const queues: DueLane["queues"] = [ids("f", 20), ids("r", 20), ids("p", 20)];
  let turn = 0;
  let kinds = "";
  for (let round = 1; round <= 20; round += 1) {
    const [share] = shareSlots([lane({ turn, queues })], limits({ slots: 1 }));
    turn = share?.turn ?? 0;
    kinds += share?.ids[0]?.[0];
  }
  expect([...kinds].filter((kind) => kind === "r")).toHaveLength(4);
  expect([...kinds].filter((kind) => kind === "p")).toHaveLength(2);
});

test("what a queue has no use for goes to the others", () => {
  const [share] = shareSlots([lane({ queues: [[], ids("r", 20), []] })], limits());
  expect(share?.ids).toHaveLength(10);
});

test("each queue is served oldest first", () => {
  const [share] = shareSlots([lane({ room: 4, queues: [ids("f", 20), [], []] })], limits());
  expect(share?.ids).toEqual(["fresh0", "fresh1", "fresh2", "fresh3"].map((id) => id.replace("fresh", "f")));
});

test("scarce slots go round the lanes", () => {
  expect(counts([lane(), lane(), lane()], { slots: 7 })).toEqual([3, 2, 2]);
});

test("neither room nor pace is exceeded", () => {
  expect(counts([lane({ room: 3 }), lane({ pace: 2 }), lane({ room: 0 })])).toEqual([3, 2, 0]);
});

test("a shop gets no more than its part of the slots, and the rest goes to others", () => {
  const lanes = [lane({ shopId: "big" }), lane({ shopId: "big" }), lane({ shopId: "small" })];
  expect(counts(lanes, { slots: 12, shopSlots: () => 5 })).toEqual([3, 2, 5]);
});

test("slow lanes share what there is for slow ones", () => {
  expect(counts([lane({ slow: true }), lane({ slow: true }), lane()], { slowSlots: 3 })).toEqual([2, 1, 10]);
});

// Nothing but fresh events for the 75 hours of the schedule, of which one attempt in twenty fails.
test("an endpoint that is saturated with fresh events gets its retries within two minutes of being due", () => {
  const SCHEDULE_S = [0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
  const END_S = SCHEDULE_S.reduce((sum, pause) => sum + pause, 0);
  const STEP_S = 5;
  const due: { at: number; made: number }[] = [];
  let latest = 0;
  let attempts = 0;
  let turn = 0;
  for (let now = 0; now < END_S; now += STEP_S) {
    due.sort((a, b) => a.at - b.at);
    const waiting = due.filter(({ at }) => at <= now).slice(0, 10);
    const queues: DueLane["queues"] = [ids("fresh", 10), waiting.map((_, index) => String(index)), []];
    const [share] = shareSlots([lane({ turn, queues })], limits());
    turn = share?.turn ?? 0;
    for (const id of share?.ids ?? []) {
      const retry = id.startsWith("fresh") ? undefined : waiting[Number(id)];
      if (retry) {
        latest = Math.max(latest, now - retry.at);
        due.splice(due.indexOf(retry), 1);
      }
      attempts += 1;
      const made = (retry?.made ?? 0) + 1;
      const pause = SCHEDULE_S[made];
      if (attempts % 20 === 0 && pause !== undefined) due.push({ at: now + pause, made });
    }
  }
  expect(attempts).toBe((END_S / STEP_S) * 10);
  expect(latest).toBeLessThan(120);
});

const anyLane = fc
  .record({
    shopId: fc.constantFrom("a", "b", "c"),
    slow: fc.boolean(),
    room: fc.nat(12),
    pace: fc.nat(12),
    turn: fc.nat(9),
    sizes: fc.tuple(fc.nat(12), fc.nat(12), fc.nat(12)),
  })
  .map(({ sizes, ...rest }) => ({ ...rest, queues: sizes.map((size, queue) => ids(`${queue}-`, size)) }));

test("no limit is ever exceeded, nothing is given twice, and no slot is left while somebody could use it", () => {
  fc.assert(
    fc.property(
      fc.array(anyLane, { maxLength: 8 }),
      fc.nat(40),
      fc.nat(20),
      fc.nat(20),
      (some, slots, slow, shop) => {
        const lanes = some.map((one, index) =>
          lane({ ...one, endpointId: `ep${index}`, queues: one.queues as DueLane["queues"] }),
        );
        const shares = shareSlots(lanes, { slots, slowSlots: slow, shopSlots: () => shop });
        const sum = (of: typeof shares) => of.reduce((total, share) => total + share.ids.length, 0);
        expect(sum(shares)).toBeLessThanOrEqual(slots);
        expect(sum(shares.filter((share) => share.lane.slow))).toBeLessThanOrEqual(slow);
        for (const name of ["a", "b", "c"])
          expect(sum(shares.filter((share) => share.lane.shopId === name))).toBeLessThanOrEqual(shop);
        for (const { lane: of, ids: given } of shares) {
          expect(new Set(given).size).toBe(given.length);
          const possible = Math.min(of.room, of.pace, of.queues.flat().length);
          expect(given.length).toBeLessThanOrEqual(possible);
          const couldTakeMore =
            given.length < possible &&
            sum(shares) < slots &&
            sum(shares.filter((share) => share.lane.shopId === of.shopId)) < shop &&
            (!of.slow || sum(shares.filter((share) => share.lane.slow)) < slow);
          expect(couldTakeMore).toBe(false);
        }
      },
    ),
  );
});
