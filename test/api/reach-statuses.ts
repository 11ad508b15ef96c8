// What each call answers once it is really made.
import { expect } from "vitest";
import { countInTurn } from "../../app/pipeline/recover/count-in-turn.ts";
import { addDelivery } from "../helpers/flow-trigger.ts";
import { addEndpoint } from "../helpers/pipeline-steps.ts";
import type { TestDeps } from "../helpers/test-deps.ts";
import { createTestReceiver } from "../helpers/test-receiver.ts";
import type { Call } from "./api-client.ts";

type Step = [method: string, path: string, status: number, body?: object];

async function make(call: Call, steps: Step[]): Promise<void> {
  for (const [method, path, status, body] of steps) {
    const answer = await call(method, path, body);
    expect([method, path, answer.status], answer.text).toEqual([method, path, status]);
  }
}

const again = (times: number, step: Step): Step[] => Array.from({ length: times }, () => step);

export async function reachEndpoints({ deps }: TestDeps, shopId: string, call: Call): Promise<void> {
  const { url } = await createTestReceiver();
  const { json } = await call("POST", "/endpoints", { url, topics: ["order/paid"], headers: { "x-a": "b" } });
  const at = `/endpoints/${json.id}`;
  await make(call, [
    ["GET", "/endpoints", 200],
    ["GET", at, 200],
    ["PATCH", at, 200, { rate_limit: 5, headers: { "x-a": null } }],
    ["POST", `${at}/pause`, 200],
    ["POST", `${at}/enable`, 409],
    ["POST", `${at}/resume`, 200],
    ["POST", `${at}/disable`, 200],
    ["POST", `${at}/pause`, 409],
    ["POST", `${at}/resume`, 409],
    ["POST", `${at}/enable`, 200],
    ...again(2, ["POST", `${at}/rotate-secret`, 200, { overlap_seconds: 600 }]),
    ["POST", `${at}/rotate-secret`, 409],
    ["POST", `${at}/finish-rotation`, 200],
    ["POST", `${at}/test`, 200, { topic: "order/paid", data: { order: { id: 1 } } }],
    ...again(9, ["POST", `${at}/test`, 200]),
    ["POST", `${at}/test`, 429],
    ["POST", "/endpoints/test", 200, { url, topic: "order/paid", headers: { "x-a": "b" } }],
  ]);
  await until(429, () => call("POST", "/endpoints/test", { url, topic: "order/paid" }));
  await until(409, () => call("POST", "/endpoints", { url, topics: ["*"] }));
  await deps.pool.query("delete from attempt");
  await deps.pool.query("delete from delivery"); // another minute: as many test calls as before
  await deps.prisma.signingSecret.updateMany({
    where: { endpointId: json.id },
    data: { sealed: "v1.00000000.x" },
  });
  await make(call, [
    ["POST", `${at}/test`, 409],
    ["DELETE", at, 204],
  ]);
  await deps.pool.query("delete from endpoint where shop_id = $1", [shopId]);
}

/** There is an end to it, known to be near. */
async function until(status: number, next: () => Promise<{ status: number }>): Promise<void> {
  for (let made = 0; made < 20; made += 1) if ((await next()).status === status) return;
  throw new Error(`no answer was ${status}`);
}

export async function reachDeliveries({ deps }: TestDeps, shopId: string, call: Call): Promise<void> {
  const { id: endpointId } = await addEndpoint(deps, shopId, "https://127.0.0.1/hook");
  const { deliveryId, eventId } = await addDelivery(deps.pool, { shopId, endpointId, topic: "order/paid" });
  const event = { topic: "subscription/paused", data: {}, customer: 1, idempotency_key: "one" };
  await make(call, [
    ["POST", "/events", 202, event],
    ["POST", "/events", 200, event],
    ["POST", "/events", 409, { ...event, data: { note: 1 } }],
    ["GET", `/events?topic=order/paid&customer=1&resource=a`, 200],
    ["GET", "/events", 200],
    ["GET", `/events/${eventId}`, 200],
    ["GET", "/events/live", 200],
    ["GET", `/deliveries?event_id=${eventId}`, 200],
    ["GET", `/deliveries/${deliveryId}`, 200],
    ["POST", `/deliveries/${deliveryId}/resend`, 202],
  ]);
  await deps.pool.query("delete from event_payload");
  await make(call, [["POST", `/deliveries/${deliveryId}/resend`, 410]]);
  await deps.pool.query("update endpoint set status = 'disabled'");
  await make(call, [["POST", `/deliveries/${deliveryId}/resend`, 409]]);
}

export async function reachRecoveries({ deps }: TestDeps, shopId: string, call: Call): Promise<void> {
  const { id: endpointId } = await addEndpoint(deps, shopId, "https://127.0.0.1/hook");
  await addDelivery(deps.pool, { shopId, endpointId, topic: "order/paid" }, { status: "failed" });
  const order = { since: new Date(Date.now() - 60_000).toISOString(), include: "failed" };
  const many = { filter: { status: "failed", endpoint_id: endpointId } };
  const { json } = await call("POST", `/endpoints/${endpointId}/recover`, order);
  await countInTurn(deps.pool, shopId, () =>
    make(call, [
      ["POST", "/deliveries/resend", 429, many],
      ["POST", `/endpoints/${endpointId}/recover`, 429, { ...order, include: "missing" }],
    ]),
  );
  await make(call, [
    ["POST", `/endpoints/${endpointId}/recover`, 409, order],
    ["POST", `/endpoints/${endpointId}/recover`, 202, { ...order, include: "missing" }],
    ["GET", "/recoveries", 200],
    ["GET", `/recoveries/${json.id}`, 200],
    ["POST", `/recoveries/${json.id}/cancel`, 200],
    ["POST", `/recoveries/${json.id}/cancel`, 409],
    ["POST", "/deliveries/resend", 202, many],
    ["POST", "/deliveries/resend", 409, many],
  ]);
}

export async function reachSettings(call: Call): Promise<void> {
  await make(call, [
    ["GET", "/topics", 200],
    ["GET", "/rules", 200],
    ["PUT", "/rules", 200, { membership: { tags: ["club"] } }],
    ["GET", "/inbound", 200],
    ["GET", "/inbound/summary", 200],
    ["POST", "/inbound/map-again", 202, {}],
    ["GET", "/privacy", 200],
    ["PUT", "/privacy", 200, { hold_back: ["phone"] }],
    ["GET", "/alerts", 200],
    ["PUT", "/alerts", 200, { mode: "daily" }],
    ["POST", "/alerts/test", 409],
    ["PUT", "/alerts", 200, { addresses: ["ops@example.com"] }],
    ...again(5, ["POST", "/alerts/test", 200]),
    ["POST", "/alerts/test", 429],
    ["GET", "/schemas/order/paid.json", 200],
    ["GET", "/types.ts", 200],
  ]);
}
