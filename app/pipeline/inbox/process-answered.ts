// In: questions that Shopify has answered. Out: the events of the webhooks that waited for them, as in
// process-inbound.ts. A crash before the commit leaves the answers where they are.
import type { Transaction } from "../../db/transaction.ts";
import type { Answers } from "../mapping/questions.ts";
import { markInbound, type Verdict } from "./inbound-rows.ts";
import { type AnsweredRow, claimAnswered, closeInquiries, forgetAnswered } from "./inquiries.ts";
import { type AnsweredReading, mapReadings } from "./map-readings.ts";
import { type Needs, type Processed, processBatch } from "./process-batch.ts";
import { readRow } from "./read-row.ts";
import { loadShopContext, type ShopContext } from "./shop-context.ts";

/** Processes up to `limit` answered questions, oldest first; returns how many there were. */
export function processAnswered(deps: Needs, limit = 50): Promise<number> {
  const queue = {
    claim: claimAnswered,
    process: (tx: Transaction, rows: AnsweredRow[]) => processRows(tx, rows, deps.clock.now()),
    async giveUp(row: AnsweredRow, reason: string) {
      await markInbound(deps.pool, [{ row, status: "failed", reason }]);
      await closeInquiries(deps.pool, [row.inquiryId]);
      deps.log.error({ inbound_id: row.id, error: reason }, "inbox.failed");
    },
  };
  return processBatch(deps, queue, limit);
}

async function processRows(tx: Transaction, rows: AnsweredRow[], now: Date): Promise<Processed> {
  const shopIds = rows.map(({ shopId }) => shopId);
  const context = await loadShopContext(tx, shopIds, now);
  const failures: Verdict[] = [];
  const readings = rows.flatMap((row) => readAnswered(row, context, failures));
  const { published, problems } = await mapReadings(tx, readings, context);
  for (const [id, reason] of problems) {
    const row = rows.find((candidate) => candidate.id === id);
    if (row) failures.push({ row, status: "failed", reason });
  }
  await markInbound(tx, failures);
  await closeInquiries(
    tx,
    rows.map(({ inquiryId }) => inquiryId),
  );
  // Somebody chose what might have come of it, and it was something else, or nothing.
  const told = new Set(published.events.map(({ inboundId }) => inboundId));
  await forgetAnswered(
    tx,
    rows.filter(({ id }) => !told.has(id)),
  );
  return { published, verdicts: [] }; // the webhooks had theirs when they were asked about
}

/** The reading that the question was asked for. The rules may have changed since: then there may be none. */
function readAnswered(row: AnsweredRow, context: ShopContext, failures: Verdict[]): AnsweredReading[] {
  const read = readRow(row, context);
  // What waited when the app was uninstalled is kept like what comes in afterwards.
  if (read.kind === "failed" || (read.kind === "unmapped" && row.uninstalled))
    failures.push({ row, status: read.kind, reason: read.reason });
  if (read.kind !== "mappable") return [];
  const answers = JSON.parse(row.answers) as Answers;
  return read.readings.flatMap((reading) =>
    reading.mapper.part === row.part ? [{ ...reading, answers }] : [],
  );
}
