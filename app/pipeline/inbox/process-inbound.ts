// In: pending rows of the inbox. Out: their events and deliveries, the resources' new state, questions to Shopify where
// something has to be asked first, and the rows' verdict, in one transaction. A crash before its commit leaves the rows
// pending; the next round takes them again.
import type { Transaction } from "../../db/transaction.ts";
import type { Questions } from "../mapping/questions.ts";
import { insertDuties } from "./duties.ts";
import {
  type ClaimedRow,
  claimInbound,
  forgetBodies,
  markInbound,
  type Round,
  type Verdict,
} from "./inbound-rows.ts";
import { openInquiries } from "./inquiries.ts";
import { type AnsweredReading, mapReadings } from "./map-readings.ts";
import { type Needs, type Processed, processBatch } from "./process-batch.ts";
import { type Reading, type ReadRow, readRow } from "./read-row.ts";
import { loadShopContext, type ShopContext } from "./shop-context.ts";

/** Processes up to `limit` rows, shop by shop in turns; returns how many there were. */
export function processInbound(deps: Needs, round: Round = { after: "" }, limit = 200): Promise<number> {
  const queue = {
    claim: (tx: Transaction, most: number) => claimInbound(tx, most, round),
    process: (tx: Transaction, rows: ClaimedRow[]) => processRows(tx, rows, deps.clock.now()),
    async giveUp(row: ClaimedRow, reason: string) {
      await markInbound(deps.pool, [{ row, status: "failed", reason }]);
      deps.log.error({ inbound_id: row.id, error: reason }, "inbox.failed");
    },
  };
  return processBatch(deps, queue, limit);
}

async function processRows(tx: Transaction, rows: ClaimedRow[], now: Date): Promise<Processed> {
  const shopIds = rows.map(({ shopId }) => shopId);
  const context = await loadShopContext(tx, shopIds, now);
  const read = rows.map((row) => readRow(row, context));

  const ready: AnsweredReading[] = [];
  const asking: { reading: Reading; questions: Questions }[] = [];
  for (const reading of read.flatMap((item) => (item.kind === "mappable" ? item.readings : []))) {
    const questions = questionsOf(reading, context);
    if (questions) asking.push({ reading, questions });
    else ready.push({ ...reading, answers: {} });
  }
  const { published, problems } = await mapReadings(tx, ready, context);
  await openInquiries(tx, asking, now);
  await insertDuties(
    tx,
    read.flatMap((item) => (item.kind === "duty" ? [item.duty] : [])),
  );
  const verdicts = read.map((item) => toVerdict(item, problems));
  await markInbound(tx, verdicts);
  const kept = new Set([
    ...published.events.map(({ inboundId }) => inboundId),
    ...asking.map(({ reading }) => reading.row.id),
  ]);
  await forgetBodies(
    tx,
    verdicts.flatMap(({ row, status }) => (status === "mapped" && !kept.has(row.id) ? [row] : [])),
  );
  return {
    published,
    verdicts: verdicts.map(({ row: { id, shopDomain, topic }, status }) => ({
      id,
      shopDomain,
      topic,
      status,
    })),
  };
}

/** What Shopify has to be asked first; nothing when nobody would hear of the answer, or when there is nobody to ask. */
function questionsOf({ row, mapper, payload }: Reading, context: ShopContext): Questions | undefined {
  if (!mapper.asks || !row.connected || !context.isChosen(row.shopId, mapper.makes)) return undefined;
  const questions = mapper.asks(payload, context.rulesOf(row.shopId));
  return Object.keys(questions).length > 0 ? questions : undefined;
}

function toVerdict(item: ReadRow, problems: Map<string, string>): Verdict {
  const { row } = item;
  if (item.kind === "duty") return { row, status: "mapped", reason: null };
  if (item.kind !== "mappable") return { row, status: item.kind, reason: item.reason };
  const customer = item.readings.find((reading) => reading.customer !== null)?.customer ?? null;
  const reason = problems.get(row.id) ?? null;
  return { row, status: reason === null ? "mapped" : "failed", reason, customer };
}
