import { Router } from "express";
import { z } from "zod";
import type { Deps } from "../config/deps.ts";
import { availabilityOf, grantedScopes } from "../shopify/topic-availability.ts";
import { TOPICS } from "../topics/catalog.ts";
import { dataSchema } from "../topics/data-schemas.ts";
import { sampleData } from "../topics/samples.ts";
import { callerOf, handle } from "./handle.ts";

/** GET /topics: the catalogue, and what of it this shop can get from Shopify. */
export function topicRoutes(deps: Deps): Router {
  const catalogue = TOPICS.map((topic) => ({
    ...topic,
    sample: sampleData(topic.name),
    schema: z.toJSONSchema(dataSchema(topic.name)),
  }));
  const router = Router();
  router.get(
    "/topics",
    handle(async (_request, response) => {
      const granted = await grantedScopes(deps, callerOf(response).shopId);
      response.json({
        topics: catalogue.map((topic) => ({ ...topic, availability: availabilityOf(topic, granted) })),
      });
    }),
  );
  return router;
}
