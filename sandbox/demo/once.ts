// The demo that proves itself: sends every story and a year, waits until all that must arrive has arrived, and checks
// each delivery on both sides, at the receiver and in the app's own log.
import { setTimeout as pause } from "node:timers/promises";
import type { Stack } from "../stack.ts";
import { allStories } from "../traffic/all-stories.ts";
import { startedByTrigger, wrongInFlow } from "./check-flow.ts";
import { brokenPromises } from "./check-requests.ts";
import type { DemoShop } from "./demo-shop.ts";
import { difference, expectedDeliveries, takenDeliveries } from "./expected.ts";
import { listAll, type ManagementApi, managementApi } from "./management-api.ts";
import { type MerchantEndpoint, setUpMerchant } from "./merchant.ts";
import { readyWorkflows } from "./ready-workflows.ts";
import { tellAll } from "./tell-stories.ts";
import { tellYear } from "./tell-year.ts";

export interface OnceReport {
  /** webhooks sent, duplicates included */
  inbound: number;
  events: number;
  deliveries: number;
  attempts: number;
  /** requests whose both signatures were right */
  verified: number;
  /** workflows that Shopify Flow started because a payment had failed */
  workflows: number;
  /** deliveries that did not succeed, and promises that were not kept */
  failed: number;
  seconds: number;
  /** what is wrong; absent when nothing is */
  missing?: string[];
}

interface LoggedDelivery {
  id: string;
  status: string;
  endpoint_id: string;
  topic: string;
}

interface DeliveryDetail {
  attempt_log: { status: string }[];
}

const PATIENCE_MS = 60_000;
const POLL_MS = 100;

export async function runOnce(stack: Stack, demo: DemoShop): Promise<OnceReport> {
  const { token, endpoints } = await setUpMerchant(stack, demo.shop.rules);
  const api = managementApi(stack.appUrl, token);
  const ready = await readyWorkflows(stack, demo.customer);
  const stories = allStories(new Date(), demo.newContract);
  const startedAt = performance.now();
  const sent = await tellAll(stack, stories);
  const past = await tellYear(stack, api, demo);
  ready.flow.runByHand(ready.byHand.id, ready.byHand.action ?? {});
  const steps = stories.flat();
  const told = [...steps.flatMap(({ event }) => event ?? []), ...past.told, ready.told];
  const expected = expectedDeliveries(told, endpoints);
  const possible = expectedDeliveries(
    [...steps.flatMap(({ later }) => later ?? []), ...past.later],
    endpoints,
  );
  await arrived(() => difference(expected, takenDeliveries(stack.receiver.received())));
  await arrived(() => wrongInFlow(ready.flow.events(), told));
  const logged = await settled(api, endpoints);
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;

  const inbound = sent + past.inbound;
  const received = stack.receiver.received();
  const taken = takenDeliveries(received);
  const wrong = [
    ...(past.stuck ? [past.stuck] : []),
    ...difference(expected, taken).map((delivery) => `not delivered: ${delivery}`),
    ...difference(taken, [...expected, ...possible]).map((delivery) => `not expected: ${delivery}`),
    ...brokenPromises(received, endpoints, stack.shop),
    ...(await wrongInLog(api, logged, endpoints)),
    ...wrongInFlow(ready.flow.events(), told),
  ];
  if (logged.length < expected.length || logged.length > expected.length + possible.length)
    wrong.push(`the log has ${logged.length} deliveries, not ${expected.length}`);
  return {
    inbound,
    events: new Set(received.map(({ headers }) => headers["webhook-id"])).size,
    deliveries: taken.length,
    attempts: received.length,
    verified: received.filter(({ verdict }) => verdict?.standard && verdict.plain).length,
    workflows: startedByTrigger(ready.flow.events()).length,
    failed: wrong.length,
    seconds,
    ...(wrong.length > 0 && { missing: wrong }),
  };
}

/** Waits until nothing is missing, or patience ends. */
async function arrived(missing: () => string[]): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until && missing().length > 0) await pause(POLL_MS);
}

/** The app's log, once no delivery of ours is pending: results are written in batches, after the answer. */
async function settled(api: ManagementApi, endpoints: MerchantEndpoint[]): Promise<LoggedDelivery[]> {
  const until = Date.now() + PATIENCE_MS / 4;
  for (;;) {
    const logged: LoggedDelivery[] = [];
    for (const { id } of endpoints)
      logged.push(...(await listAll<LoggedDelivery>(api, "deliveries", { endpoint_id: id })));
    if (Date.now() > until || logged.every(({ status }) => status !== "pending")) return logged;
    await pause(POLL_MS);
  }
}

async function wrongInLog(
  api: ManagementApi,
  logged: LoggedDelivery[],
  endpoints: MerchantEndpoint[],
): Promise<string[]> {
  const wrong = logged
    .filter(({ status }) => status !== "succeeded")
    .map(({ id, topic, status }) => `${id} (${topic}) is ${status}, not succeeded`);
  for (const endpoint of endpoints) {
    for (const { id } of logged.filter(({ endpoint_id }) => endpoint_id === endpoint.id)) {
      const { attempt_log } = await api.get<DeliveryDetail>(`/deliveries/${id}`);
      const shown = attempt_log.map(({ status }) => status).join(" ");
      const should = [...Array<string>(endpoint.failures).fill("failed"), "succeeded"].join(" ");
      if (shown !== should) wrong.push(`${id} shows the attempts ${shown}, not ${should}`);
    }
  }
  return wrong;
}
