// In: a customer whom Shopify wants to be forgotten. Out: nothing personal of them in what the shop's records hold; the
// records themselves stay. A crash leaves the rest to the next try, which begins anew; what was learned of the customer
// is kept with the duty until it is done, because what has been erased can be learned no more.
import type pg from "pg";
import type { Deps } from "../config/deps.ts";
import type { Transaction } from "../db/transaction.ts";
import { eraseEvents } from "../erasure/erase-events.ts";
import { eraseRemembered } from "../erasure/erase-remembered.ts";
import { eraseWebhooks } from "../erasure/erase-webhooks.ts";
import { findSubject } from "../erasure/find-subject.ts";
import { joinPersons, type Person, type Subject } from "../erasure/subject.ts";
import type { Duty, DutyOutcome } from "./duty.ts";

/** Longer than any request takes. */
const IN_FLIGHT_MS = 60_000;

/** What a try leaves to the next one, with the duty's details. */
interface Progress {
  person: Person;
  /** ids */
  events: string[];
}

export async function redactCustomer({ pool }: Pick<Deps, "pool">, duty: Duty): Promise<DutyOutcome> {
  const subject = await resume(pool, duty);
  const events = new Set(subject.events);
  // In this order: what one step finds in the making, the next ones find made.
  const webhooks = await eraseWebhooks(pool, subject);
  const remembered = await eraseRemembered(pool, subject);
  const { inFlight, ...erased } = await eraseEvents(pool, subject, (tx, ids) => {
    for (const id of ids) events.add(id);
    return keepProgress(tx, duty, { person: subject.person, events: [...events] });
  });
  await forgetOtherDuties(pool, duty, subject);
  if (inFlight > 0)
    return {
      kind: "later",
      reason: `${inFlight} deliveries of this customer's events were being sent.`,
      afterMs: IN_FLIGHT_MS * duty.tries,
    };
  return { kind: "done", result: { ...erased, webhooks, ...remembered } };
}

/** With what an earlier try learned. */
async function resume(pool: pg.Pool, duty: Duty): Promise<Subject> {
  const found = await findSubject(pool, duty);
  const { progress } = duty.details as Duty["details"] & { progress?: Progress };
  const person = progress ? joinPersons(progress.person, found.person) : found.person;
  const events = progress?.events ?? [];
  await keepProgress(pool, duty, { person, events });
  return { ...found, person, events };
}

async function keepProgress(db: Transaction, { id, details }: Duty, progress: Progress): Promise<void> {
  await db.query("update duty set details = $2 where id = $1", [
    id,
    JSON.stringify({ ...details, progress }),
  ]);
}

/** An earlier request for this customer's data can be answered no more. */
async function forgetOtherDuties(
  pool: pg.Pool,
  { id, shopDomain }: Duty,
  { customers, person }: Subject,
): Promise<void> {
  await pool.query(
    `update duty set details = null where shop_domain = $1 and id <> $2 and status <> 'pending'
       and (customer = any($3) or exists (
         select from unnest($4::text[]) as t (email) where lower(details::json ->> 'email') = lower(email)))`,
    [shopDomain, id, customers, person.emails],
  );
}
