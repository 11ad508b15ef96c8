import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { systemClock } from "../../app/config/clock.ts";
import { en } from "../../app/locales/en.ts";
import { fr } from "../../app/locales/fr.ts";
import { startTexts, texts } from "../../app/locales/i18n.ts";
import type { Language } from "../../app/locales/languages.ts";
import { countInTurn } from "../../app/pipeline/recover/count-in-turn.ts";
import type { RecoveryView } from "../../app/queries/recoveries.ts";
import * as deliveryList from "../../app/routes/app/deliveries/list.tsx";
import * as endpointPage from "../../app/routes/app/endpoints/page.tsx";
import * as cancelRoute from "../../app/routes/app/recoveries/cancel.ts";
import * as recoverRoute from "../../app/routes/app/recoveries/recover.ts";
import * as resendAllRoute from "../../app/routes/app/recoveries/resend-all.ts";
import { recoveryPercent, recoveryWords } from "../../app/ui/recoveries/recovery-words.ts";
import { SINCE_CHOICES, sinceFrom } from "../../app/ui/recoveries/since.ts";
import { instantOf } from "../../app/ui/recoveries/zoned-time.ts";
import { addEndpoint } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { addDeliveries, carryOnAll } from "../pipeline/recover/steps.ts";
import { installShop, signedIn } from "./panel-request.ts";

const OURS = "ours.myshopify.com";
const THEIRS = "theirs.myshopify.com";

let app: TestDeps;
let endpointId: string;

beforeAll(async () => {
  app = await createTestDeps({}, { clock: systemClock });
  const shopId = await installShop(app.deps, OURS);
  await installShop(app.deps, THEIRS);
  endpointId = (await addEndpoint(app.deps, shopId, "https://127.0.0.1/hook")).id;
  await addDeliveries(app.deps, { shopId, endpointId }, 3);
  await addDeliveries(app.deps, { shopId, endpointId }, 2, { status: "succeeded" });
});

const statusOf = (call: Promise<unknown>) =>
  call.then(
    () => 200,
    (thrown: { status?: number; init?: { status: number } }) => thrown.init?.status ?? thrown.status,
  );
const count = (query: string, shop = OURS) =>
  recoverRoute.loader(
    signedIn(app.deps, shop, `/app/endpoints/${endpointId}/recover?${query}`, { params: { id: endpointId } }),
  );
const begin = (form: Record<string, string>, shop = OURS) =>
  recoverRoute.action(signedIn(app.deps, shop, "/", { params: { id: endpointId }, form }));
const cancel = (id: string, shop = OURS) =>
  cancelRoute.action(signedIn(app.deps, shop, "/", { params: { id }, form: {} }));

test("what will be sent is counted before, sent on the click, and its progress is on the page", async () => {
  const counted = await count("include=failed&since=24h");
  if (counted.kind !== "counted") throw new Error(counted.kind);
  expect(counted).toMatchObject({ count: 3, more: false });
  expect(await begin({ include: "failed", since: counted.since })).toEqual({
    kind: "begun",
    count: 3,
    more: false,
  });
  expect(await begin({ include: "failed", since: counted.since })).toMatchObject({ kind: "refused" });
  await carryOnAll(app.deps);
  const page = await endpointPage.loader(signedIn(app.deps, OURS, "/", { params: { id: endpointId } }));
  expect(page.recoveries).toMatchObject([{ status: "done", done: 3, endpointUrl: "https://127.0.0.1/hook" }]);
});

test("a merchant whose shop is being counted for is told to try again", async () => {
  const { shopId } = await app.deps.prisma.endpoint.findUniqueOrThrow({ where: { id: endpointId } });
  const asked = await countInTurn(app.deps.pool, shopId, () => count("include=missing&since=24h"));
  expect(asked).toEqual({ kind: "refused", why: "busy" });
});

test("the list's filter is counted and sent again, and running ones are shown until they are cancelled", async () => {
  const at = (path: string, form?: Record<string, string>) =>
    signedIn(app.deps, OURS, path, { ...(form && { form }) });
  const path = "/app/deliveries/resend-all?status=succeeded";
  expect(await resendAllRoute.loader(at(path))).toMatchObject({ kind: "counted", count: 2, endpoints: 1 });
  expect(await resendAllRoute.action(at(path, {}))).toEqual({ kind: "begun", count: 2, more: false });
  const { recoveries } = await deliveryList.loader(at("/app/deliveries"));
  expect(recoveries).toMatchObject([{ status: "running", filter: { status: "succeeded" } }]);
  expect(await cancel(recoveries[0]?.id ?? "")).toEqual({ kind: "cancelled" });
  expect(await cancel(recoveries[0]?.id ?? "")).toEqual({ kind: "ended" });
  expect((await deliveryList.loader(at("/app/deliveries"))).recoveries).toEqual([]);
  expect(await resendAllRoute.loader(at("/app/deliveries/resend-all?status=pending"))).toEqual({
    kind: "refused",
    why: "pending",
  });
});

test("to another shop's merchant neither the endpoint nor a recovery is there", async () => {
  const since = "24h";
  expect(await statusOf(count(`include=failed&since=${since}`, THEIRS))).toBe(404);
  expect(await statusOf(begin({ include: "failed", since }, THEIRS))).toBe(404);
  const { id } = await app.deps.prisma.recovery.findFirstOrThrow();
  expect(await statusOf(cancel(id, THEIRS))).toBe(404);
});

test("what the page never asks is answered 400, a time that is too far back with a sentence", async () => {
  expect(await statusOf(count("include=failed"))).toBe(400);
  expect(await statusOf(count("include=all&since=1h"))).toBe(400);
  expect(await statusOf(begin({ include: "failed", since: "toString" }))).toBe(400);
  expect(await count("include=failed&since=2020-01-01T00:00:00.000Z")).toEqual({
    kind: "refused",
    why: "since",
  });
});

test("a span is counted back from now, an instant is itself, and all else is nothing", () => {
  const now = new Date("2026-11-21T10:00:00.000Z");
  expect(sinceFrom("1h", now)?.toISOString()).toBe("2026-11-21T09:00:00.000Z");
  expect(sinceFrom("2026-11-20T09:00:00.000Z", now)?.toISOString()).toBe("2026-11-20T09:00:00.000Z");
  for (const text of ["", "custom", "2026-11-20", "2026-13-40T09:00:00.000Z", "__proto__"])
    expect(sinceFrom(text, now)).toBeUndefined();
  const { missed: _missed, ...named } = en.recoveries.since;
  expect(Object.keys(named)).toEqual(SINCE_CHOICES);
});

test("a wall clock's time is the instant at which the shop's clocks show it", () => {
  expect(instantOf("2026-11-20T14:03", "America/New_York")?.toISOString()).toBe("2026-11-20T19:03:00.000Z");
  expect(instantOf("2026-07-01T00:00", "Asia/Kolkata")?.toISOString()).toBe("2026-06-30T18:30:00.000Z");
  expect(instantOf("2026-11-20T14:03", "Nowhere/Land")?.toISOString()).toBe("2026-11-20T14:03:00.000Z");
  for (const text of ["", "2026-11-20", "14:03"]) expect(instantOf(text, "UTC")).toBeUndefined();
});

test("of an hour that comes twice the first is meant, and one that never comes is the one after", () => {
  expect(instantOf("2026-10-25T02:30", "Europe/Berlin")?.toISOString()).toBe("2026-10-25T00:30:00.000Z");
  expect(instantOf("2026-03-29T02:30", "Europe/Berlin")?.toISOString()).toBe("2026-03-29T01:30:00.000Z");
  expect(instantOf("2026-11-01T01:30", "America/New_York")?.toISOString()).toBe("2026-11-01T05:30:00.000Z");
});

test("in every zone a clock shows at the instant what was asked, or an hour later where the time was left out", () => {
  const zones = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
  ];
  const minute = fc.integer({ min: Date.UTC(2024, 0, 1) / 60_000, max: Date.UTC(2027, 0, 1) / 60_000 });
  fc.assert(
    fc.property(fc.constantFrom(...zones), minute, (zone, minutes) => {
      const local = new Date(minutes * 60_000).toISOString().slice(0, 16);
      const instant = instantOf(local, zone) ?? new Date(0);
      const shown = new Intl.DateTimeFormat("sv-SE", {
        timeZone: zone,
        dateStyle: "short",
        timeStyle: "short",
      }).format(instant);
      const later = Date.parse(`${shown.replace(" ", "T")}:00Z`) - minutes * 60_000;
      expect([0, 30 * 60_000, 60 * 60_000]).toContain(later);
    }),
  );
});

const VIEW: RecoveryView = {
  ...{ id: "rcv_1", endpointId: "ep_1", include: "failed" },
  ...{
    endpointUrl: "https://127.0.0.1/hook",
    endpointDescription: "",
    flowTrigger: null,
    endpointDeleted: false,
    endpointPaused: false,
  },
  ...{ since: new Date(0), until: new Date(1), filter: {}, status: "running", cancelledBecause: null },
  ...{ total: 1_234, more: false, done: 500, skipped: 0, createdAt: new Date(0), finishedAt: null },
};

const wordsIn = (language: Language) => {
  startTexts(language, { en, fr });
  return recoveryWords(texts.getFixedT(language, "recoveries"), language);
};

test("numbers and states read as sentences", () => {
  const words = wordsIn("en");
  expect([words.deliveries(1), words.deliveries(1_234), words.deliveries(100_000, true)]).toEqual([
    "1 delivery",
    "1,234 deliveries",
    "100,000 or more deliveries",
  ]);
  const some = { count: 2, more: false };
  expect([words.counted("failed", some), words.counted("missing", { count: 0, more: false })]).toEqual([
    "2 deliveries will be sent again.",
    "It got everything that was stored.",
  ]);
  expect([words.send("failed", some), words.send("missing", some)]).toEqual([
    "Send 2 deliveries again",
    "Send 2 events",
  ]);
  const notStored = [
    { topic: "order/paid", count: 1_200 },
    { topic: "order/created", count: 1 },
  ];
  expect(words.notStored(notStored)).toBe("order/paid (1,200 events), order/created (1 event)");
  expect(words.state(VIEW)).toBe("500 of 1,234 queued. The rest follows.");
  expect(words.state({ ...VIEW, status: "done", done: 1, skipped: 2 })).toBe(
    "1 delivery queued. 2 skipped: the body is no longer stored, or it was on its way already.",
  );
  expect(words.state({ ...VIEW, status: "cancelled", cancelledBecause: "endpoint_disabled" })).toBe(
    "Ended early, because the endpoint was disabled. 500 of 1,234 queued.",
  );
  expect(words.title(VIEW)).toBe("Failed and discarded deliveries");
  expect(words.title({ include: "filter", filter: { status: "succeeded" } })).toBe(
    "Deliveries that succeeded",
  );
  expect(recoveryPercent(VIEW)).toBe(40);
  expect(recoveryPercent({ ...VIEW, total: 0 })).toBe(99);
});

test("in French numbers and plurals are French", () => {
  const words = wordsIn("fr");
  expect([words.deliveries(0), words.deliveries(1), words.deliveries(2)]).toEqual([
    "0 envoi",
    "1 envoi",
    "2 envois",
  ]);
  expect(words.send("failed", { count: 100_000, more: true })).toMatch(/^Renvoyer 100\s000 ou plus envois$/);
});
