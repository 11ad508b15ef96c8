// A shop in which every page of the panel has something to show: endpoints in every state, deliveries that arrived and
// that failed, a webhook that became no event.
import { listAll, type ManagementApi, managementApi } from "../demo/management-api.ts";
import { SandboxError } from "../sandbox-error.ts";
import type { Stack } from "../stack.ts";
import { sampleBody } from "../traffic/sample-body.ts";

export interface FilledPanel {
  api: ManagementApi;
  /** ids */
  working: string;
  failing: string;
  event: string;
  /** one that arrived, and one that did not */
  delivery: string;
  failedDelivery: string;
  unmapped: string;
}

interface Delivery {
  id: string;
  event_id: string;
  endpoint_id: string;
  status: string;
  attempts: number;
}

const TOPICS = ["product/created", "order/created", "customer/created"];
const WEBHOOKS = ["products/create", "orders/create", "customers/create", "discounts/create"];
const PATIENCE_MS = 30_000;

/** Opens the panel once, which installs the app. Throws SandboxError when deliveries do not come. */
export async function fillPanel(stack: Stack): Promise<FilledPanel> {
  const { token } = (await stack.carillon(
    ...["token", "create", "--shop", stack.shop, "--scope", "write"],
  )) as { token: string };
  const api = managementApi(stack.appUrl, token);
  const add = (url: string, description: string) =>
    api.post<{ id: string }>("/endpoints", { url, description, topics: TOPICS });
  const working = await add(`${stack.receiver.url}/hooks`, "Warehouse");
  const failing = await add("http://127.0.0.1:1/closed", "Stock keeping");
  const paused = await add(`${stack.receiver.url}/paused`, "");
  await api.post(`/endpoints/${paused.id}/pause`, {});
  for (const topic of WEBHOOKS) await stack.send({ topic, body: sampleBody(topic, {}) });

  const arrived = await until(
    api,
    ({ endpoint_id, status }) => endpoint_id === working.id && status === "succeeded",
  );
  const failed = await until(api, ({ endpoint_id, attempts }) => endpoint_id === failing.id && attempts > 0);
  const [unmapped] = await listAll<{ id: string }>(api, "inbound", { status: "unmapped" });
  return {
    ...{ api, working: working.id, failing: failing.id, event: arrived.event_id, delivery: arrived.id },
    ...{ failedDelivery: failed.id, unmapped: unmapped?.id ?? "" },
  };
}

async function until(api: ManagementApi, isIt: (delivery: Delivery) => boolean): Promise<Delivery> {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    const found = (await listAll<Delivery>(api, "deliveries", {})).find(isIt);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new SandboxError("The deliveries that the panel is to show did not come.");
}
