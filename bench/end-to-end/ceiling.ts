// The machine's ceiling, a process of its own: the request that Carillon sends, signed anew each time, by undici and
// nothing else.
import { Pool } from "undici";
import { prepareRequest } from "#app/pipeline/deliver/prepare-request.ts";
import { serveAsks, sharedNow } from "./child.ts";
import { ENDPOINT_SECRET, eventBodyOf, shopDomain } from "./webhook.ts";

const CONNECTIONS = 64;
const WARM_UP_MS = 1_000;

/** Requests a second. */
async function round({ receiverUrl, seconds }: { receiverUrl: string; seconds: number }): Promise<number> {
  const pool = new Pool(receiverUrl, { connections: CONNECTIONS, pipelining: 1 });
  const body = eventBodyOf("evt_0", 0, 0);
  const from = sharedNow() + WARM_UP_MS;
  const until = from + seconds * 1_000;
  let count = 0;
  const loop = async () => {
    for (let now = sharedNow(); now < until; now = sharedNow()) {
      const { headers } = prepareRequest(
        {
          ...{ url: receiverUrl, deliveryId: "dlv_0", eventId: "evt_0", shopDomain: shopDomain(0) },
          ...{
            topic: "product/created",
            triggeredAt: new Date(),
            attempt: 1,
            test: false,
            body,
            headers: {},
          },
          secrets: [ENDPOINT_SECRET],
        },
        "bench",
        new Date(),
      );
      const answer = await pool.request({ method: "POST", path: "/0/0", headers, body });
      await answer.body.dump();
      if (sharedNow() >= from) count += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, loop));
  const perSecond = (count * 1_000) / (sharedNow() - from);
  await pool.close();
  return perSecond;
}

serveAsks({ round });
