import { isTopic } from "../topics/catalog.ts";
import { sampleData } from "../topics/samples.ts";
import { CommandError, type DeveloperCommand, urlOption } from "./command.ts";
import { readText } from "./read-text.ts";

/** An event that Shopify does not know. Without data it has the topic's sample, to try a receiver with. */
export const eventSend: DeveloperCommand = {
  over: "api",
  summary:
    "Sends an event, which goes out to the shop's endpoints like any other. The token needs write scope.",
  options: {
    topic: { value: "loyalty/points_changed", required: true, says: "as carillon topics lists them" },
    data: {
      value: "data.json",
      says: "a file with the data as JSON, or - for the standard input; otherwise the topic's sample",
    },
    resource: { value: "account-4711", says: "what the event is about" },
    customer: { value: "gid://shopify/Customer/1", says: "gid or number of the customer whom it concerns" },
    "idempotency-key": {
      value: "order-1001-points",
      says: "sent again with the same key, it is the same event",
    },
    ...urlOption,
  },
  async run(api, { topic = "", data, resource, customer, "idempotency-key": idempotency_key }) {
    const text = data === undefined ? sampleOf(topic) : await dataFrom(data);
    const rest = JSON.stringify({ topic, resource, customer, idempotency_key });
    // Spliced, not parsed and written again: every number keeps its form.
    const answer = await api.call<{ id: string }>("POST", "/events", `${rest.slice(0, -1)},"data":${text}}`);
    return { json: answer, text: `${answer.id} is on its way, if an endpoint has chosen ${topic}.` };
  },
};

function sampleOf(topic: string): string {
  if (!isTopic(topic))
    throw new CommandError(`There is no topic ${JSON.stringify(topic)}: carillon topics lists them.`);
  return JSON.stringify(sampleData(topic));
}

async function dataFrom(file: string): Promise<string> {
  const text = await readText(file);
  try {
    JSON.parse(text);
    return text;
  } catch {
    throw new CommandError(`${file === "-" ? "The standard input" : file} is not JSON.`);
  }
}
