// carillon/flow_event: an event that a workflow of Shopify Flow sent with Carillon's action. It was checked when it came
// in, and one run makes one event.
import type { Payload } from "../../../topics/parse-payload.ts";
import type { MapInput, MapOutput, Mapper } from "../draft.ts";
import type { Questions } from "../questions.ts";
import { namedGid, objectOf, textOf } from "../read-payload.ts";
import { sentInEventMapper } from "../sent-in-events.ts";
import { flowEventData, type SentByFlow } from "./event-data.ts";
import { hopsOf, runCustomer, runOf, stillToAsk, withAnswers, withHops } from "./run.ts";

export const flowEventMapper: Mapper = {
  part: "flow_event",
  makes: sentInEventMapper.makes,
  resource: (payload) => aboutOf(payload) ?? standIn(payload),
  customer: runCustomer,
  asks: (payload) => stillToAsk(payload, wanted(payload)),
  map: mapEvent,
};

/** An event about nothing in particular waits for no other one. */
function standIn(payload: Payload): string | undefined {
  const run = runOf(payload);
  return run && `carillon:flow:${run}`;
}

function wanted(payload: Payload): Questions {
  const { order } = sentOf(payload);
  const customer = runCustomer(payload);
  return { ...(customer !== null && { customer }), ...(order !== null && { order }) };
}

function mapEvent(given: MapInput): MapOutput {
  const input = withAnswers(given);
  const { payload, state, triggeredAt, answers, rules } = input;
  const sent = { ...sentOf(payload), customer: runCustomer(payload, answers) };
  const completion = flowEventData(sent, answers, rules);
  if (completion.kind === "wrong") throw new Error(`data does not fit ${sent.topic}`);
  const draft = {
    topic: sent.topic,
    key: `flow|${runOf(payload)}`,
    resource: aboutOf(payload),
    customer: sent.customer,
    triggeredAt,
    environment: "live" as const,
    data: completion.data,
  };
  return { drafts: withHops([draft], hopsOf(payload)), state };
}

function sentOf(payload: Payload): SentByFlow {
  return {
    topic: textOf(payload.topic) ?? "",
    data: objectOf(payload.data) ?? {},
    customer: textOf(payload.customer),
    order: textOf(payload.order),
  };
}

/** Families whose resource stands in the data, with its type. What is about a person is about the customer. */
const IN_DATA: Record<string, { type: string; field: string }> = {
  subscription: { type: "SubscriptionContract", field: "contract" },
  membership: { type: "SubscriptionContract", field: "contract" },
  order: { type: "Order", field: "order" },
  product: { type: "Product", field: "product" },
};

/**
 * gid of what the event is about, so that it is numbered with what Shopify's webhooks tell of it; or the serial number of
 * a pass that nobody is named for. An order stands for its customer as long as nobody knows him.
 */
export function aboutOf(payload: Payload): string | null {
  const { topic, data, order } = sentOf(payload);
  const family = topic.slice(0, topic.indexOf("/"));
  const place = IN_DATA[family];
  const thing = place && objectOf(data[place.field]);
  const named = place && thing && namedGid(place.type, thing.admin_graphql_api_id ?? thing.id);
  if (named) return named;
  if (family === "order") return order;
  return runCustomer(payload) ?? order ?? (family === "wallet_pass" ? serialOf(data) : null);
}

/** As the API takes names: Carillon's own begin with its name. */
function serialOf({ pass_instance: pass }: Payload): string | null {
  const serial = textOf(objectOf(pass)?.serial_number)?.trim() ?? "";
  return /^(?!carillon:)\P{C}{1,255}$/u.test(serial) ? serial : null;
}
