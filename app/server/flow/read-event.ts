// A run whose field "Event" names a topic.

import { flowEventData, type SentByFlow } from "../../pipeline/mapping/flow/event-data.ts";
import { FLOW_EVENT } from "../../pipeline/mapping/flow/run.ts";
import { aboutOf } from "../../pipeline/mapping/flow/sent-event.ts";
import { namedGid, objectOf } from "../../pipeline/mapping/read-payload.ts";
import { customerOf } from "../../pipeline/mapping/sent-in-events.ts";
import { NO_RULES } from "../../rules/rules-schema.ts";
import { isTopic } from "../../topics/catalog.ts";
import { dataSchema } from "../../topics/data-schemas.ts";
import type { Content, Given } from "./content.ts";
import { isTooDeep, type Line, type ReadObject, TOO_DEEP, toObject } from "./read-data.ts";
import { suggestTopics } from "./suggest-topics.ts";
import { typeValue } from "./type-value.ts";
import { lowerFirst, quote, wrong } from "./wrong.ts";

/** What Shopify may add to the data is known only later, and can make nothing wrong. */
export function readEvent(topic: string, { data, order, ...given }: Given): Content {
  const problem = topicProblem(topic);
  if (problem !== undefined) return wrong(problem);
  const read = readFields(data, topic);
  if (read.kind === "wrong") return read;
  if (isTooDeep(read.object)) return wrong(TOO_DEEP);
  const customer = given.customer ?? namedGid("Customer", customerOf({ data: read.object })) ?? null;
  const sent = { topic, data: read.object, customer, order };
  const other = otherCustomer(sent);
  if (other !== undefined)
    return wrong(
      `Data names ${other} as the customer, but the event is about ${customer}: name the same customer, or leave one out.`,
    );
  const completion = flowEventData(sent, {}, NO_RULES);
  if (completion.kind === "wrong") return wrong(misfit(topic, completion.problems, data));
  return {
    kind: "content",
    topic: FLOW_EVENT,
    content: { topic, data: read.object },
    ...{ customer, about: aboutOf(sent) },
    mayBeGone: topic.endsWith("/deleted"),
  };
}

/** gid of a customer in the data who is not the event's: what Shopify says of the one would go out under the other's name. */
function otherCustomer({ data, customer }: SentByFlow): string | undefined {
  if (customer === null) return undefined;
  const named = [data.customer, data.contact].map((person) => {
    const { admin_graphql_api_id: gid, id } = objectOf(person) ?? {};
    return namedGid("Customer", gid ?? id);
  });
  return named.find((gid) => gid !== undefined && gid !== customer);
}

function topicProblem(topic: string): string | undefined {
  if (topic === "") return "Event is empty: write the name of an event, like membership/billing_failure.";
  if (topic.startsWith("endpoint/")) return "Events about endpoints are made by Carillon alone.";
  if (isTopic(topic)) return undefined;
  const near = suggestTopics(topic);
  const help = near.length > 0 ? `Did you mean ${near.join(" or ")}?` : "Carillon lists all events.";
  return `There is no event ${quote(topic)}. ${help}`;
}

/** A blank value says nothing: Liquid writes nothing for what there is none of. */
function readFields(data: Given["data"], topic: string): ReadObject {
  if (data.kind === "json") return { kind: "object", object: data.value };
  const schema = dataSchema(topic);
  return toObject(
    data.lines.filter(({ value }) => value !== ""),
    ({ path, value }) => typeValue(schema, path, value),
  );
}

/** The first problem; a merchant mends one thing after the other. */
function misfit(topic: string, problems: { path: string[]; message: string }[], data: Given["data"]): string {
  const { path = [], message = "" } = problems[0] ?? {};
  const name = path.join(".");
  const what = message.replace(/^Invalid (input|option|string|key)[^:]*: /, "").replace(/\.$/, "");
  return `Data does not fit ${topic}: ${name}${lineOf(data, name)}: ${lowerFirst(what)}.`;
}

/** In which line it stands, for someone who wrote lines. */
function lineOf(data: Given["data"], name: string): string {
  const isIt = ({ path }: Line) => `${name}.`.startsWith(`${path.join(".")}.`);
  const line = data.kind === "lines" ? data.lines.find(isIt) : undefined;
  return line ? ` in line ${line.number}` : "";
}
