// Genuine requests of the pipeline, to be sent on to a receiver as they are, or changed.
import { createHmac } from "node:crypto";
import type { Deps } from "../../app/config/deps.ts";
import { createEndpoint } from "../../app/endpoints/create-endpoint.ts";
import { rotateSecret } from "../../app/endpoints/rotate-secret.ts";
import { standardKey } from "../../app/signing/secret.ts";
import { addShop, deliverDue, processAll, takeIn } from "../helpers/pipeline-steps.ts";
import type { TestReceiver } from "../helpers/test-receiver.ts";

export interface Captured {
  headers: Record<string, string>;
  body: string;
}

interface Secrets {
  secret: string;
  nextSecret?: string;
  lastSecret?: string;
}

let shops = 0;

/** A new shop with one endpoint. `nextSecret`: what its secret is being rotated to; `lastSecret`: and that one to. */
export async function openShop(deps: Deps, endpoint: { url: string } & Secrets): Promise<string> {
  shops += 1;
  const domain = `receivers-${shops}.myshopify.com`;
  const shopId = await addShop(deps, domain);
  const { url, secret, nextSecret, lastSecret } = endpoint;
  const made = await createEndpoint(deps, shopId, { url, secret, topics: ["product/created"] });
  if (made.kind !== "created") throw new Error(JSON.stringify(made));
  for (const next of [nextSecret, lastSecret])
    if (next) await rotateSecret(deps, shopId, made.id, { overlapSeconds: 3_600, secret: next });
  return domain;
}

/** Sends what the product's creation makes; returns the status that each of the shop's deliveries got, by event. */
export async function deliverProduct(
  deps: Deps,
  shop: string,
  product: object | string,
): Promise<Map<string, number | null>> {
  const body = typeof product === "string" ? product : JSON.stringify(product);
  const kind = await takeIn(deps, "products/create", body, { shop });
  if (kind !== "stored") throw new Error(kind);
  await processAll(deps);
  await deliverDue(deps);
  const { rows } = await deps.pool.query<{ event: string; status: number | null }>(
    `select d.event_id as event, a.status_code as status
     from attempt a join delivery d on d.id = a.delivery_id join shop s on s.id = d.shop_id where s.domain = $1`,
    [shop],
  );
  return new Map(rows.map(({ event, status }) => [event, status]));
}

/** A genuine request, caught on its way. */
export async function capture(deps: Deps, catcher: TestReceiver, secrets: Secrets): Promise<Captured> {
  const shop = await openShop(deps, { url: catcher.url, ...secrets });
  const before = catcher.received.length;
  await deliverProduct(deps, shop, { id: 1, title: "Tea" });
  const [request] = catcher.received.slice(before);
  if (!request) throw new Error("nothing came");
  return { headers: request.headers, body: request.body };
}

const OF_THE_CONNECTION = ["host", "connection", "content-length"];

/** Sends a request on; returns the status of the answer. */
export async function pass(url: string, { headers, body }: Captured): Promise<number> {
  const kept = Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.includes(name));
  const response = await fetch(url, { method: "POST", headers: kept, body });
  await response.arrayBuffer();
  return response.status;
}

/** Without one of its headers. */
export const without = (name: string, { headers, body }: Captured): Captured => ({
  headers: Object.fromEntries(Object.entries(headers).filter(([other]) => other !== name)),
  body,
});

/** What somebody sends who takes `secret` for the endpoint's. */
export function sign(body: string, secret: string): Captured {
  const [id, time] = ["evt_1", String(Math.floor(Date.now() / 1000))];
  const mac = createHmac("sha256", standardKey(secret)).update(`${id}.${time}.${body}`).digest("base64");
  return {
    headers: {
      ...{ "content-type": "application/json", "webhook-id": id, "webhook-timestamp": time },
      ...{
        "webhook-signature": `v1,${mac}`,
        signature: createHmac("sha256", secret).update(body).digest("hex"),
      },
    },
    body,
  };
}
