import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";

export interface Metrics {
  /** an answer to /webhooks, by its status code */
  inbound(status: number): void;
  attempt(status: "succeeded" | "failed", seconds: number): void;
  /** in Prometheus' text format */
  text(): Promise<string>;
}

export function createMetrics(): Metrics {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  collectDefaultMetrics({ register: registry });
  const inbound = new Counter({
    name: "carillon_inbound_requests_total",
    help: "Requests to /webhooks by the status they were answered with.",
    labelNames: ["status"],
    registers,
  });
  const attempts = new Histogram({
    name: "carillon_attempt_seconds",
    help: "Delivery attempts by outcome, from the start to the answer's headers.",
    labelNames: ["status"],
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15],
    registers,
  });
  return {
    inbound: (status) => inbound.inc({ status: String(status) }),
    attempt: (status, seconds) => attempts.observe({ status }, seconds),
    text: () => registry.metrics(),
  };
}
