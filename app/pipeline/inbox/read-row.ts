import type { Rules } from "../../rules/rules-schema.ts";
import { type Payload, parsePayload } from "../../topics/parse-payload.ts";
import type { Mapper } from "../mapping/draft.ts";
import { MAPPERS } from "../mapping/mappers.ts";
import { isDuty, type NewDuty, readDuty } from "./duties.ts";
import type { ClaimedRow } from "./inbound-rows.ts";
import type { ShopContext } from "./shop-context.ts";

/** A webhook of a known shop. */
type ShopRow = ClaimedRow & { shopId: string };

/** A webhook in one respect. */
export interface Reading {
  row: ShopRow;
  payload: Payload;
  mapper: Mapper;
  resource: string;
  customer: string | null;
}

/** What can be mapped of a row, or the duty that it lays on the app, or the reason why neither. */
export type ReadRow =
  | { kind: "mappable"; row: ShopRow; readings: Reading[] }
  | { kind: "duty"; row: ClaimedRow; duty: NewDuty }
  | { kind: "unmapped" | "failed"; row: ClaimedRow; reason: string };

/** What cannot be read fails alone: a document may be nested too deep to parse. */
export function readRow(row: ClaimedRow, context: ShopContext): ReadRow {
  const { shopId } = row;
  if (isDuty(row.topic)) return readAsDuty(row);
  if (shopId === null) return { kind: "unmapped", row, reason: "unknown_shop" };
  if (row.uninstalled) return { kind: "unmapped", row, reason: "uninstalled" };
  const mappers = MAPPERS.get(row.topic);
  if (!mappers) return { kind: "unmapped", row, reason: "no_mapper" };
  try {
    return read({ ...row, shopId }, mappers, context.rulesOf(shopId));
  } catch (error) {
    return { kind: "failed", row, reason: (error as Error).message.slice(0, 500) };
  }
}

function readAsDuty(row: ClaimedRow): ReadRow {
  try {
    const duty = readDuty(row);
    return duty
      ? { kind: "duty", row, duty }
      : { kind: "failed", row, reason: "the body does not say what is to be done" };
  } catch (error) {
    return { kind: "failed", row, reason: (error as Error).message.slice(0, 500) };
  }
}

function read(row: ShopRow, mappers: readonly Mapper[], rules: Rules): ReadRow {
  if (row.body === null) return { kind: "failed", row, reason: "the body aged out before it was processed" };
  const payload = parsePayload(row.body);
  if (!payload) return { kind: "failed", row, reason: "the body is not a JSON object" };
  const wanted = mappers.filter((mapper) => !mapper.leavesOut?.(payload, rules));
  if (wanted.length === 0) return { kind: "unmapped", row, reason: leftOut(mappers, payload, rules) };
  const readings = wanted.flatMap((mapper) => {
    const resource = mapper.resource(payload);
    return resource === undefined
      ? []
      : [{ row, payload, mapper, resource, customer: mapper.customer(payload) }];
  });
  if (readings.length > 0) return { kind: "mappable", row, readings };
  return { kind: "failed", row, reason: "the payload does not say what it is about" };
}

function leftOut(mappers: readonly Mapper[], payload: Payload, rules: Rules): string {
  for (const mapper of mappers) {
    const reason = mapper.leavesOut?.(payload, rules);
    if (reason) return reason;
  }
  throw new Error("no mapper left the webhook out");
}
