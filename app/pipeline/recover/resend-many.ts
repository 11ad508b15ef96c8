// Ended deliveries of a filter, at any of the shop's endpoints. Each endpoint gets a recovery of its own: one that is
// paused or slow then holds up no other.
import type { Deps } from "../../config/deps.ts";
import { inTransaction } from "../../db/transaction.ts";
import { type BeginOutcome, begin, findRunning } from "./begin.ts";
import { type Count, countDeliveries, MOST_COUNTED } from "./count.ts";
import { countInTurn } from "./count-in-turn.ts";
import { type EndedStatus, type StoredFilter, statusesOf } from "./recovery.ts";
import { endOf } from "./window.ts";

/** That of the list of deliveries. */
export interface ResendFilter {
  status?: EndedStatus | "pending" | undefined;
  endpointId?: string | undefined;
  topic?: string | undefined;
  eventId?: string | undefined;
  since?: Date | undefined;
  until?: Date | undefined;
}

export type ResendManyOutcome =
  | ({ kind: "begun"; recoveries: { id: string; endpointId: string; count: number }[] } & Count)
  | Exclude<BeginOutcome, { kind: "begun" }>
  | { kind: "invalid"; errors: Record<string, string[]> }
  /** others are counting; in a moment it may be this order's turn */
  | { kind: "busy" };

export type ResendManyCount =
  | ({ kind: "counted"; endpoints: number } & Count)
  | Exclude<Looked, { kind: "counted" }>;

type Needs = Pick<Deps, "pool" | "prisma" | "clock" | "env" | "log">;

/** Begins to send them again; it goes on by itself (carry-on.ts). Disabled endpoints are left out unless named. */
export async function resendMany(
  deps: Needs,
  shopId: string,
  filter: ResendFilter,
): Promise<ResendManyOutcome> {
  const looked = await look(deps, shopId, filter);
  if (looked.kind !== "counted") return looked;
  const { counts, stored, count, more } = looked;
  const orders = [...counts].map(([endpointId, total]) => ({
    endpointId,
    include: "filter" as const,
    filter: stored,
    total,
  }));
  const outcome = await inTransaction(deps.pool, (tx) => begin(tx, shopId, orders));
  if (outcome.kind !== "begun") return outcome;
  const recoveries = orders.map(({ endpointId, total }, index) => ({
    id: outcome.ids[index] ?? "",
    endpointId,
    count: total,
  }));
  for (const { id, endpointId } of recoveries)
    deps.log.info(
      { recovery_id: id, endpoint_id: endpointId, include: "filter", count: counts.get(endpointId) },
      "recovery.begun",
    );
  return { kind: "begun", recoveries, count, more };
}

/** How many it would send, to how many endpoints, without beginning it. */
export async function countResend(
  deps: Needs,
  shopId: string,
  filter: ResendFilter,
): Promise<ResendManyCount> {
  const looked = await look(deps, shopId, filter);
  if (looked.kind !== "counted") return looked;
  return { kind: "counted", endpoints: looked.counts.size, count: looked.count, more: looked.more };
}

type Looked =
  | ({ kind: "counted"; counts: Map<string, number>; stored: StoredFilter } & Count)
  | Exclude<ResendManyOutcome, { kind: "begun" }>;

/** What can be refused without counting is refused before. */
async function look(deps: Needs, shopId: string, filter: ResendFilter): Promise<Looked> {
  const { status, endpointId, topic, eventId } = filter;
  if (status === "pending") return wrong("status", "Pending deliveries go out by themselves.");
  const window = storedWindow(deps, filter);
  if (window.since >= window.until) return wrong("since", "Must lie in the past and earlier than until.");
  const endpoints = await deps.prisma.endpoint.findMany({
    where: { shopId, deletedAt: null, ...(endpointId && { id: endpointId }) },
    select: { id: true, status: true },
    orderBy: { id: "asc" },
  });
  if (endpointId && endpoints.length === 0) return { kind: "not_found" };
  if (endpointId && endpoints[0]?.status === "disabled") return { kind: "endpoint_disabled" };
  const running = endpointId && (await findRunning(deps.pool, [{ endpointId, include: "filter" }]));
  if (running) return { kind: "running", recoveryId: running };

  const base: StoredFilter = { ...window, status, topic, eventId };
  const endpointIds = endpoints.filter((one) => one.status !== "disabled").map(({ id }) => id);
  const question = { shopId, endpointIds, statuses: statusesOf("filter", base), filter: base };
  const counted = await countInTurn(deps.pool, shopId, (tx) => countDeliveries(tx, question));
  if (!counted) return { kind: "busy" };
  const count = [...counted.values()].reduce((sum, one) => sum + one, 0);
  const more = count === MOST_COUNTED;
  // Where counting stopped there may be more, at any endpoint.
  const chosen = more ? endpointIds : endpointIds.filter((id) => counted.has(id));
  const counts = new Map(chosen.map((id) => [id, counted.get(id) ?? 0]));
  return { kind: "counted", counts, stored: { ...base, ...(more && { more }) }, count, more };
}

/** Older than payloads are kept there is nothing to send. */
function storedWindow(
  { env, clock }: Needs,
  { since, until }: ResendFilter,
): { since: string; until: string } {
  const now = clock.now();
  const oldest = new Date(now.getTime() - env.PAYLOAD_RETENTION_DAYS * 86_400_000);
  return {
    since: (since && since > oldest ? since : oldest).toISOString(),
    until: endOf(until, now).toISOString(),
  };
}

const wrong = (field: string, message: string) => ({
  kind: "invalid" as const,
  errors: { [field]: [message] },
});
