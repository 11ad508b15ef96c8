// The newest payload of a resource, so that its deletion, of which Shopify tells only the id, can say what it was.
import type { Transaction } from "../../db/transaction.ts";
import { type ResourceKey, resourceKey } from "./lock-resources.ts";

export interface LastPayload extends ResourceKey {
  /** gid of whose data it holds */
  customer: string | null;
  /** JSON text as Shopify sent it */
  body: string;
}

/** Of several of one resource the last counts. */
export async function keepPayloads(tx: Transaction, payloads: LastPayload[]): Promise<void> {
  const rows = [...new Map(payloads.map((payload) => [resourceKey(payload), payload])).values()];
  if (rows.length === 0) return;
  await tx.query({
    name: "keep-last-payloads",
    text: `insert into last_payload (shop_id, resource, customer, body)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])
     on conflict (shop_id, resource)
       do update set customer = excluded.customer, body = excluded.body, updated_at = now()`,
    values: [
      rows.map((row) => row.shopId),
      rows.map((row) => row.resource),
      rows.map((row) => row.customer),
      rows.map((row) => row.body),
    ],
  });
}

/** Takes the payloads out: after a deletion nobody needs them. By `resourceKey`. */
export async function takePayloads(tx: Transaction, keys: ResourceKey[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const { rows } = await tx.query<{ shop_id: string; resource: string; body: string }>({
    name: "take-last-payloads",
    text: `delete from last_payload where (shop_id, resource) in (select * from unnest($1::text[], $2::text[]))
     returning shop_id, resource, body`,
    values: [keys.map(({ shopId }) => shopId), keys.map(({ resource }) => resource)],
  });
  return new Map(
    rows.map(({ shop_id: shopId, resource, body }) => [resourceKey({ shopId, resource }), body]),
  );
}
