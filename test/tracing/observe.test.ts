import { expect, test, vi } from "vitest";
import type { Metrics } from "../../app/metrics/metrics.ts";
import type { AttemptRecord } from "../../app/pipeline/deliver/attempt-delivery.ts";
import { observeAttempt, observeMapped } from "../../app/pipeline/observe.ts";
import { NO_TRACING, type Tracing } from "../../app/tracing/tracing.ts";

const RECEIVED = Date.parse("2026-11-20T10:00:00.000Z");
const INBOUND = `inb_${RECEIVED.toString(16).padStart(12, "0")}${"0".repeat(20)}`;
const times = { startedAt: new Date(RECEIVED + 50), endedAt: new Date(RECEIVED + 60) };

/** Notes every call by its name and what it was given. */
function notes() {
  const calls: [string, ...unknown[]][] = [];
  const note =
    (name: string) =>
    (...given: unknown[]) =>
      void calls.push([name, ...given]);
  const names = ["mapped", "published", "attempt", "ended", "firstAttempt"] as const;
  const metrics = Object.fromEntries(names.map((name) => [name, note(name)])) as unknown as Metrics;
  const tracing: Tracing = { ...NO_TRACING, attempted: vi.fn(), mapped: vi.fn(), published: vi.fn() };
  return { calls, metrics, tracing };
}

const delivery = {
  ...{ id: "dlv_1", leaseToken: "lse_1", shopId: "shp_1", shopDomain: "a.myshopify.com", endpointId: "ep_1" },
  ...{ eventId: "evt_1", inboundId: INBOUND as string | null, topic: "order/paid", test: false },
};

const attempt = (facts: Partial<AttemptRecord>, inboundId = delivery.inboundId) =>
  ({
    ...{ id: "att_1", delivery: { ...delivery, inboundId }, number: 1, trigger: "schedule" },
    ...{ judgement: { status: "succeeded" }, startedAt: new Date(RECEIVED + 70) },
    ...{ outcome: { kind: "answered", statusCode: 200, durationMs: 120 } },
    ...{ next: { status: "succeeded", dueInMs: null, scheduled: 1 }, ...facts },
  }) as AttemptRecord & { delivery: typeof delivery };

test("a first attempt tells its outcome, the delivery's end, and how long after the webhook it began", () => {
  const { calls, metrics, tracing } = notes();
  observeAttempt({ metrics, tracing }, attempt({}), true);
  expect(calls).toEqual([
    ["attempt", "succeeded", 0.12, undefined],
    ["ended", "succeeded"],
    ["firstAttempt", 0.07],
  ]);
  expect(tracing.attempted).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ attemptId: "att_1", statusCode: 200, endedAt: new Date(RECEIVED + 190) }),
  );
});

test("an attempt after which another comes ends nothing, and its reason is told", () => {
  const { calls, metrics, tracing } = notes();
  const failed = attempt({
    ...{ number: 2, judgement: { status: "failed", reason: "timeout", detail: "it took too long" } },
    ...{ next: { status: "pending", dueInMs: 5_000, scheduled: 2 } },
  });
  observeAttempt({ metrics, tracing }, failed, true);
  expect(calls).toEqual([["attempt", "failed", 0.12, "timeout"]]);
  expect(JSON.stringify(vi.mocked(tracing.attempted).mock.calls)).not.toContain("took too long");
});

test("an attempt that came too late for its lease ends no delivery", () => {
  const { calls, metrics, tracing } = notes();
  observeAttempt({ metrics, tracing }, attempt({}), false);
  expect(calls.map(([name]) => name)).toEqual(["attempt", "firstAttempt"]);
});

test("where no webhook was the cause, or a merchant asked for the attempt, nobody waited since a webhook", () => {
  const { calls, metrics, tracing } = notes();
  observeAttempt({ metrics, tracing }, attempt({}, null), true);
  observeAttempt({ metrics, tracing }, attempt({ trigger: "manual" }), true);
  expect(calls.map(([name]) => name)).not.toContain("firstAttempt");
});

test("a batch tells each row's outcome and each event with its deliveries", () => {
  const { calls, metrics, tracing } = notes();
  const row = { id: INBOUND, shopDomain: "a.myshopify.com", topic: "orders/paid" };
  const event = { shopId: "shp_1", topic: "order/paid", inboundId: INBOUND };
  const to = (eventId: string, id: string) => ({
    id,
    eventId,
    shopId: "shp_1",
    endpointId: "ep_1",
    topic: "",
  });
  observeMapped(
    { metrics, tracing },
    {
      ...times,
      rows: [
        { ...row, status: "mapped" },
        { ...row, id: "inb_2", status: "unmapped" },
      ],
      published: {
        events: [{ ...event, id: "evt_1" } as never],
        deliveries: [to("evt_1", "dlv_1"), to("evt_1", "dlv_2"), to("evt_2", "dlv_3")],
        skipped: [],
      },
    },
  );
  expect(calls).toEqual([
    ["mapped", "mapped", 1],
    ["mapped", "unmapped", 1],
    ["published", "order/paid", 2],
  ]);
  expect(tracing.mapped).toHaveBeenCalledTimes(2);
  expect(tracing.published).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ eventId: "evt_1", inboundId: INBOUND, deliveries: 2, ...times }),
  );
});
