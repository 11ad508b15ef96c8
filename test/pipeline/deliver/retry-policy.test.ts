import fc from "fast-check";
import { expect, test } from "vitest";
import { readEnv } from "../../../app/config/env.ts";
import type { PostOutcome } from "../../../app/http/post.ts";
import { judgeResponse, retryAfterMs } from "../../../app/pipeline/deliver/judge-response.ts";
import { nextAttemptIn } from "../../../app/pipeline/deliver/retry-policy.ts";

const { DELIVERY_SCHEDULE: schedule } = readEnv({});
const HOUR_MS = 3_600_000;
const NOW = new Date("2026-11-20T10:00:00Z");

const answered = (statusCode: number, headers: Record<string, string> = {}): PostOutcome => ({
  kind: "answered",
  statusCode,
  headers,
  body: "",
  truncated: false,
  remoteAddress: null,
  durationMs: 1,
});

test("ten attempts span 75:35:05 hours", () => {
  expect(schedule).toHaveLength(10);
  expect(schedule.reduce((sum, pause) => sum + pause, 0)).toBe((75 * 3600 + 35 * 60 + 5) * 1000);
});

test("every pause stays within a fifth of the schedule's and the schedule ends", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 20 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (made, random) => {
        const pause = schedule[made];
        const next = nextAttemptIn({ schedule, made, retryAfterMs: null, random });
        if (pause === undefined) expect(next).toBeNull();
        else {
          expect(next).toBeGreaterThanOrEqual(Math.floor(pause * 0.8));
          expect(next).toBeLessThanOrEqual(Math.ceil(pause * 1.2));
        }
      },
    ),
  );
});

test("a receiver's wish delays, never hastens, and by a day at most", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 1000 * HOUR_MS }),
      (made, retryAfter) => {
        const plain = nextAttemptIn({ schedule, made, retryAfterMs: null, random: 0.5 });
        const wished = nextAttemptIn({ schedule, made, retryAfterMs: retryAfter, random: 0.5 });
        expect(wished).toBe(Math.max(plain ?? 0, Math.min(retryAfter, 24 * HOUR_MS)));
      },
    ),
  );
});

test("Retry-After is read as seconds or as a date, on 429 and 503 only; what makes no sense is ignored", () => {
  expect(retryAfterMs(answered(429, { "retry-after": "120" }), NOW)).toBe(120_000);
  expect(retryAfterMs(answered(503, { "retry-after": "Fri, 20 Nov 2026 10:01:00 GMT" }), NOW)).toBe(60_000);
  for (const value of ["0", "-5", "soon", "", "1.5", "Fri, 20 Nov 2026 09:00:00 GMT"]) {
    expect(retryAfterMs(answered(429, { "retry-after": value }), NOW), value).toBeNull();
  }
  expect(retryAfterMs(answered(500, { "retry-after": "120" }), NOW)).toBeNull();
});

test("any 2xx succeeds, everything else fails with its reason", () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 599 }), (code) => {
      const judgement = judgeResponse(answered(code));
      if (code >= 200 && code < 300) expect(judgement.status).toBe("succeeded");
      else
        expect(judgement).toMatchObject({
          status: "failed",
          reason: code >= 300 && code < 400 ? "redirect" : "http_status",
        });
    }),
  );
});
