// The figures of this process, and of the database as far as one look at the heads of its queues shows them.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { addGauges, type Sources } from "./add-gauges.ts";
import { FROM_THE_START } from "./from-the-start.ts";
import type { CallMetrics, Metrics } from "./metrics.ts";

export function createMetrics(sources: Sources): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  addGauges(registry, sources);
  return {
    ...refusalMetrics(registry),
    ...inboxMetrics(registry),
    ...deliveryMetrics(registry),
    ...callMetrics(registry),
    text: () => registry.metrics(),
  };
}

const COUNTS = [0, 1, 2, 5, 10, 20, 50, 100, 200];
/** Of statements: milliseconds. */
const QUICK = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];
/** Of requests: up to the timeout and a bit. */
const REQUEST = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30];
/** Of calls that stand in a shop's line: none waits for its points for more than five seconds. */
const IN_LINE = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** Of a whole; a fifth is the reserve that calls in line leave alone. */
const SHARES = [0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1];
/** From milliseconds to the hour that a backlog may take. */
const END_TO_END = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600];

function refusalMetrics(registry: Registry): Pick<Metrics, "refused" | "limited" | "setAside"> {
  const registers = [registry];
  const refused = new Counter({
    ...{ name: "carillon_refused_requests_total", registers, labelNames: ["surface", "reason"] },
    help: "Requests that were refused because they proved nothing, by where they came in and what was wrong.",
  });
  const limited = new Counter({
    ...{ name: "carillon_limited_requests_total", registers, labelNames: ["surface"] },
    help: "Requests that were answered 429, by where they came in.",
  });
  const setAside = new Counter({
    ...{ name: "carillon_inbound_set_aside_total", registers, labelNames: ["reason"] },
    help: "Signed webhooks that are not to be believed: written down and not mapped.",
  });
  startAt0(refused, FROM_THE_START.refused);
  startAt0(limited, FROM_THE_START.limited);
  startAt0(setAside, FROM_THE_START.setAside);
  return {
    refused: (surface, reason) => refused.inc({ surface, reason }),
    limited: (surface) => limited.inc({ surface }),
    setAside: (reason) => setAside.inc({ reason }),
  };
}

/** Prometheus sees no rise from nothing to 1: the first event of a series that was not there is lost to alerts. */
function startAt0(counter: Counter, series: readonly Record<string, string | number>[]): void {
  for (const labels of series) counter.inc(labels, 0);
}

function inboxMetrics(registry: Registry): Pick<Metrics, "inbound" | "inquiry" | "mapped" | "published"> {
  const registers = [registry];
  const requests = new Counter({
    ...{ name: "carillon_inbound_requests_total", registers, labelNames: ["status"] },
    help: "Requests to /webhooks by the status they were answered with.",
  });
  const mapped = new Counter({
    ...{ name: "carillon_inbound_mapped_total", registers, labelNames: ["outcome"] },
    help: "Rows of the inbox by what the mapping made of them.",
  });
  const inquiries = new Counter({
    ...{ name: "carillon_inquiries_total", registers, labelNames: ["outcome"] },
    help: "Questions to Shopify by what came of them.",
  });
  const events = new Counter({
    ...{ name: "carillon_events_published_total", registers, labelNames: ["topic"] },
    help: "Events by topic.",
  });
  const deliveries = new Counter({
    ...{ name: "carillon_deliveries_made_total", registers },
    help: "Deliveries that were made with their events.",
  });
  startAt0(requests, FROM_THE_START.inbound);
  startAt0(mapped, FROM_THE_START.mapped);
  startAt0(inquiries, FROM_THE_START.inquiries);
  return {
    inbound: (status) => requests.inc({ status }),
    inquiry: (outcome) => inquiries.inc({ outcome }),
    mapped: (outcome, rows) => mapped.inc({ outcome }, rows),
    published(topic, count) {
      events.inc({ topic });
      deliveries.inc(count);
    },
  };
}

type OfDelivery =
  | ("claimed" | "inFlight" | "attempt" | "firstAttempt" | "recorded" | "ended")
  | "endpointDisabled";

function deliveryMetrics(registry: Registry): Pick<Metrics, OfDelivery> {
  const registers = [registry];
  const claim = timeAndSize(registry, "carillon_claim", "Claims of due deliveries");
  const record = timeAndSize(registry, "carillon_record", "Writes of attempts");
  const inFlight = new Gauge({
    ...{ name: "carillon_requests_in_flight", registers },
    help: "Requests to endpoints that this process has under way.",
  });
  const seconds = new Histogram({
    ...{ name: "carillon_attempt_seconds", registers, labelNames: ["status"], buckets: REQUEST },
    help: "Attempts by outcome, from the start to the end of the answer.",
  });
  const outcomes = new Counter({
    ...{ name: "carillon_attempts_total", registers, labelNames: ["status", "reason"] },
    help: "Attempts by outcome and, where they failed, by reason.",
  });
  const endToEnd = new Histogram({
    ...{ name: "carillon_first_attempt_delay_seconds", registers, buckets: END_TO_END },
    help: "From a webhook's receipt to the start of the first attempt at a delivery of it.",
  });
  const ended = new Counter({
    ...{ name: "carillon_deliveries_ended_total", registers, labelNames: ["status"] },
    help: "Deliveries for which no attempt is to come, by their status.",
  });
  const disabled = new Counter({
    ...{ name: "carillon_endpoints_disabled_total", registers, labelNames: ["cause"] },
    help: "Endpoints that were disabled, by why.",
  });
  startAt0(outcomes, FROM_THE_START.attempts);
  startAt0(ended, FROM_THE_START.ended);
  startAt0(disabled, FROM_THE_START.disabled);
  return {
    claimed: claim,
    recorded: record,
    inFlight: (requests) => inFlight.set(requests),
    attempt(status, took, reason = "") {
      seconds.observe({ status }, took);
      outcomes.inc({ status, reason });
    },
    firstAttempt: (delay) => endToEnd.observe(Math.max(0, delay)),
    ended: (status) => ended.inc({ status }),
    endpointDisabled: (cause) => disabled.inc({ cause }),
  };
}

/** Over all shops: which of them is short of points stands in the log. */
function callMetrics(registry: Registry): CallMetrics {
  const registers = [registry];
  const waits = new Histogram({
    ...{ name: "carillon_shopify_wait_seconds", registers, buckets: IN_LINE },
    help: "Calls of the Admin API by how long they waited for their turn and the shop's points.",
  });
  const shares = new Histogram({
    ...{ name: "carillon_shopify_points_left_ratio", registers, buckets: SHARES },
    help: "Answers of the Admin API by the share of its points that the shop had left.",
  });
  const limited = new Counter({
    ...{ name: "carillon_shopify_limited_total", registers, labelNames: ["reason"] },
    help: "Calls of the Admin API that Shopify refused for their number, or that were not made for want of points.",
  });
  startAt0(limited, FROM_THE_START.shopifyLimited);
  return {
    shopifyWaited: (seconds) => waits.observe(Math.max(0, seconds)),
    shopifyPointsLeft: (share) => shares.observe(share),
    shopifyLimited: (reason) => limited.inc({ reason }),
  };
}

function timeAndSize(registry: Registry, name: string, what: string): (size: number, took: number) => void {
  const registers = [registry];
  const seconds = new Histogram({
    ...{ name: `${name}_seconds`, registers, buckets: QUICK },
    help: `${what}: how long each took.`,
  });
  const sizes = new Histogram({
    ...{ name: `${name}_size`, registers, buckets: COUNTS },
    help: `${what}: how many each held.`,
  });
  return (size, took) => {
    seconds.observe(took);
    sizes.observe(size);
  };
}
