// carillon/event: what another app or the merchant's own code sent through the API. It was checked when it came in, its
// id was promised to the sender, and one of these makes exactly one event.
import { TOPICS } from "../../topics/catalog.ts";
import type { Payload } from "../../topics/parse-payload.ts";
import { completeData } from "./complete-data.ts";
import type { MapInput, MapOutput, Mapper } from "./draft.ts";
import { gidOf, objectOf, textOf } from "./read-payload.ts";

export const sentInEventMapper: Mapper = {
  part: "sent_in",
  makes: TOPICS.map(({ name }) => name).filter((name) => !name.startsWith("endpoint/")),
  resource: (payload) => textOf(payload.resource) ?? standIn(payload),
  customer: customerOf,
  map: mapSentIn,
};

/** An event about nothing in particular waits for no other one. */
function standIn({ event_id }: Payload): string | undefined {
  const id = textOf(event_id);
  return id === null ? undefined : `carillon:event:${id}`;
}

function mapSentIn({ payload, state, triggeredAt }: MapInput): MapOutput {
  const [id, topic] = [textOf(payload.event_id), textOf(payload.topic)];
  if (id === null || topic === null) throw new Error("an event that was sent in has an id and a topic");
  const customer = customerOf(payload);
  const known = { origin: "api", ...(customer !== null && { customer: { id: customer } }) };
  const completion = completeData(topic, objectOf(payload.data) ?? {}, known);
  if (completion.kind === "wrong") throw new Error(`data does not fit ${topic}`);
  const draft = {
    ...{ id, topic, customer, triggeredAt },
    key: `api|${id}`,
    resource: textOf(payload.resource),
    environment: "live" as const,
    data: completion.data,
  };
  return { drafts: [draft], state };
}

/** gid of the customer whom the sender named, or else of the one in the data. */
export function customerOf(payload: Payload): string | null {
  const named = textOf(payload.customer);
  if (named !== null) return named;
  const data = objectOf(payload.data) ?? {};
  const person =
    objectOf(data.customer) ?? objectOf(data.contact) ?? objectOf(objectOf(data.order)?.customer);
  return person && gidOf("Customer", person.admin_graphql_api_id ?? person.id, person.id);
}
