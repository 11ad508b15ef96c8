// What a list's address says: which page of it, and which rows.
import { DELIVERY_STATUSES, type DeliveryFilter } from "./deliveries.ts";
import type { PageRequest } from "./page.ts";

const PAGE_SIZE = 25;

/** Reads `cursor` or `before`. Anything that is no id asks for the first page. */
export const pageOf = (address: URLSearchParams): PageRequest => ({
  cursor: idFrom(address, "cursor"),
  before: idFrom(address, "before"),
  limit: PAGE_SIZE,
});

/** Reads `status` and `endpoint`. What it does not know, it leaves out. */
export const deliveryFilterOf = (
  address: URLSearchParams,
): Pick<DeliveryFilter, "status" | "endpointId"> => ({
  status: DELIVERY_STATUSES.find((status) => status === address.get("status")),
  endpointId: idFrom(address, "endpoint"),
});

function idFrom(address: URLSearchParams, name: string): string | undefined {
  const value = address.get(name);
  return value && /^[a-z]{2,3}_[0-9a-z]{1,40}$/.test(value) ? value : undefined;
}
