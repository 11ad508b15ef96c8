// A shop at its stand-in for Shopify, whose webhooks a test sends or loses, and which reconciliation looks at.
import { expect } from "vitest";
import { type CallLimits, HIGHEST_LIMITS } from "#sandbox/shopify/query-cost.ts";
import { webhookHeaders } from "#sandbox/shopify/send-webhook.ts";
import type { Hook } from "#sandbox/year/hook.ts";
import type { Deps } from "../../app/config/deps.ts";
import { acceptWebhook } from "../../app/pipeline/inbox/accept-webhook.ts";
import { reconcileDue } from "../../app/reconcile/reconcile-shops.ts";
import { createOpenShop } from "../../app/shopify/reconcile/open-shop.ts";
import { addEndpoint, addShop, processAll } from "./pipeline-steps.ts";
import { connectShopify, type TestShopify } from "./shopify-stand-in.ts";
import { API_SECRET, type FakeClock } from "./test-deps.ts";

export interface Told {
  topic: string;
  resource: string;
  data: Record<string, unknown>;
}

export interface ReconcileShop extends TestShopify {
  shopId: string;
  /** Shopify's webhook comes. */
  send(hook: Hook, triggeredAt?: Date): Promise<void>;
  /** What is due is compared with Shopify, and what was found is mapped. */
  check(signal?: AbortSignal): Promise<void>;
  /** All events so far, oldest first. */
  told(): Promise<Told[]>;
  /** Topics of all events so far, oldest first. */
  topics(): Promise<string[]>;
  /** How far one kind of resource was compared; undefined: it never was. */
  run(resource?: string): Promise<KeptRun | undefined>;
}

interface KeptRun {
  cursor: Date | null;
  position: string | null;
  looked: number;
  found: number;
  reason: string | null;
}

interface Options {
  topics?: string[];
  scopes?: string[];
  limits?: CallLimits;
  /** told of each operation that Shopify is about to carry out */
  onOperation?: (name: string) => void;
  /** its things get the ids after this one */
  firstId?: number;
}

let made = 10;

export async function reconcileShop(
  deps: Deps,
  clock: FakeClock,
  { topics = ["*"], limits = HIGHEST_LIMITS, firstId, ...options }: Options = {},
): Promise<ReconcileShop> {
  const shopify = await connectShopify(deps, { limits, ...options });
  const { shop, store } = shopify;
  made += 1;
  let last = firstId ?? made * 1_000_000; // the same body of two shops would be set aside
  store.state.newId = (type) => `gid://shopify/${type}/${++last}`;
  const shopId = await addShop(deps, shop);
  if (topics.length > 0) await addEndpoint(deps, shopId, "http://127.0.0.1:9/all", topics);
  const openShop = createOpenShop(deps, async (ms) => clock.advance(ms));
  async function told(): Promise<Told[]> {
    const { rows } = await deps.pool.query<{ topic: string; resource: string; body: string }>(
      `select e.topic, e.resource, p.body from event e join event_payload p on p.event_id = e.id
       where e.shop_id = $1 order by e.id`,
      [shopId],
    );
    return rows.map(({ body, ...row }) => ({ ...row, data: JSON.parse(body).data }));
  }

  return {
    ...shopify,
    shopId,
    async send({ topic, body }, triggeredAt = clock.now()) {
      const headers = webhookHeaders(API_SECRET, { topic, body, shop, triggeredAt });
      expect(await acceptWebhook(deps, headers, Buffer.from(body))).toEqual({ kind: "stored" });
    },
    async check(signal = new AbortController().signal) {
      await reconcileDue(deps, openShop, signal);
      await processAll(deps);
    },
    async run(resource = "order") {
      const { rows } = await deps.pool.query<KeptRun>(
        "select cursor, position, looked, found, reason from reconciliation where shop_id = $1 and resource = $2",
        [shopId, resource],
      );
      return rows[0];
    },
    told,
    topics: async () => (await told()).map(({ topic }) => topic),
  };
}
