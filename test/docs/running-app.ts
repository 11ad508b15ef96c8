// The app that the docs' calls go to: real server, loops and receiver, one shop. The clock is this machine's, as it is for
// the `carillon` command, which is a process of its own.
import { afterAll, vi } from "vitest";
import { systemClock } from "../../app/config/clock.ts";
import { runNoticeWorker } from "../../app/notifications/worker.ts";
import { runDeliveryWorker } from "../../app/pipeline/deliver/worker.ts";
import { runAskWorker } from "../../app/pipeline/inbox/ask-worker.ts";
import { runInboxWorker, runSettleWorker } from "../../app/pipeline/inbox/worker.ts";
import { runRecoverWorker } from "../../app/pipeline/recover/worker.ts";
import { serve } from "../../app/server/serve.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { type Answer, apiClient, type Call } from "../api/api-client.ts";
import { addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps, ENVIRONMENT } from "../helpers/test-deps.ts";
import { createTestReceiver, type TestReceiver } from "../helpers/test-receiver.ts";

const METRICS_TOKEN = "metrics-token-of-the-docs";

/** A shop of a page's own, so that pages can be run side by side. */
interface DocsShop {
  domain: string;
  /** with write scope */
  token: string;
  /** what `ep_…` and the like stand for, by their prefix */
  ids: Record<string, string>;
}

export interface DocsApp {
  url: string;
  receiver: TestReceiver;
  /** what the `carillon` command needs */
  env: Record<string, string>;
  /** `text`: of the page; only what it names is made */
  makeShop(text: string): Promise<DocsShop>;
}

/** Until the test file ends. */
export async function startDocsApp(): Promise<DocsApp> {
  const receiver = await createTestReceiver();
  const { deps, databaseUrl } = await createTestDeps(
    { METRICS_TOKEN, LOG_RETENTION_DAYS: "90" },
    { clock: systemClock },
  );
  const server = await serve(deps, { withPanel: false });
  const stop = new AbortController();
  const workers = [
    ...[runInboxWorker, runAskWorker, runSettleWorker],
    ...[runDeliveryWorker, runRecoverWorker, runNoticeWorker],
  ];
  const loops = workers.map((work) => work(deps, stop.signal));
  afterAll(async () => {
    stop.abort();
    await Promise.all([...loops, server.close()]);
  });
  const url = `http://127.0.0.1:${server.port}`;
  let shops = 0;
  return {
    ...{ url, receiver },
    env: { ...ENVIRONMENT, DATABASE_URL: databaseUrl, METRICS_TOKEN },
    async makeShop(text) {
      shops += 1;
      const domain = `docs-${shops}.myshopify.com`;
      const shopId = await addShop(deps, domain);
      const { token } = await createToken(deps, shopId, "write");
      const call = apiClient(`${url}/api/v1`, token);
      const names = (prefix: string) => new RegExp(`\\b${prefix}_\\w*…`).test(text);
      const ids: Record<string, string> = { car: token };
      if (names("tok")) ids.tok = (await createToken(deps, shopId, "read")).id;
      if (["ep", "evt", "dlv", "rcv"].some(names)) Object.assign(ids, await makeDelivery(call, receiver.url));
      if (names("rcv") && ids.ep) ids.rcv = await makeRecovery(call, ids.ep);
      return { domain, token, ids };
    },
  };
}

async function makeDelivery(call: Call, hook: string): Promise<Record<string, string>> {
  const topic = "wallet_pass/created";
  const endpoint = idIn(await call("POST", "/endpoints", { url: hook, topics: [topic] }));
  const event = idIn(await call("POST", "/events", { topic, data: {} }));
  const list = `/deliveries?endpoint_id=${endpoint}&event_id=${event}&status=succeeded`;
  const delivery = await vi.waitFor(async () => {
    const { json } = await call("GET", list);
    const [first] = (json as unknown as { deliveries: { id: string }[] }).deliveries;
    if (!first) throw new Error("the event has not been delivered yet");
    return first.id;
  }, PATIENCE);
  return { ep: endpoint, evt: event, dlv: delivery };
}

/** Two orders of all shops are counted at a time, and pages are run side by side. */
const makeRecovery = (call: Call, endpoint: string) =>
  vi.waitFor(async () => {
    const since = new Date(Date.now() - 3_600_000).toISOString();
    return idIn(await call("POST", `/endpoints/${endpoint}/recover`, { since, include: "failed" }));
  }, PATIENCE);

/** With a shell and an app for each page, a busy machine may take long. */
const PATIENCE = { timeout: 60_000, interval: 50 };

function idIn({ status, text, json }: Answer): string {
  if (status > 299) throw new Error(`the docs' shop could not be filled: ${status} ${text}`);
  return json.id;
}
