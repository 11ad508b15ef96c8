import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { systemClock } from "../../app/config/clock.ts";
import type { DeliveryView } from "../../app/queries/deliveries.ts";
import { csvRecord } from "../../app/queries/export-csv.ts";
import { exportDeliveries } from "../../app/queries/export-deliveries.ts";
import { exportFile } from "../../app/queries/export-file.ts";
import { logDelivery } from "../helpers/log-delivery.ts";
import { addEndpoint, addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";

const EVIL = 'https://127.0.0.1/x?a="b,c"';

let app: TestDeps;
let shopId: string;
let endpointId: string;

beforeAll(async () => {
  app = await createTestDeps({}, { clock: systemClock });
  shopId = await addShop(app.deps);
  endpointId = (await addEndpoint(app.deps, shopId, EVIL)).id;
  for (let minute = 5; minute > 0; minute -= 1)
    await logDelivery(app.deps.pool, { shopId, endpointId }, { at: new Date(Date.now() - minute * 60_000) });
});

async function pagesOf(request: Parameters<typeof exportDeliveries>[2]): Promise<DeliveryView[][]> {
  const pages = [];
  for await (const page of exportDeliveries(app.deps, shopId, request)) pages.push(page);
  return pages;
}

async function textOf(pages: DeliveryView[][], format: "csv" | "ndjson"): Promise<string> {
  let text = "";
  for await (const piece of exportFile(asPages(pages), format)) text += piece;
  return text;
}

async function* asPages(pages: DeliveryView[][]) {
  yield* pages;
}

test("all rows of a filter are read page by page, in the list's order, and no more than the limit", async () => {
  const [newest = []] = await pagesOf({ filter: {}, oldestFirst: false });
  expect(newest).toHaveLength(5);
  const [oldest = []] = await pagesOf({ filter: {}, oldestFirst: true });
  expect(oldest.map(({ id }) => id)).toEqual(newest.map(({ id }) => id).reverse());
  const some = await pagesOf({ filter: {}, oldestFirst: false, limit: 3 });
  expect(some.flat().map(({ id }) => id)).toEqual(newest.slice(0, 3).map(({ id }) => id));
  expect(await pagesOf({ filter: { statuses: ["failed"] }, oldestFirst: false })).toEqual([]);
});

test("more rows than a page come one page after the other, each row once", async () => {
  await app.deps.pool.query(
    `insert into delivery (id, shop_id, endpoint_id, event_id, topic, status)
     select 'dlv_0' || lpad(to_hex(n), 31, '0'), $1, $2, 'evt_1', 'product/created', 'discarded'
     from generate_series(1, 2500) n`,
    [shopId, endpointId],
  );
  const pages = await pagesOf({ filter: { topics: ["product/created"] }, oldestFirst: false });
  expect(pages.map((page) => page.length)).toEqual([1_000, 1_000, 500]);
  expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(2_500);
});

test("the CSV has a header, a line for each row, and quotes what must be", async () => {
  const pages = await pagesOf({ filter: { topics: ["order/created"] }, oldestFirst: false });
  const lines = (await textOf(pages, "csv")).split("\r\n");
  expect(lines).toHaveLength(7);
  expect(lines[0]).toBe(
    "id,event_id,topic,status,test,endpoint_id,url,flow_trigger,attempts,next_attempt_at,last_reason," +
      "last_status_code,last_duration_ms,last_attempt_at,created_at",
  );
  expect(lines[1]).toContain(`,"${EVIL.replaceAll('"', '""')}",,1,,,200,120,`);
  expect(lines.at(-1)).toBe("");
});

test("the NDJSON is one object a line, with the same names", async () => {
  const pages = await pagesOf({ filter: { topics: ["order/created"] }, oldestFirst: false });
  const rows = (await textOf(pages, "ndjson"))
    .trimEnd()
    .split("\n")
    .map((line: string) => JSON.parse(line));
  expect(rows).toHaveLength(5);
  expect(rows[0]).toMatchObject({ url: EVIL, last_status_code: 200, next_attempt_at: null, test: false });
});

const cell = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom(..."=+-@\t\r\n\",' a") }),
);

test("any cells are read back as they were, but for the apostrophe before what would be a formula", () => {
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), (cells) => {
      const read = parseRecord(csvRecord(cells));
      expect(read.map((text) => text.replace(/^'(?=[=+\-@\t\r])/, ""))).toEqual(
        cells.map((text) => text.replace(/^'(?=[=+\-@\t\r])/, "")),
      );
      for (const text of read) expect(text).not.toMatch(/^[=+\-@\t\r]/);
    }),
  );
});

test("numbers and truths are no formulas", () => {
  expect(csvRecord([-5, true, null, "-5"])).toBe("-5,true,,'-5\r\n");
});

/** A reader of RFC 4180, for one record. */
function parseRecord(record: string): string[] {
  const cells: string[] = [];
  const pattern = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/gy;
  for (let match = pattern.exec(record); match; match = pattern.exec(record)) {
    const [, text = ""] = match;
    cells.push(text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text);
    if (pattern.lastIndex === record.length) break;
  }
  expect(pattern.lastIndex).toBe(record.length);
  return cells;
}
