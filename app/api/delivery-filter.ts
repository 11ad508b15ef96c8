// Which deliveries: the same fields in the query of the list and in the body of a resend of many.
import { z } from "zod";
import { DELIVERY_STATUSES, type DeliveryFilter } from "../queries/deliveries.ts";
import { idField, timeField, topicField } from "./fields.ts";

export const deliveryFilterFields = {
  status: z.enum(DELIVERY_STATUSES, `Must be one of ${DELIVERY_STATUSES.join(", ")}.`).optional(),
  endpoint_id: idField("ep").optional(),
  topic: topicField().optional(),
  event_id: idField("evt").optional(),
  since: timeField.optional().meta({ description: "Made at this time or later" }),
  until: timeField.optional().meta({ description: "Made before this time" }),
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
