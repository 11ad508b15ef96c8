// Recoveries as the API shows them.
import { z } from "zod";
import { RECOVERY_STATUSES, type RecoveryView } from "../queries/recoveries.ts";
import { EXAMPLE_TIME, exampleId, id, time } from "./fields.ts";

export const recoverySchema = z
  .object({
    id: id("rcv"),
    endpoint_id: z.string(),
    url: z.string().nullable(),
    flow_trigger: z.string().nullable(),
    include: z.enum(["failed", "missing", "filter"]),
    since: time,
    until: time,
    filter: z
      .object({
        status: z.enum(["succeeded", "failed", "discarded"]).nullable(),
        topic: z.string().nullable(),
        event_id: z.string().nullable(),
      })
      .describe("What of the window"),
    status: z.enum(RECOVERY_STATUSES),
    cancelled_because: z.enum(["merchant", "endpoint_disabled", "endpoint_deleted"]).nullable(),
    total: z.int().describe("How many there were at the start"),
    more: z.boolean().describe("There may have been more than total"),
    done: z.int().describe("Queued for sending"),
    skipped: z.int().describe("Left alone: payload aged out, waiting already, or in flight"),
    created_at: time,
    finished_at: time.nullable(),
  })
  .meta({ id: "Recovery" });

export const recoveryJson = (recovery: RecoveryView): z.output<typeof recoverySchema> => ({
  id: recovery.id,
  endpoint_id: recovery.endpointId,
  url: recovery.endpointUrl,
  flow_trigger: recovery.flowTrigger,
  include: recovery.include,
  since: recovery.since,
  until: recovery.until,
  filter: {
    status: recovery.filter.status ?? null,
    topic: recovery.filter.topic ?? null,
    event_id: recovery.filter.eventId ?? null,
  },
  status: recovery.status,
  cancelled_because: recovery.cancelledBecause,
  total: recovery.total,
  more: recovery.more,
  done: recovery.done,
  skipped: recovery.skipped,
  created_at: recovery.createdAt,
  finished_at: recovery.finishedAt,
});

export const RECOVERY_EXAMPLE: z.output<typeof recoverySchema> = {
  id: exampleId("rcv"),
  endpoint_id: exampleId("ep"),
  url: "https://example.com/hooks",
  flow_trigger: null,
  include: "failed",
  since: new Date("2026-11-19T10:00:00.000Z"),
  until: EXAMPLE_TIME,
  filter: { status: null, topic: null, event_id: null },
  status: "running",
  cancelled_because: null,
  total: 120,
  more: false,
  done: 40,
  skipped: 0,
  created_at: EXAMPLE_TIME,
  finished_at: null,
};
