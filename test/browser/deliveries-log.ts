// What the log holds in the browser tests of deliveries, besides what its tests add.
import { MASKED } from "../../app/endpoints/endpoint-fields.ts";
import type { Logged, LoggedDelivery } from "../helpers/log-delivery.ts";

const HOUR_MS = 3_600_000;

/** Of every event. */
export const BODY = '{"id":"evt_1","data":{"order":{"id":820982911946154508,"note":"it\'s"}}}';
/** Of every request. */
export const HEADERS = {
  "content-type": "application/json",
  signature: "aa".repeat(32),
  authorization: MASKED,
};

const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS);

export const FAILED: LoggedDelivery = {
  ...{ at: hoursAgo(3), status: "failed", attempts: 10, reason: "http_status", statusCode: 401 },
  ...{ topic: "order/paid", resource: "gid://shopify/Order/450789469" },
  responseBody: '{"why":"bad signature"}',
};

/** Thirty that succeeded, then one that failed, one that is tried again and a test call. Returns the one that failed. */
export async function fillLog(log: (delivery: LoggedDelivery) => Promise<Logged>): Promise<Logged> {
  for (let hours = 60; hours > 30; hours -= 1) await log({ at: hoursAgo(hours) });
  const failed = await log(FAILED);
  await log({
    ...{ at: hoursAgo(2), status: "pending", attempts: 2, reason: "tls", detail: "CERT_HAS_EXPIRED" },
    dueAt: hoursAgo(-4.5),
  });
  await log({ at: hoursAgo(1), test: true, statusCode: 204, responseBody: "" });
  return failed;
}
