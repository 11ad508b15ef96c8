import fc from "fast-check";
import { expect, test } from "vitest";
import { newId } from "../../app/db/ids.ts";
import { RESPONSE_KINDS } from "../../app/db/match-deliveries.ts";
import { DELIVERY_STATUSES } from "../../app/queries/deliveries.ts";
import { type DeliverySearch, filterOf, readSearch } from "../../app/queries/delivery-search.ts";
import { TOPICS } from "../../app/topics/catalog.ts";
import {
  beyondView,
  cleared,
  inView,
  isNarrowed,
  NO_SEARCH,
  searchAddress,
  VIEWS,
  viewOf,
} from "../../app/ui/deliveries/search-address.ts";

const read = (address: string) => readSearch(new URL(address, "http://127.0.0.1").searchParams);

const instant = fc
  .date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString());

const window = fc.oneof(
  fc.constantFrom("1h", "24h", "7d").map((span) => ({ span, since: null, until: null })),
  fc
    .uniqueArray(fc.option(instant), { minLength: 2, maxLength: 2 })
    .map((times) => times.toSorted((a, b) => (a ?? "").localeCompare(b ?? "")))
    .chain(([a, b]) =>
      fc.constantFrom(
        ...((a === null
          ? [
              [null, b],
              [b, null],
            ]
          : [[a, b]]) as [string | null, string | null][]),
      ),
    )
    .map(([since, until]) => ({ span: null, since, until })),
);

const search = fc
  .record({
    statuses: fc.subarray([...DELIVERY_STATUSES]),
    endpoints: fc.array(fc.constant(null), { maxLength: 3 }).map((list) => list.map(() => newId("ep"))),
    topics: fc.subarray(TOPICS.map(({ name }) => name)),
    responses: fc.subarray([...RESPONSE_KINDS]),
    window,
    test: fc.constantFrom("only", "without", null),
    attempts: fc.option(fc.integer({ min: 1, max: 999 })),
    text: fc
      .string({ unit: "grapheme", maxLength: 40 })
      .map((text) => text.replaceAll(/\p{Cc}/gu, "").trim()),
    sort: fc.constantFrom("newest", "oldest"),
  })
  .map(({ window, ...others }) => ({ ...others, ...window }) as DeliverySearch);

test("what the panel writes into the address is what the server reads from it", () => {
  fc.assert(
    fc.property(search, (wanted) => {
      expect(read(searchAddress(wanted))).toEqual({ search: wanted, ignored: [] });
    }),
  );
});

test("any address at all is read, and what of it means nothing is named", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(fc.constantFrom("status", "topic", "range", "since", "attempts", "q", "x"), fc.string()),
      ),
      (pairs) => {
        const { ignored } = readSearch(new URLSearchParams(pairs));
        expect(pairs.map(([name]) => name)).toEqual(expect.arrayContaining(ignored));
      },
    ),
  );
});

test("wrong values are left out one by one, and their parameters are named once", () => {
  const { search, ignored } = read(
    "/app/deliveries?status=failed&status=lost&status=gone&endpoint=dlv_1&topic=order/paid&topic=nope&response=7xx" +
      "&range=2h&test=maybe&attempts=0&sort=random&q=%00&event=evt_1",
  );
  expect(search).toEqual({ ...NO_SEARCH, statuses: ["failed"], topics: ["order/paid"] });
  expect(ignored).toEqual([
    ...["range", "status", "endpoint", "topic", "response", "test", "attempts", "q", "event", "sort"],
  ]);
});

test("times are UTC instants, a span goes before them, and an end before its beginning is left out", () => {
  const since = "2026-11-20T10:00:00.000Z";
  expect(read(`/?since=${since}`).search.since).toBe(since);
  for (const wrong of ["2026-11-20", "2026-13-40T10:00:00Z", "yesterday", "2026-11-20T10:00:00+01:00"])
    expect(read(`/?since=${encodeURIComponent(wrong)}`)).toEqual({ search: NO_SEARCH, ignored: ["since"] });
  expect(read(`/?range=1h&since=${since}`).search).toMatchObject({ span: "1h", since: null });
  expect(read(`/?since=${since}&until=${since}`)).toMatchObject({
    search: { since, until: null },
    ignored: ["until"],
  });
});

test("the address of an event's deliveries works as it always did", () => {
  const id = newId("evt");
  expect(read(`/app/deliveries?event=${id}`).search.text).toBe(id);
});

test("a span counts back from now", () => {
  const now = new Date("2026-11-21T10:00:00.000Z");
  expect(filterOf({ ...NO_SEARCH, span: "24h" }, now)).toMatchObject({
    since: new Date("2026-11-20T10:00:00.000Z"),
    until: undefined,
  });
});

test("a view stands for its part of a search, whatever else is asked for", () => {
  fc.assert(
    fc.property(search, fc.constantFrom(...VIEWS), (wanted, view) => {
      const shown = inView(wanted, view);
      const implied = beyondView(shown);
      if (view !== "all") expect(viewOf(shown)).toBe(view);
      expect(inView(shown, viewOf(shown))).toEqual(shown);
      if (view === "failed" || view === "succeeded") expect(implied.statuses).toEqual([]);
      expect(isNarrowed({ ...cleared(shown), ...beyondView(cleared(shown)) })).toBe(false);
    }),
  );
});

test("the views are what they are called", () => {
  expect(VIEWS.map((view) => searchAddress(inView(NO_SEARCH, view)))).toEqual([
    "/app/deliveries",
    "/app/deliveries?status=failed",
    "/app/deliveries?status=pending&attempts=1",
    "/app/deliveries?status=succeeded",
    "/app/deliveries?test=only",
  ]);
  expect(VIEWS.map((view) => viewOf(inView(NO_SEARCH, view)))).toEqual(VIEWS);
});
