// Which deliveries: the same fields in the query of the list and in the body of a resend of many.
import { z } from "zod";
import { type IdPrefix, isId } from "../db/ids.ts";
import { DELIVERY_STATUSES, type DeliveryFilter } from "../queries/deliveries.ts";
import { isTopic } from "../topics/catalog.ts";

export const timeField = z.iso
  .datetime({ offset: true, error: "Must be a time like 2026-11-20T10:00:00Z." })
  .transform((text) => new Date(text));

export const idField = (prefix: IdPrefix, message = "This is no id of its kind.") =>
  z.string(message).refine((text) => isId(prefix, text), message);

export const endpointIdField = idField("ep");

export const deliveryFilterFields = {
  status: z.enum(DELIVERY_STATUSES, `Must be one of ${DELIVERY_STATUSES.join(", ")}.`).optional(),
  endpoint_id: endpointIdField.optional(),
  topic: z.string("Must be the name of a topic.").refine(isTopic, "There is no such topic.").optional(),
  event_id: idField("evt").optional(),
  since: timeField.optional(),
  until: timeField.optional(),
};

interface DeliveryFilterFields {
  status?: (typeof DELIVERY_STATUSES)[number] | undefined;
  endpoint_id?: string | undefined;
  topic?: string | undefined;
  event_id?: string | undefined;
  since?: Date | undefined;
  until?: Date | undefined;
}

/** The API asks for one of each, the panel's filter may hold several. */
export const toDeliveryFilter = (fields: DeliveryFilterFields): DeliveryFilter => ({
  statuses: fields.status && [fields.status],
  endpointIds: fields.endpoint_id === undefined ? undefined : [fields.endpoint_id],
  topics: fields.topic === undefined ? undefined : [fields.topic],
  eventId: fields.event_id,
  since: fields.since,
  until: fields.until,
});
