import { Router } from "express";
import type { Deps } from "../config/deps.ts";
import { lastReceived } from "../queries/last-received.ts";
import { loadRules } from "../rules/load-rules.ts";
import { availabilityOf, grantedScopes } from "../shopify/topic-availability.ts";
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
      const { shopId } = callerOf(response);
      const [granted, rules, last] = await Promise.all([
        grantedScopes(deps, shopId),
        loadRules(deps.pool, shopId),
        lastReceived(deps, shopId),
      ]);
      const topics = catalogue.map((topic) => ({
        ...topic,
        availability: {
          ...availabilityOf(topic, granted, rules),
          last_received: last.get(topic.name) ?? null,
        },
      }));
      response.json({ topics });
    }),
  );
  return router;
}
