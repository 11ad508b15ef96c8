import { MAPPERS } from "../mapping/mappers.ts";
import { type Payload, parsePayload } from "../mapping/parse-payload.ts";
import type { ClaimedRow } from "./inbound-rows.ts";

/** A row that can be mapped, or the reason why not. */
export type ReadRow =
  | {
      kind: "mappable";
      row: ClaimedRow & { shopId: string };
      payload: Payload;
      resource: string;
      customer: string | null;
    }
  | { kind: "unmapped" | "failed"; row: ClaimedRow; reason: string };

/** What cannot be read fails alone: a document may be nested too deep to parse. */
export function readRow(row: ClaimedRow): ReadRow {
  try {
    return read(row);
  } catch (error) {
    return { kind: "failed", row, reason: (error as Error).message.slice(0, 500) };
  }
}

function read(row: ClaimedRow): ReadRow {
  const mapper = MAPPERS.get(row.topic);
  if (row.shopId === null) return { kind: "unmapped", row, reason: "unknown_shop" };
  if (!mapper) return { kind: "unmapped", row, reason: "no_mapper" };
  if (row.body === null) return { kind: "failed", row, reason: "the body aged out before it was processed" };
  const payload = parsePayload(row.body);
  if (!payload) return { kind: "failed", row, reason: "the body is not a JSON object" };
  const resource = mapper.resource(payload);
  if (resource === undefined)
    return { kind: "failed", row, reason: "the payload does not say what it is about" };
  return {
    kind: "mappable",
    row: { ...row, shopId: row.shopId },
    payload,
    resource,
    customer: mapper.customer(payload),
  };
}
