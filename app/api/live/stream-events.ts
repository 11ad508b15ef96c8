// GET /events/live
import { z } from "zod";
import { isTopic } from "../../topics/catalog.ts";
import { answerStream, defineCall } from "../call.ts";
import { EXAMPLE_TIME, exampleId, timeField } from "../fields.ts";
import { type Problem, problem } from "../problem.ts";
import { MOST_OF_PROCESS, MOST_OF_SHOP } from "./live.ts";
import type { Opening } from "./opening.ts";

const EXAMPLE = `retry: 1000
id: ${EXAMPLE_TIME.getTime()}
event: ready
data: ${JSON.stringify({ shop_domain: "example.myshopify.com", topics: ["*"], complete: true })}

id: ${EXAMPLE_TIME.getTime() + 1_000}
event: event
data: ${JSON.stringify({
  ...{ id: exampleId("evt"), topic: "order/paid", shop_domain: "example.myshopify.com" },
  ...{ triggered_at: EXAMPLE_TIME, created_at: new Date(EXAMPLE_TIME.getTime() + 1_000) },
  ...{ body: '{"id":"…","topic":"order/paid", …}' },
})}

`;

const topicsField = z
  .string("Must be names of topics with commas between.")
  .transform((text) => text.split(","))
  .refine((topics) => topics.every(isTopic), "Must be names of topics with commas between.")
  .meta({
    description: "Names of topics with commas between; without it every topic",
    override: { type: "string", example: "order/paid,order/cancelled" },
  });

const tooMany = (detail: string) =>
  problem("too_many_requests", detail, { title: "Too many streams", retryAfter: 30 });

const REFUSALS: Record<Exclude<Opening["kind"], "open">, Problem<"too_many_requests" | "unavailable">> = {
  shop_full: tooMany(`A shop has at most ${MOST_OF_SHOP} live streams at a time. Close one first.`),
  process_full: tooMany(
    `A process of the app has at most ${MOST_OF_PROCESS} live streams at a time. Try again later.`,
  ),
  unavailable: problem("unavailable", "The stream cannot be opened at this moment. Try again.", {
    retryAfter: 5,
  }),
};

export const streamEvents = defineCall({
  method: "get",
  path: "/events/live",
  id: "streamEvents",
  group: "Events",
  scope: "read",
  summary: "Events as they are committed, as server-sent events",
  description:
    "While a stream is open, its topics count as chosen: their events are made although no endpoint has them. `ready` comes first, then `event` for each event, with the body as text exactly as receivers get it, at least once; comments in between keep the connection alive. `end` says why the stream ends, when it is ended from here. With the `id` of the last one as `last-event-id` a stream goes on where another ended, an hour back at most; `complete` in `ready` is false when that may have been too far back, or too many. Test calls are not in it, and topics about endpoints only when they are named.",
  query: z.strictObject({
    topics: topicsField.optional(),
    since: timeField
      .optional()
      .meta({ description: "Also what was committed since then, an hour back at most" }),
  }),
  headers: z.object({
    "last-event-id": z
      .string()
      .optional()
      .meta({ description: "`id` of the last one that came: goes on from there, whatever `since` says" }),
  }),
  answers: {
    200: { description: "The stream", stream: "text/event-stream", example: EXAMPLE },
  },
  problems: ["too_many_requests", "unavailable"],
  async run({ deps, shopId, query: { topics = [], since } }) {
    const opening = await deps.live.open({ shopId, topics, since });
    return opening.kind === "open" ? answerStream(200, opening.serve) : REFUSALS[opening.kind];
  },
});
