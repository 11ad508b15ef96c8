// Ended deliveries of a filter, at any of the shop's endpoints. Each endpoint gets a recovery of its own: one that is
// paused or slow then holds up no other.
import type { Deps } from "../../config/deps.ts";
import type { DeliveryMatch } from "../../db/match-deliveries.ts";
import { inTransaction } from "../../db/transaction.ts";
import { type BeginOutcome, begin, findRunning } from "./begin.ts";
import { type Count, MOST_COUNTED } from "./count.ts";
import { countByFate, type Fate, type FateCount } from "./count-by-fate.ts";
import { countInTurn } from "./count-in-turn.ts";
import type { StoredFilter } from "./recovery.ts";
import { endOf } from "./window.ts";

/** That of the list of deliveries. */
export interface ResendFilter extends DeliveryMatch {
  since?: Date | undefined;
  until?: Date | undefined;
}

/** Why some are not sent again. closed: their endpoint is disabled or deleted. */
export type LeftOut = Exclude<Fate, "ready"> | "closed";

export type ResendManyOutcome =
  | ({ kind: "begun"; recoveries: { id: string; endpointId: string; count: number }[] } & Count)
  | Exclude<BeginOutcome, { kind: "begun" }>
  | { kind: "invalid"; errors: Record<string, string[]> }
  /** others are counting; in a moment it may be this order's turn */
  | { kind: "busy" };

interface Counted extends Count {
  endpoints: number;
  /** of those that it would send, those that arrived before */
  succeeded: number;
  left: Record<LeftOut, number>;
  /** RFC 3339: what was counted is what came between these */
  since: string;
  until: string;
}

export type ResendManyCount = ({ kind: "counted" } & Counted) | Exclude<ResendManyOutcome, { kind: "begun" }>;

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

/** How many it would send, to how many endpoints, and why it would leave the others out, without beginning it. */
export async function countResend(
  deps: Needs,
  shopId: string,
  filter: ResendFilter,
): Promise<ResendManyCount> {
  const looked = await look(deps, shopId, filter);
  if (looked.kind !== "counted") return looked;
  const { counts, count, succeeded, more, left, stored } = looked;
  return {
    kind: "counted",
    endpoints: counts.size,
    count,
    succeeded,
    more,
    left,
    since: stored.since,
    until: stored.until,
  };
}

type Looked =
  | ({ kind: "counted"; counts: Map<string, number>; stored: StoredFilter } & Omit<
      Counted,
      "endpoints" | "since" | "until"
    >)
  | Exclude<ResendManyOutcome, { kind: "begun" }>;

/** What can be refused without counting is refused before. */
async function look(deps: Needs, shopId: string, filter: ResendFilter): Promise<Looked> {
  const { since, until, ...match } = filter;
  const { statuses = [], endpointIds = [] } = match;
  if (statuses.length === 1 && statuses[0] === "pending")
    return wrong("status", "Pending deliveries go out by themselves.");
  const window = storedWindow(deps, { since, until });
  if (window.since >= window.until) return wrong("since", "Must lie in the past and earlier than until.");
  const endpoints = await deps.prisma.endpoint.findMany({
    where: { shopId, deletedAt: null, ...(endpointIds.length > 0 && { id: { in: [...endpointIds] } }) },
    select: { id: true, status: true },
    orderBy: { id: "asc" },
  });
  const named = endpointIds.length === 1 ? endpointIds[0] : undefined;
  if (named && endpoints.length === 0) return { kind: "not_found" };
  if (named && endpoints[0]?.status === "disabled") return { kind: "endpoint_disabled" };
  const running = named && (await findRunning(deps.pool, [{ endpointId: named, include: "filter" }]));
  if (running) return { kind: "running", recoveryId: running };

  const stored: StoredFilter = { ...window, match };
  const fates = await countInTurn(deps.pool, shopId, (tx) => countByFate(tx, shopId, stored));
  if (!fates) return { kind: "busy" };
  const open = endpoints.filter((one) => one.status !== "disabled").map(({ id }) => id);
  const { counts, left, count, succeeded } = sumUp(fates, open);
  const more = fates.reduce((sum, one) => sum + one.count, 0) === MOST_COUNTED;
  // Where counting stopped there may be more, at any endpoint.
  const chosen = more ? open : open.filter((id) => counts.has(id));
  return {
    kind: "counted",
    counts: new Map(chosen.map((id) => [id, counts.get(id) ?? 0])),
    stored: { ...stored, ...(more && { more }) },
    ...{ count, succeeded, more, left },
  };
}

function sumUp(fates: FateCount[], open: string[]) {
  const counts = new Map<string, number>();
  const left: Record<LeftOut, number> = { waiting: 0, test: 0, withheld: 0, closed: 0, expired: 0 };
  let count = 0;
  let succeeded = 0;
  for (const one of fates) {
    const fate = one.fate === "ready" && !open.includes(one.endpointId) ? "closed" : one.fate;
    if (fate !== "ready") left[fate] += one.count;
    else {
      counts.set(one.endpointId, one.count);
      count += one.count;
      succeeded += one.succeeded;
    }
  }
  return { counts, left, count, succeeded };
}

/** The log holds nothing that is older. */
function storedWindow(
  { env, clock }: Needs,
  { since, until }: Pick<ResendFilter, "since" | "until">,
): { since: string; until: string } {
  const now = clock.now();
  const oldest = new Date(now.getTime() - env.LOG_RETENTION_DAYS * 86_400_000);
  return {
    since: (since && since > oldest ? since : oldest).toISOString(),
    until: endOf(until, now).toISOString(),
  };
}

const wrong = (field: string, message: string) => ({
  kind: "invalid" as const,
  errors: { [field]: [message] },
});
