import { z } from "zod";
import { type ResendOutcome, resend } from "../pipeline/deliver/resend.ts";
import { listDeliveries } from "../queries/deliveries.ts";
import { getDelivery } from "../queries/delivery.ts";
import { answer, defineCall, json } from "./call.ts";
import {
  DELIVERY_DETAIL_EXAMPLE,
  DELIVERY_EXAMPLE,
  deliveryDetailJson,
  deliveryDetailSchema,
  deliveryJson,
  deliverySchema,
} from "./deliveries-answer.ts";
import { deliveryFilterFields, toDeliveryFilter } from "./delivery-filter.ts";
import { exampleId, id, idInPath, nextCursor, pageFields } from "./fields.ts";
import { notFound, type Problem, problem } from "./problem.ts";

const group = "Deliveries";

const list = defineCall({
  method: "get",
  path: "/deliveries",
  id: "listDeliveries",
  group,
  scope: "read",
  summary: "The log of deliveries, newest first",
  query: z.strictObject({ ...deliveryFilterFields, ...pageFields("dlv") }),
  answers: {
    200: json("A page", z.object({ deliveries: z.array(deliverySchema), next_cursor: nextCursor }), {
      deliveries: [DELIVERY_EXAMPLE],
      next_cursor: null,
    }),
  },
  async run({ deps, shopId, query: { cursor, limit, ...filter } }) {
    const page = await listDeliveries(deps, shopId, toDeliveryFilter(filter), { cursor, limit });
    return answer(200, { deliveries: page.rows.map(deliveryJson), next_cursor: page.next });
  },
});

const get = defineCall({
  method: "get",
  path: "/deliveries/{id}",
  id: "getDelivery",
  group,
  scope: "read",
  summary: "A delivery with all that was sent and came back",
  params: idInPath("dlv"),
  answers: { 200: json("The delivery", deliveryDetailSchema, DELIVERY_DETAIL_EXAMPLE) },
  problems: ["not_found"],
  async run({ deps, shopId, params }) {
    const delivery = await getDelivery(deps, shopId, params.id);
    return delivery ? answer(200, deliveryDetailJson(delivery)) : notFound("delivery");
  },
});

const REFUSALS = {
  not_found: notFound("delivery"),
  in_flight: problem(
    "in_flight",
    "It is being sent right now. Look at what comes of it before you send it again.",
  ),
  endpoint_disabled: problem("endpoint_disabled", "Nothing is sent to a disabled or deleted endpoint."),
  payload_expired: problem(
    "payload_expired",
    "The event's body has passed the time that bodies are kept, so it cannot be sent again.",
  ),
} satisfies Record<Exclude<ResendOutcome["kind"], "queued">, Problem>;

const again = defineCall({
  method: "post",
  path: "/deliveries/{id}/resend",
  id: "resendDelivery",
  group,
  scope: "write",
  summary: "Send a delivery again",
  description:
    "One more attempt at the same delivery, marked manual, with the next number. Of a pending one it takes the place of the next automatic attempt.",
  params: idInPath("dlv"),
  answers: { 202: json("It is queued", z.object({ id: id("dlv") }), { id: exampleId("dlv") }) },
  problems: ["not_found", "in_flight", "endpoint_disabled", "payload_expired"],
  async run({ deps, shopId, params }) {
    const outcome = await resend(deps, shopId, params.id);
    return outcome.kind === "queued" ? answer(202, { id: params.id }) : REFUSALS[outcome.kind];
  },
});

export const DELIVERY_CALLS = [list, get, again];
