// One signed request with a sample, now, by the process that was asked: past lanes and schedule, but with the real
// signing, address policy and record, so that it tells how real events will fare; what the merchant holds back is null
// in the sample too.
import type { Deps } from "../../config/deps.ts";
import { firstIdAt, isId, newId } from "../../db/ids.ts";
import { inTransaction, type Transaction } from "../../db/transaction.ts";
import type { HeldBackField } from "../../privacy/held-back-fields.ts";
import { holdBack } from "../../privacy/hold-back.ts";
import { SealError } from "../../signing/seal.ts";
import type { SigningMode } from "../../signing/sign.ts";
import { isTopic } from "../../topics/catalog.ts";
import { serializeEnvelope } from "../../topics/envelope.ts";
import { sampleData, sampleResource } from "../../topics/samples.ts";
import { insertEvents } from "../events/write-events.ts";
import { attemptDelivery } from "./attempt-delivery.ts";
import { type CallResult, toCallResult } from "./call-result.ts";
import { loadDeliveries } from "./load-deliveries.ts";
import { recordAttempts } from "./record-attempts.ts";
import { reportAttempt } from "./report-attempt.ts";
import { testCustomer } from "./test-customer.ts";

/** What came of a test call. */
interface TestResult extends CallResult {
  deliveryId: string;
}

export type TestOutcome =
  | { kind: "sent"; result: TestResult }
  | { kind: "not_found" }
  | { kind: "unknown_topic" }
  /** no key opens the endpoint's headers or secrets */
  | { kind: "sealed" }
  | { kind: "too_many"; retryAfterSeconds: number };

export interface TestInput {
  /** otherwise one that the endpoint has */
  topic?: string | undefined;
  /** otherwise the topic's sample */
  data?: Record<string, unknown> | undefined;
  /** otherwise signed */
  signing?: SigningMode | undefined;
}

/** Of a shop. */
export const TESTS_PER_MINUTE = 10;
const WINDOW_MS = 60_000;
/** Beyond what a request may take, for its record. */
const SLACK_MS = 30_000;

export async function sendTest(
  deps: Deps,
  shopId: string,
  endpointId: string,
  input: TestInput,
): Promise<TestOutcome> {
  if (!isId("ep", endpointId)) return { kind: "not_found" };
  if (input.topic !== undefined && !isTopic(input.topic)) return { kind: "unknown_topic" };
  const leaseToken = newId("lse");
  const prepared = await inTransaction(deps.pool, (tx) =>
    prepare(deps, tx, { shopId, endpointId, leaseToken, ...input }),
  );
  if (prepared.kind !== "ready") return prepared;
  const [delivery] = await loadDeliveries(deps.pool, [prepared.deliveryId]);
  if (!delivery) return { kind: "not_found" };
  const { signing = "signed" } = input;
  const claimed = { ...delivery, leaseToken, inLane: false, slow: false, signing };
  const attempt = await attemptDelivery(deps, claimed).catch((error: unknown) => {
    if (error instanceof SealError) return undefined;
    throw error;
  });
  if (!attempt) return { kind: "sealed" };
  const { counted } = await recordAttempts(deps.pool, [attempt], deps.env.ENDPOINT_CONCURRENCY);
  reportAttempt(deps, attempt, counted.has(attempt.id));
  return { kind: "sent", result: { deliveryId: delivery.id, ...toCallResult(attempt) } };
}

/** Its shop, and a topic that it has. */
interface TestedEndpoint {
  domain: string;
  environment: "live" | "test";
  heldBack: HeldBackField[];
  topic: string | null;
}

type Prepared = { kind: "ready"; deliveryId: string } | Exclude<TestOutcome, { kind: "sent" }>;

/** Writes event, delivery and lease, unless a limit forbids it. The shop's row is the lock for its limits. */
async function prepare(
  deps: Pick<Deps, "clock" | "env">,
  tx: Transaction,
  test: TestInput & { shopId: string; endpointId: string; leaseToken: string },
): Promise<Prepared> {
  const { shopId, endpointId, leaseToken } = test;
  await tx.query("select 1 from shop where id = $1 for update", [shopId]);
  const { rows } = await tx.query<TestedEndpoint>(
    `select s.domain, s.environment, s.held_back as "heldBack",
       (select min(t.topic) from endpoint_topic t where t.endpoint_id = e.id and not e.all_topics) as topic
     from endpoint e join shop s on s.id = e.shop_id
     where e.id = $1 and e.shop_id = $2 and e.deleted_at is null and e.flow_trigger is null`,
    [endpointId, shopId],
  );
  const endpoint = rows[0];
  if (!endpoint) return { kind: "not_found" };
  const refusal = await refusalOf(tx, shopId, endpointId);
  if (refusal) return refusal;

  const now = deps.clock.now();
  const topic = test.topic ?? endpoint.topic ?? "order/created";
  const data = test.data ?? sampleData(topic);
  const event = {
    id: newId("evt"),
    topic,
    shopId,
    shopDomain: endpoint.domain,
    environment: endpoint.environment,
    triggeredAt: now,
    resource: sampleResource(topic),
    sequence: 0,
    customer: testCustomer(data),
    test: true,
    inboundId: null,
    data: holdBack(data, endpoint.heldBack),
  };
  const deliveryId = newId("dlv");
  await insertEvents(tx, [{ ...event, body: serializeEnvelope(event) }]);
  await tx.query(
    // Until the attempt is on record nothing is known of it: a killed process leaves no delivery that waits for ever.
    `insert into delivery (id, shop_id, endpoint_id, event_id, topic, test, status)
     values ($1, $2, $3, $4, $5, true, 'discarded')`,
    [deliveryId, shopId, endpointId, event.id, topic],
  );
  await tx.query(
    `insert into lease (delivery_id, token, until) values ($1, $2, now() + $3 * interval '1 millisecond')`,
    [deliveryId, leaseToken, 2 * deps.env.DELIVERY_TIMEOUT_MS + SLACK_MS],
  );
  return { kind: "ready", deliveryId };
}

/** One in flight per endpoint, ten a minute per shop; by the real clock, which makes the ids. */
async function refusalOf(tx: Transaction, shopId: string, endpointId: string): Promise<Prepared | undefined> {
  const { rows } = await tx.query<{ busy: boolean; count: number }>(
    `select
       exists (select from lease x join delivery d on d.id = x.delivery_id
         where x.endpoint_id is null and d.endpoint_id = $2 and x.until > now()) as busy,
       (select count(*)::int from delivery where shop_id = $1 and id >= $3 and test) as count`,
    [shopId, endpointId, firstIdAt("dlv", new Date(Date.now() - WINDOW_MS))],
  );
  if (rows[0]?.busy) return { kind: "too_many", retryAfterSeconds: 5 };
  return (rows[0]?.count ?? 0) >= TESTS_PER_MINUTE
    ? { kind: "too_many", retryAfterSeconds: WINDOW_MS / 1000 }
    : undefined;
}
