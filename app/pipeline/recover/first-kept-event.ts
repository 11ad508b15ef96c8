/**
 * SQL: the id of the first event whose body the shop wants to be kept; `shop` is its id. What is older is not sent again
 * although its body may be there until the day's deletion (db/retention/delete-shorter.ts), so that what is counted is
 * what is done. Bodies that go after the operator's time are no part of it: they are gone with their partition.
 */
export const firstKeptEvent = (shop: string): string => `(
  select coalesce('evt_' || lpad(to_hex((extract(epoch from now() - least(payload_days, log_days) * interval '1 day')
    * 1000)::bigint), 12, '0'), '') from shop where id = ${shop})`;
