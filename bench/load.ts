// One round of load: signed webhooks, each with an id of its own, to loopback, for a fixed time.
import { createHmac, randomBytes, randomInt } from "node:crypto";
import autocannon from "autocannon";

export const SECRET = "bench-secret";
const SECONDS = 5;
const CONNECTIONS = 64;

export interface Round {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

/** An order of its own: the same body again is another thing to the intake. */
const bodyOf = (id: number): string =>
  JSON.stringify({
    id,
    admin_graphql_api_id: `gid://shopify/Order/${id}`,
    created_at: "2026-11-20T10:00:00Z",
    updated_at: "2026-11-20T10:00:00Z",
    note: "x".repeat(1_900),
  });

/** Throws when any request was not answered 200. */
export async function runRound(url: string): Promise<Round> {
  const run = randomBytes(6).toString("hex");
  const firstId = randomInt(2 ** 40) * 2 ** 10;
  let sent = 0;
  const result = await autocannon({
    url,
    method: "POST",
    duration: SECONDS,
    connections: CONNECTIONS,
    headers: {
      "content-type": "application/json",
      "x-shopify-topic": "orders/create",
      "x-shopify-shop-domain": "bench-shop.myshopify.com",
      "x-shopify-triggered-at": "2026-11-20T10:00:00.000Z",
      "x-shopify-api-version": "2026-10",
    },
    requests: [
      {
        setupRequest: (request) => {
          sent += 1;
          const body = bodyOf(firstId + sent);
          const headers = {
            ...request.headers,
            "x-shopify-webhook-id": `${run}-${sent}`,
            "x-shopify-hmac-sha256": createHmac("sha256", SECRET).update(body).digest("base64"),
          };
          return { ...request, headers, body };
        },
      },
    ],
  });
  if (result.non2xx + result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed`);
  return { perSecond: result.requests.average, p50Ms: result.latency.p50, p99Ms: result.latency.p99 };
}
