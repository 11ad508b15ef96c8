// The request that every rival sends, by undici: Carillon's body and headers, signed the same way.
import { Pool } from "undici";
import { prepareRequest } from "#app/pipeline/deliver/prepare-request.ts";
import { serializeEnvelope } from "#app/topics/envelope.ts";
import { ENDPOINT_SECRET } from "../webhook.ts";
import type { Attempt } from "./attempts.ts";
import type { Job } from "./intake.ts";

const receiver = process.env.RECEIVER_URL ?? "";
const pool = new Pool(receiver, { connections: 100, pipelining: 1 });

/** `number` of the attempt, from 1. Throws when the answer is no success, so that the queue tries again. */
export async function deliver(
  job: Job,
  number: number,
  record: (attempt: Attempt) => Promise<unknown>,
): Promise<void> {
  const attempt = await send(job, number);
  await record(attempt);
  if (attempt.statusCode >= 300) throw new Error(`answered ${attempt.statusCode}`);
}

async function send(job: Job, number: number): Promise<Attempt> {
  const startedAt = new Date();
  const eventId = `evt_${job.webhookId}`;
  const shop = /^bench-(\d+)\./.exec(job.shop)?.[1];
  const product = JSON.parse(job.body) as { admin_graphql_api_id: string };
  const body = serializeEnvelope({
    ...{ id: eventId, topic: "product/created", shopDomain: job.shop, test: false, environment: "live" },
    ...{ triggeredAt: new Date(job.triggeredAt), resource: product.admin_graphql_api_id, sequence: 1 },
    data: { product },
  });
  const { headers } = prepareRequest(
    {
      ...{
        url: receiver,
        deliveryId: job.webhookId,
        eventId,
        shopDomain: job.shop,
        topic: "product/created",
      },
      ...{ triggeredAt: new Date(job.triggeredAt), attempt: number, test: false, body, headers: {} },
      secrets: [ENDPOINT_SECRET],
    },
    "bench",
    startedAt,
  );
  const answer = await pool.request({ method: "POST", path: `/${shop}/0`, headers, body });
  return {
    ...{ jobId: job.webhookId, shop: job.shop, number, startedAt, statusCode: answer.statusCode },
    durationMs: Date.now() - startedAt.getTime(),
    requestHeaders: JSON.stringify(headers),
    responseHeaders: JSON.stringify(answer.headers),
    responseBody: await answer.body.text(),
  };
}
