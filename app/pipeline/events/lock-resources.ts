import type { Transaction } from "../../db/transaction.ts";

export interface ResourceKey {
  shopId: string;
  resource: string;
}

/** What is kept of a resource; changes are written back by `saveResources`. */
interface ResourceRow extends ResourceKey {
  /** number of the last event about it */
  sequence: number;
  /** owned by the mapping */
  state: string | null;
  customer: string | null;
}

export type Resources = Map<string, ResourceRow>;

export const resourceKey = ({ shopId, resource }: ResourceKey): string => `${shopId} ${resource}`;

/**
 * Locks the rows of all these resources until the transaction ends, making those that are missing. Always in the same
 * order, so that two transactions never wait for each other.
 */
export async function lockResources(tx: Transaction, keys: ResourceKey[]): Promise<Resources> {
  const sorted = [...new Map(keys.map((key) => [resourceKey(key), key])).entries()].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  if (sorted.length === 0) return new Map();
  const values = [sorted.map(([, { shopId }]) => shopId), sorted.map(([, { resource }]) => resource)];
  await tx.query(
    `insert into snapshot (shop_id, resource) select * from unnest($1::text[], $2::text[]) on conflict do nothing`,
    values,
  );
  const { rows } = await tx.query<{
    shop_id: string;
    resource: string;
    sequence: number;
    state: string | null;
    customer: string | null;
  }>(
    `select shop_id, resource, sequence, state, customer from snapshot
     where (shop_id, resource) in (select * from unnest($1::text[], $2::text[]))
     order by shop_id, resource for update`,
    values,
  );
  return new Map(
    rows.map(({ shop_id: shopId, ...row }) => {
      const resource = { shopId, ...row };
      return [resourceKey(resource), resource];
    }),
  );
}

/** Writes back what the transaction made of locked resources. */
export async function saveResources(tx: Transaction, resources: Resources): Promise<void> {
  const rows = [...resources.values()];
  if (rows.length === 0) return;
  await tx.query(
    `update snapshot s set sequence = n.sequence, state = n.state, customer = n.customer, updated_at = now()
     from unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::text[])
       as n (shop_id, resource, sequence, state, customer)
     where s.shop_id = n.shop_id and s.resource = n.resource
       and (s.sequence, s.state, s.customer) is distinct from (n.sequence, n.state, n.customer)`,
    [
      rows.map((row) => row.shopId),
      rows.map((row) => row.resource),
      rows.map((row) => row.sequence),
      rows.map((row) => row.state),
      rows.map((row) => row.customer),
    ],
  );
}
