// In: a run of Flow's action, read and found right. Out: a row in the inbox, committed, before Flow gets its 200. A crash
// before the commit leaves nothing and Flow sends the run again; after it, the same run is taken in no second time.
import type { Deps } from "../../config/deps.ts";
import {
  type FLOW_CONTRACT,
  type FLOW_EVENT,
  type FLOW_LOYALTY,
  type FlowRunPayload,
  runCustomer,
} from "../mapping/flow/run.ts";
import type { Answers } from "../mapping/questions.ts";
import type { CheckReferences, References } from "./check-references.ts";
import { countFlowHops } from "./count-flow-hops.ts";

export interface FlowRun extends References {
  /** unique in the shop, short */
  id: string;
  /** which mapper it is for */
  topic: typeof FLOW_EVENT | typeof FLOW_CONTRACT | typeof FLOW_LOYALTY;
  /** gid of what it is about, or the serial number of a wallet pass */
  about: string | null;
  /** what that mapper wants besides */
  content: Record<string, unknown>;
  /** id of the event that started the workflow, if the merchant gives it */
  startedBy: string | null;
  /** what Flow calls the step of the workflow */
  step: string | null;
  /** of a deletion: what it names may be gone */
  mayBeGone: boolean;
}

export type RunOutcome =
  | { kind: "stored" | "duplicate" | "unavailable" }
  /** `id`: gid */
  | { kind: "missing"; what: "customer" | "order"; id: string | null };

export interface InstalledShop {
  id: string;
  domain: string;
}

type Needs = Pick<Deps, "pool" | "clock" | "inbox" | "log"> & { checkReferences: CheckReferences };

export async function acceptFlowRun(deps: Needs, shop: InstalledShop, run: FlowRun): Promise<RunOutcome> {
  const webhookId = `flow:${run.id}`;
  const line = { shop: shop.domain, topic: run.topic, webhook_id: webhookId };
  try {
    // A repetition asks Shopify nothing.
    if (await isKnown(deps, shop.domain, webhookId)) return { kind: "duplicate" };
    const check = await deps.checkReferences(shop, run);
    if (check.kind === "missing" && !run.mayBeGone) return { ...check, id: run[check.what] };
    const answers = check.kind === "answered" ? check.answers : null;
    const kind = await store(deps, shop, run, answers);
    deps.log.info({ kind, ...line }, "inbox.accepted");
    return { kind };
  } catch (error) {
    deps.log.error({ error: (error as Error).message, ...line }, "inbox.unavailable");
    return { kind: "unavailable" };
  }
}

async function isKnown({ pool }: Needs, shopDomain: string, webhookId: string): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: "is-run-known",
    text: "select from inbound_key where shop_domain = $1 and webhook_id = $2",
    values: [shopDomain, webhookId],
  });
  return rowCount === 1;
}

async function store(deps: Needs, shop: InstalledShop, run: FlowRun, answers: Answers | null) {
  const { id, topic, customer, order, startedBy, step, about, content } = run;
  const known = { ...content, run: id, customer, order, answers };
  const flow_hops = await countFlowHops(deps, {
    shopId: shop.id,
    event: startedBy,
    customer: runCustomer(known),
    resource: about,
    step,
  });
  const body: FlowRunPayload = { ...known, flow_hops };
  const stored = await deps.inbox.store({
    shopDomain: shop.domain,
    webhookId: `flow:${id}`,
    topic,
    eventId: step,
    apiVersion: null,
    triggeredAt: deps.clock.now(),
    body: JSON.stringify(body),
  });
  return stored === "duplicate" ? stored : "stored";
}
