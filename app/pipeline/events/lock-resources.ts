import type { Transaction } from "../../db/transaction.ts";
import { notifySql } from "../wake.ts";

export interface ResourceKey {
  shopId: string;
  resource: string;
}

/** What one mapper remembers of a resource, and when it wants to look at it again. */
interface Part {
  state: unknown;
  /** RFC 3339 */
  dueAt?: string | undefined;
}

/** What is kept of a resource; changes are written back by `saveResources`. */
export interface ResourceRow extends ResourceKey {
  /** number of the last event about it */
  sequence: number;
  /** owned by the mapping */
  parts: Record<string, Part>;
  /** gid of the customer it belongs to */
  customer: string | null;
}

export type Resources = Map<string, ResourceRow>;

export const resourceKey = ({ shopId, resource }: ResourceKey): string => `${shopId} ${resource}`;

/**
 * Locks the rows of all these resources until the transaction ends, making those that are missing. Always in the same
 * order, so that two transactions never wait for each other.
 */
export async function lockResources(tx: Transaction, keys: ResourceKey[]): Promise<Resources> {
  const unshared = keys.filter(isUnshared).map((key) => [resourceKey(key), emptyRow(key)] as const);
  const locked = await lockRows(
    tx,
    keys.filter((key) => !isUnshared(key)),
  );
  return new Map([...locked, ...unshared]);
}

/** Names that stand in for a resource that an event does not have: nothing else is about them, nothing is kept. */
const isUnshared = ({ resource }: ResourceKey): boolean => resource.startsWith("carillon:");

const emptyRow = (key: ResourceKey): ResourceRow => ({ ...key, sequence: 0, parts: {}, customer: null });

async function lockRows(tx: Transaction, keys: ResourceKey[]): Promise<Resources> {
  const sorted = [...new Map(keys.map((key) => [resourceKey(key), key])).entries()].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  if (sorted.length === 0) return new Map();
  const values = [sorted.map(([, { shopId }]) => shopId), sorted.map(([, { resource }]) => resource)];
  await tx.query({
    name: "make-resources",
    text: `insert into snapshot (shop_id, resource) select * from unnest($1::text[], $2::text[]) on conflict do nothing`,
    values,
  });
  const { rows } = await tx.query<{
    shop_id: string;
    resource: string;
    sequence: number;
    state: string | null;
    customer: string | null;
  }>({
    name: "lock-resources",
    text: `select shop_id, resource, sequence, state, customer from snapshot
     where (shop_id, resource) in (select * from unnest($1::text[], $2::text[]))
     order by shop_id, resource for update`,
    values,
  });
  return new Map(
    rows.map(({ shop_id: shopId, state, ...row }) => {
      const resource = { shopId, ...row, parts: parseParts(state) };
      return [resourceKey(resource), resource];
    }),
  );
}

const parseParts = (state: string | null): ResourceRow["parts"] =>
  state === null ? {} : (JSON.parse(state) as ResourceRow["parts"]);

/** Writes back what the transaction made of locked resources. */
export async function saveResources(tx: Transaction, resources: Resources): Promise<void> {
  const rows = [...resources.values()].filter((row) => !isUnshared(row));
  if (rows.length === 0) return;
  await tx.query({
    name: "save-resources",
    text: `update snapshot s set sequence = n.sequence, state = n.state, customer = n.customer, due_at = n.due_at,
       updated_at = now()
     from unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::text[], $6::timestamptz[])
       as n (shop_id, resource, sequence, state, customer, due_at)
     where s.shop_id = n.shop_id and s.resource = n.resource
       and (s.sequence, s.state, s.customer, s.due_at) is distinct from (n.sequence, n.state, n.customer, n.due_at)`,
    values: [
      rows.map((row) => row.shopId),
      rows.map((row) => row.resource),
      rows.map((row) => row.sequence),
      rows.map(({ parts }) => (Object.keys(parts).length === 0 ? null : JSON.stringify(parts))),
      rows.map((row) => row.customer),
      rows.map(({ parts }) => firstDue(parts)),
    ],
  });
  if (rows.some(({ parts }) => firstDue(parts) !== null)) await tx.query(notifySql("states"));
}

/** RFC 3339 in UTC sorts as text. */
const firstDue = (parts: ResourceRow["parts"]): string | null =>
  Object.values(parts)
    .flatMap(({ dueAt }) => dueAt ?? [])
    .sort()[0] ?? null;
