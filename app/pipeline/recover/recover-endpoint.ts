// What an endpoint did not get: deliveries that failed, or events that it has no delivery of.
import type { Deps } from "../../config/deps.ts";
import { isId } from "../../db/ids.ts";
import { inTransaction, type Transaction } from "../../db/transaction.ts";
import { type BeginOutcome, begin, findRunning } from "./begin.ts";
import { type Count, countFailed, countMissing, countPending, type EventQuestion } from "./count.ts";
import { countInTurn } from "./count-in-turn.ts";
import { topicsOf } from "./endpoint-topics.ts";
import type { StoredFilter } from "./recovery.ts";
import { type StoredTopics, storedTopics } from "./stored-topics.ts";
import { LONGEST_MS, windowOf } from "./window.ts";

export interface RecoverOrder {
  include: "failed" | "missing";
  since: Date;
  /** now when left out */
  until?: Date | undefined;
}

type Refusal =
  | Exclude<BeginOutcome, { kind: "begun" }>
  /** by field */
  | { kind: "invalid"; errors: Record<string, string[]> }
  /** others are counting; in a moment it may be this order's turn */
  | { kind: "busy" };

interface Found extends Count {
  /** of missing events: which of the endpoint's topics were stored; null for failed deliveries */
  topics: StoredTopics | null;
  beside: Beside;
}

/** What the endpoint has not got either, and this order does not send. */
export interface Beside {
  /** deliveries that go out by themselves */
  pending: number;
  /** deliveries that failed or were discarded; 0 where these are what is sent */
  ended: number;
}

export type RecoverOutcome = ({ kind: "begun"; id: string } & Omit<Found, "beside">) | Refusal;

export type RecoverCount = ({ kind: "counted" } & Found) | Refusal;

type Needs = Pick<Deps, "pool" | "prisma" | "clock" | "log">;

/** Begins to send what the endpoint did not get; it goes on by itself (carry-on.ts). */
export async function recoverEndpoint(
  deps: Needs,
  shopId: string,
  endpointId: string,
  order: RecoverOrder,
): Promise<RecoverOutcome> {
  const looked = await look(deps, shopId, endpointId, order);
  if (looked.kind !== "counted") return looked;
  const { count, more, topics } = looked;
  const filter: StoredFilter = { ...looked.filter, ...(more && { more }) };
  const outcome = await inTransaction(deps.pool, (tx) =>
    begin(tx, shopId, [{ endpointId, include: order.include, filter, total: count }]),
  );
  if (outcome.kind !== "begun") return outcome;
  const id = outcome.ids[0] ?? "";
  deps.log.info(
    { recovery_id: id, endpoint_id: endpointId, include: order.include, count },
    "recovery.begun",
  );
  return { kind: "begun", id, count, more, topics };
}

/** How much it would send, without beginning it. */
export async function countRecovery(
  deps: Needs,
  shopId: string,
  endpointId: string,
  order: RecoverOrder,
): Promise<RecoverCount> {
  const looked = await look(deps, shopId, endpointId, order);
  if (looked.kind !== "counted") return looked;
  const { filter: _, ...counted } = looked;
  return counted;
}

type Looked = ({ kind: "counted"; filter: StoredFilter } & Found) | Refusal;

/** What can be refused without counting is refused before. */
async function look(
  deps: Needs,
  shopId: string,
  endpointId: string,
  { include, since, until }: RecoverOrder,
): Promise<Looked> {
  const endpoint = await find(deps, shopId, endpointId);
  if (!endpoint) return { kind: "not_found" };
  if (endpoint.status === "disabled") return { kind: "endpoint_disabled" };
  const checked = windowOf(since, until, deps.clock.now());
  if (checked.kind === "invalid") return checked;
  const running = await findRunning(deps.pool, [{ endpointId, include }]);
  if (running !== undefined) return { kind: "running", recoveryId: running };
  const { window } = checked;
  const filter = { since: window.since.toISOString(), until: window.until.toISOString() };
  const counted = await countInTurn(deps.pool, shopId, (tx) =>
    include === "missing"
      ? lookAtMissing(tx, { shopId, filter, endpointId, topics: topicsOf(endpoint) })
      : lookAtFailed(tx, shopId, endpointId, filter),
  );
  return counted ? { kind: "counted", filter, ...counted } : { kind: "busy" };
}

async function lookAtMissing(tx: Transaction, question: EventQuestion): Promise<Found> {
  const { shopId, endpointId, filter } = question;
  // What the disabling itself discarded is older than it.
  const since = new Date(Date.parse(filter.until) - LONGEST_MS).toISOString();
  const longest = [tx, shopId, endpointId, { ...filter, since }] as const;
  return {
    ...(await countMissing(tx, question)),
    topics: await storedTopics(tx, question),
    beside: { pending: await countPending(...longest), ended: (await countFailed(...longest)).count },
  };
}

const lookAtFailed = async (...question: Parameters<typeof countFailed>): Promise<Found> => ({
  ...(await countFailed(...question)),
  topics: null,
  beside: { pending: await countPending(...question), ended: 0 },
});

async function find({ prisma }: Needs, shopId: string, id: string) {
  if (!isId("ep", id)) return undefined;
  const row = await prisma.endpoint.findFirst({
    where: { id, shopId, deletedAt: null, flowTrigger: null },
    select: { id: true, shopId: true, status: true, allTopics: true, topics: true },
  });
  return row && { ...row, topics: row.topics.map(({ topic }) => topic) };
}
