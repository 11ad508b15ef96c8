// What a list's address says: which page of it.
import { type IdPrefix, isId } from "../db/ids.ts";
import type { PageRequest } from "./page.ts";

const PAGE_SIZE = 25;

/** Reads `cursor` or `before`. `prefix`: of the rows' ids. What is no such id asks for the first page. */
export const pageOf = (address: URLSearchParams, prefix: IdPrefix): PageRequest => ({
  cursor: idFrom(address, "cursor", prefix),
  before: idFrom(address, "before", prefix),
  limit: PAGE_SIZE,
});

function idFrom(address: URLSearchParams, name: string, prefix: IdPrefix): string | undefined {
  const value = address.get(name);
  return value && isId(prefix, value) ? value : undefined;
}
