import { z } from "zod";
import { type TopicState, topicStates } from "../shopify/topic-states.ts";
import { TOPICS } from "../topics/catalog.ts";
import { CATEGORIES, type Category } from "../topics/categories.ts";
import { dataJsonSchema } from "../topics/data-schemas.ts";
import { sampleData } from "../topics/samples.ts";
import { answer, defineCall, json } from "./call.ts";
import { time } from "./fields.ts";

const anObject = z.record(z.string(), z.unknown());

const topicSchema = z
  .object({
    name: z.string(),
    category: z.enum(Object.keys(CATEGORIES) as [Category]),
    description: z.string().describe("When it fires"),
    source: z.string().describe("Where it comes from"),
    grade: z.string().describe("How certain it is: A to D; docs/generated/topics.md says what they mean"),
    ways: z.array(anObject).describe("The ways in which an event can come about, the best one first"),
    sample: anObject.describe("Of data"),
    schema: anObject.describe("JSON Schema of data"),
    availability: z
      .object({
        status: z.enum(["ready", "needs_permission", "needs_rule", "only_flow_or_api"]),
        missing_scope: z.string().nullable(),
        missing_rule: z.string().nullable(),
        last_received: time.nullable(),
      })
      .optional()
      .describe("Whether this shop can get it as it is now"),
  })
  .meta({ id: "Topic" });

type TopicJson = z.output<typeof topicSchema>;

const CATALOGUE: TopicJson[] = TOPICS.map((topic) => ({
  ...topic,
  ways: topic.ways.map((way) => ({ ...way })),
  sample: sampleData(topic.name),
  schema: dataJsonSchema(topic.name),
}));

const EXAMPLE: TopicJson = {
  ...{ name: "order/paid", category: "order", description: "An order was paid.", source: "orders/paid" },
  ...{ grade: "A", ways: [{ kind: "webhook", topics: ["orders/paid"] }, { kind: "api" }] },
  sample: { order: { id: 450789469 } },
  schema: { type: "object" },
  availability: { status: "ready", missing_scope: null, missing_rule: null, last_received: null },
};

const list = defineCall({
  method: "get",
  path: "/topics",
  id: "listTopics",
  group: "Topics",
  scope: "read",
  summary: "The catalogue, and what of it this shop can get as it is now",
  answers: { 200: json("Every topic", z.object({ topics: z.array(topicSchema) }), { topics: [EXAMPLE] }) },
  async run({ deps, shopId }) {
    const states = await topicStates(deps, shopId);
    const topics = CATALOGUE.map((topic) => ({ ...topic, availability: availability(states[topic.name]) }));
    return answer(200, { topics });
  },
});

export const TOPIC_CALLS = [list];

/** What the API says of a state, and no more. */
const availability = (state: TopicState | undefined) =>
  state && {
    status: state.status,
    missing_scope: state.missing_scope,
    missing_rule: state.missing_rule,
    last_received: state.last_received,
  };
