import { Router } from "express";
import { z } from "zod";
import { TOPICS } from "../topics/catalog.ts";
import { dataSchema } from "../topics/data-schemas.ts";
import { sampleData } from "../topics/samples.ts";

/** GET /topics: the catalogue. */
export function topicRoutes(): Router {
  const topics = TOPICS.map((topic) => ({
    ...topic,
    sample: sampleData(topic.name),
    schema: z.toJSONSchema(dataSchema(topic.name)),
  }));
  const router = Router();
  router.get("/topics", (_request, response) => void response.json({ topics }));
  return router;
}
