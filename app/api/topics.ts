import { Router } from "express";
import type { Deps } from "../config/deps.ts";
import { type TopicState, topicStates } from "../shopify/topic-states.ts";
import { TOPICS } from "../topics/catalog.ts";
import { dataJsonSchema } from "../topics/data-schemas.ts";
import { sampleData } from "../topics/samples.ts";
import { callerOf, handle } from "./handle.ts";

/** GET /topics: the catalogue, and what of it this shop can get as it is now. */
export function topicRoutes(deps: Deps): Router {
  const catalogue = TOPICS.map((topic) => ({
    ...topic,
    sample: sampleData(topic.name),
    schema: dataJsonSchema(topic.name),
  }));
  const router = Router();
  router.get(
    "/topics",
    handle(async (_request, response) => {
      const states = await topicStates(deps, callerOf(response).shopId);
      response.json({
        topics: catalogue.map((topic) => ({ ...topic, availability: availability(states[topic.name]) })),
      });
    }),
  );
  return router;
}

/** What the API says of a state, and no more. */
const availability = (state: TopicState | undefined) =>
  state && {
    status: state.status,
    missing_scope: state.missing_scope,
    missing_rule: state.missing_rule,
    last_received: state.last_received,
  };
