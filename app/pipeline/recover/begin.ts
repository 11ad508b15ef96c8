import { newId } from "../../db/ids.ts";
import type { Transaction } from "../../db/transaction.ts";
import { notifySql } from "../wake.ts";
import { lockEndpoints } from "./lock-endpoint.ts";
import type { RecoveryKind, StoredFilter } from "./recovery.ts";

export interface NewRecovery {
  endpointId: string;
  include: RecoveryKind;
  filter: StoredFilter;
  total: number;
}

export type BeginOutcome =
  /** ids in the order of what was asked */
  | { kind: "begun"; ids: string[] }
  | { kind: "not_found" }
  | { kind: "endpoint_disabled" }
  /** one of the same kind is running for the endpoint */
  | { kind: "running"; recoveryId: string };

/** Writes all of them or none. The endpoints' rows are the lock: of two orders at once the second finds the first. */
export async function begin(
  tx: Transaction,
  shopId: string,
  recoveries: NewRecovery[],
): Promise<BeginOutcome> {
  const endpointIds = recoveries.map(({ endpointId }) => endpointId);
  const endpoints = await lockEndpoints(tx, shopId, endpointIds, "update");
  if (endpoints.length < endpointIds.length) return { kind: "not_found" };
  if (endpoints.some(({ status }) => status === "disabled")) return { kind: "endpoint_disabled" };
  const running = await findRunning(tx, recoveries);
  if (running !== undefined) return { kind: "running", recoveryId: running };

  const ids = recoveries.map(() => newId("rcv"));
  await tx.query(
    `insert into recovery (id, shop_id, endpoint_id, include, filter, total)
     select id, $1, endpoint_id, include, filter, total
     from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::int[])
       as t (id, endpoint_id, include, filter, total)`,
    [
      shopId,
      ids,
      endpointIds,
      recoveries.map(({ include }) => include),
      recoveries.map(({ filter }) => JSON.stringify(filter)),
      recoveries.map(({ total }) => total),
    ],
  );
  await tx.query(notifySql("recoveries"));
  return { kind: "begun", ids };
}

/** One of the same kind that is running for one of the endpoints. */
export async function findRunning(
  tx: Transaction,
  recoveries: Pick<NewRecovery, "endpointId" | "include">[],
): Promise<string | undefined> {
  const { rows } = await tx.query<{ id: string }>(
    `select r.id from recovery r join unnest($1::text[], $2::text[]) as t (endpoint_id, include)
       on t.endpoint_id = r.endpoint_id and t.include = r.include
     where r.status = 'running' order by r.id limit 1`,
    [recoveries.map(({ endpointId }) => endpointId), recoveries.map(({ include }) => include)],
  );
  return rows[0]?.id;
}
