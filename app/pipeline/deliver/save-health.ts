// Keeps the endpoints' failure streaks, gives notice of what changes and disables what is hopeless or gone. The lanes
// are locked: of any number of workers that see the same change one makes it.

import type { Transaction } from "../../db/transaction.ts";
import { changeStatus } from "../../endpoints/change-status.ts";
import { insertNotices, type NewNotice } from "../../endpoints/insert-notices.ts";
import type { AttemptRecord } from "./attempt-delivery.ts";
import {
  DISABLED_AFTER_MS,
  type Health,
  type HealthFact,
  judgeHealth,
  type Streak,
} from "./endpoint-health.ts";

interface Fact extends HealthFact {
  attempt: AttemptRecord;
}

/**
 * Locks, in the order of ids, the endpoints that these attempts may disable: endpoints come before lanes. Which they
 * are is known before their lanes are locked, because a streak's beginning does not change while it lasts.
 */
export async function lockSuspects(tx: Transaction, attempts: AttemptRecord[]): Promise<Set<string>> {
  const failed = attempts.filter(({ judgement }) => judgement.status === "failed");
  if (failed.length === 0) return new Set();
  const endpointIds = (some: AttemptRecord[]) => [
    ...new Set(some.map(({ delivery }) => delivery.endpointId)),
  ];
  const { rows } = await tx.query<{ id: string }>({
    name: "lock-suspects",
    // Not "for update": a new streak's reference to its endpoint must not wait for this.
    text: `select id from endpoint where id = any(array(
        select unnest($1::text[]) union select endpoint_id from failure_streak
        where endpoint_id = any($2) and first_at <= now() - $3 * interval '1 millisecond'
      )) order by id for no key update`,
    values: [endpointIds(failed.filter(isGone)), endpointIds(failed), DISABLED_AFTER_MS],
  });
  return new Set(rows.map(({ id }) => id));
}

export const isGone = ({ end, trigger }: AttemptRecord): boolean => trigger !== "test" && end === "gone";

/** `suspects`: endpoints that are locked, so that they may be disabled. Returns those that were. */
export async function saveHealth(
  tx: Transaction,
  attempts: AttemptRecord[],
  suspects: Set<string>,
): Promise<string[]> {
  const facts = Map.groupBy(
    attempts
      .filter(({ trigger }) => trigger !== "test")
      .map(toFact)
      .toSorted(byEnd),
    (fact) => fact.attempt.delivery.endpointId,
  );
  if (facts.size === 0) return [];
  const { now, streaks } = await loadStreaks(tx, [...facts.keys()]);
  const notices: NewNotice[] = [];
  const disabled: string[] = [];
  const changed = new Map<string, Streak | null>();
  for (const [endpointId, own] of facts) {
    const before = streaks.get(endpointId) ?? null;
    const health = judgeHealth(before, own, now);
    if (health.streak !== before) changed.set(endpointId, health.streak);
    notices.push(
      ...health.notices.map(({ kind, fact, since, whileFailing }) =>
        toNotice(fact, {
          kind,
          ...(since && { since }),
          ...(isSilent(kind, whileFailing) && { mail: "skipped" }),
        }),
      ),
    );
    const notice = await disable(tx, endpointId, health, suspects);
    if (notice) disabled.push(endpointId);
    if (notice) notices.push(notice);
  }
  await saveStreaks(tx, changed);
  await insertNotices(tx, notices);
  return disabled;
}

async function disable(
  tx: Transaction,
  endpointId: string,
  { disable, streak }: Health<Fact>,
  suspects: Set<string>,
): Promise<NewNotice | undefined> {
  if (!disable || !suspects.has(endpointId)) return undefined;
  const { reason, fact } = disable;
  if (!(await changeStatus(tx, endpointId, { status: "disabled", reason }))) return undefined;
  return toNotice(fact, {
    kind: "disabled",
    disabledReason: reason,
    ...(streak && { since: streak.firstAt }),
  });
}

/** Says something of the event, and nothing of where it was to go. */
const isIncomplete = ({ judgement }: AttemptRecord): boolean =>
  judgement.status === "failed" && judgement.reason === "flow_incomplete";

const byEnd = (a: Fact, b: Fact): number => endOf(a) - endOf(b);

const endOf = ({ attempt }: Fact): number => attempt.startedAt.getTime() + attempt.outcome.durationMs;

/** Of an endpoint that the merchant knows to be failing no mail tells each delivery that is given up. */
const isSilent = (kind: NewNotice["kind"], whileFailing: boolean): boolean =>
  kind === "exhausted" && whileFailing;

const toFact = (attempt: AttemptRecord): Fact => ({
  attempt,
  succeeded: attempt.judgement.status === "succeeded",
  automatic: attempt.trigger === "schedule" && !isIncomplete(attempt),
  gone: isGone(attempt),
  exhausted:
    attempt.trigger !== "replay" &&
    attempt.delivery.status === "pending" &&
    attempt.next.status === "failed" &&
    !isIncomplete(attempt),
  eventId: attempt.delivery.eventId,
});

function toNotice(
  { attempt }: Fact,
  notice: Pick<NewNotice, "kind" | "since" | "disabledReason" | "mail">,
): NewNotice {
  const { delivery, judgement, outcome } = attempt;
  return {
    ...notice,
    shopId: delivery.shopId,
    endpointId: delivery.endpointId,
    deliveryId: delivery.id,
    reason: judgement.status === "failed" ? judgement.reason : null,
    statusCode: outcome.kind === "answered" ? outcome.statusCode : null,
    response: outcome.kind === "answered" ? outcome.body : null,
  };
}

async function loadStreaks(
  tx: Transaction,
  endpointIds: string[],
): Promise<{ now: Date; streaks: Map<string, Streak> }> {
  const { rows } = await tx.query<{ now: Date; endpointId: string | null } & Streak>({
    name: "load-streaks",
    text: `select now(), endpoint_id as "endpointId", failures, first_at as "firstAt", events, failing
      from (select) one left join failure_streak on endpoint_id = any($1)`,
    values: [endpointIds],
  });
  const streaks = rows.flatMap(({ endpointId, now, ...streak }) =>
    endpointId === null ? [] : [[endpointId, streak] as const],
  );
  return { now: rows[0]?.now ?? new Date(0), streaks: new Map(streaks) };
}

async function saveStreaks(tx: Transaction, streaks: Map<string, Streak | null>): Promise<void> {
  const ended = [...streaks].filter(([, streak]) => streak === null).map(([endpointId]) => endpointId);
  if (ended.length > 0) await tx.query("delete from failure_streak where endpoint_id = any($1)", [ended]);
  const kept = [...streaks].flatMap(([endpointId, streak]) => (streak ? [{ endpointId, ...streak }] : []));
  if (kept.length === 0) return;
  await tx.query({
    name: "save-streaks",
    text: `
      insert into failure_streak (endpoint_id, failures, first_at, events, failing)
      select endpoint_id, failures, first_at, string_to_array(events, ' '), failing
      from unnest($1::text[], $2::int[], $3::timestamptz[], $4::text[], $5::bool[])
        as t (endpoint_id, failures, first_at, events, failing)
      on conflict (endpoint_id) do update set failures = excluded.failures, first_at = excluded.first_at,
        events = excluded.events, failing = excluded.failing`,
    values: [
      kept.map(({ endpointId }) => endpointId),
      kept.map(({ failures }) => failures),
      kept.map(({ firstAt }) => firstAt),
      kept.map(({ events }) => events.join(" ")),
      kept.map(({ failing }) => failing),
    ],
  });
}
