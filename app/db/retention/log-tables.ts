import type { IdPrefix } from "../ids.ts";

export interface LogTable {
  table: string;
  prefix: IdPrefix;
  /** SQL: which of its rows are at rest */
  only: string;
}

/** What goes with the log, and which of it is at rest. An event outlives its deliveries: they cannot be shown without. */
export function logTables(log: Date): LogTable[] {
  return [
    {
      table: "delivery",
      prefix: "dlv",
      only: `due_at is null and (last_attempt_at is null or last_attempt_at < '${log.toISOString()}')`,
    },
    {
      table: "event",
      prefix: "evt",
      only: "(select d.id from delivery d where d.event_id = event.id limit 1) is null",
    },
    {
      table: "inbound_webhook",
      prefix: "inb",
      only: `status <> 'pending'
        and (select i.id from inquiry i where i.inbound_id = inbound_webhook.id limit 1) is null`,
    },
    { table: "notice", prefix: "ntc", only: "published_at is not null and mail <> 'pending'" },
    { table: "recovery", prefix: "rcv", only: "status <> 'running'" },
  ];
}
