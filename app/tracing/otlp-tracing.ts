// Traces by OTLP over HTTP, in JSON. Spans are made when they are over, with the times they had. A collector that is
// slow or away costs spans, never deliveries: the queue is bounded and nobody waits for it.
import { setTimeout as pause } from "node:timers/promises";
import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  AlwaysOnSampler,
  BasicTracerProvider,
  BatchSpanProcessor,
  type SpanExporter,
} from "@opentelemetry/sdk-trace-base";
import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_SERVICE_NAME,
  ATTR_SERVICE_VERSION,
} from "@opentelemetry/semantic-conventions";
import type { Log } from "../config/log.ts";
import { VERSION } from "../config/version.ts";
import { spanIdOf, traceIdOf } from "./trace-ids.ts";
import type { Tracing } from "./tracing.ts";

const EXPORT_TIMEOUT_MS = 5_000;
const QUEUE = { maxQueueSize: 8_192, maxExportBatchSize: 512, scheduledDelayMillis: 1_000 };

/** A span that is over. */
interface Span {
  name: "webhook.accept" | "inbox.map" | "event.publish" | "delivery.attempt";
  /** id of what it is about */
  subject: string;
  /** id of what the trace is about */
  origin: string;
  parent?: { name: Span["name"]; subject: string };
  kind: SpanKind;
  startedAt: Date;
  endedAt: Date;
  failed?: boolean;
  attributes: Attributes;
}

/** `endpoint`: where the collector is, without `/v1/traces`. */
export function createOtlpTracing(endpoint: string, log: Log): Tracing {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint}/v1/traces`,
    timeoutMillis: EXPORT_TIMEOUT_MS,
  });
  const nextIds = { traceId: "", spanId: "" };
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ [ATTR_SERVICE_NAME]: "carillon", [ATTR_SERVICE_VERSION]: VERSION }),
    sampler: new AlwaysOnSampler(),
    idGenerator: { generateTraceId: () => nextIds.traceId, generateSpanId: () => nextIds.spanId },
    spanProcessors: [
      new BatchSpanProcessor(saysOnce(exporter, log), { ...QUEUE, exportTimeoutMillis: EXPORT_TIMEOUT_MS }),
    ],
  });
  const tracer = provider.getTracer("carillon", VERSION);

  function add(span: Span): void {
    nextIds.traceId = traceIdOf(span.origin);
    nextIds.spanId = spanIdOf(span.name, span.subject);
    const { kind, attributes, startedAt: startTime } = span;
    const made = tracer.startSpan(span.name, { kind, attributes, startTime }, parentOf(span));
    if (span.failed) made.setStatus({ code: SpanStatusCode.ERROR });
    made.end(span.endedAt);
  }

  return {
    ...spansOf(add),
    async close() {
      const enough = new AbortController();
      const limit = pause(EXPORT_TIMEOUT_MS, undefined, { signal: enough.signal }).catch(() => undefined);
      await Promise.race([provider.shutdown().catch(() => undefined), limit]);
      enough.abort();
    },
  };
}

/** The parent may have been another process's: only its ids are known, and they follow from what it was about. */
function parentOf({ origin, parent }: Span): Context {
  if (!parent) return ROOT_CONTEXT;
  const context = {
    traceId: traceIdOf(origin),
    spanId: spanIdOf(parent.name, parent.subject),
    traceFlags: TraceFlags.SAMPLED,
    isRemote: true,
  };
  return trace.setSpan(ROOT_CONTEXT, trace.wrapSpanContext(context));
}

function spansOf(add: (span: Span) => void): Omit<Tracing, "close"> {
  return {
    accepted: ({ inboundId, shop, topic, ...times }) =>
      add({
        ...{ name: "webhook.accept", subject: inboundId, origin: inboundId, kind: SpanKind.SERVER, ...times },
        attributes: { "carillon.inbound_id": inboundId, "carillon.shop": shop, "carillon.topic": topic },
      }),
    mapped: ({ inboundId, shop, topic, outcome, ...times }) =>
      add({
        ...{ name: "inbox.map", subject: inboundId, origin: inboundId, kind: SpanKind.INTERNAL, ...times },
        parent: { name: "webhook.accept", subject: inboundId },
        failed: outcome === "failed",
        attributes: {
          ...{ "carillon.inbound_id": inboundId, "carillon.shop": shop, "carillon.topic": topic },
          "carillon.outcome": outcome,
        },
      }),
    published: ({ eventId, inboundId, shopId, topic, deliveries, ...times }) =>
      add({
        ...{ name: "event.publish", subject: eventId, origin: inboundId ?? eventId, ...times },
        ...(inboundId !== null && { parent: { name: "inbox.map", subject: inboundId } }),
        kind: SpanKind.INTERNAL,
        attributes: {
          ...{ "carillon.event_id": eventId, "carillon.shop_id": shopId, "carillon.topic": topic },
          "carillon.deliveries": deliveries,
        },
      }),
    attempted: ({ attemptId, eventId, inboundId, startedAt, endedAt, ...facts }) =>
      add({
        ...{ name: "delivery.attempt", subject: attemptId, origin: inboundId ?? eventId, startedAt, endedAt },
        parent: { name: "event.publish", subject: eventId },
        kind: SpanKind.CLIENT,
        failed: facts.status === "failed",
        attributes: {
          ...{ "carillon.attempt_id": attemptId, "carillon.delivery_id": facts.deliveryId },
          ...{ "carillon.event_id": eventId, "carillon.endpoint_id": facts.endpointId },
          ...{ "carillon.shop_id": facts.shopId, "carillon.topic": facts.topic },
          ...{ "carillon.attempt": facts.number, "carillon.trigger": facts.trigger },
          "carillon.status": facts.status,
          ...(facts.reason !== null && { [ATTR_ERROR_TYPE]: facts.reason }),
          ...(facts.statusCode !== null && { [ATTR_HTTP_RESPONSE_STATUS_CODE]: facts.statusCode }),
        },
      }),
  };
}

/** One line when the collector stops taking spans, and one when it takes them again. */
function saysOnce(exporter: SpanExporter, log: Log): SpanExporter {
  let failing = false;
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        const failed = result.error !== undefined;
        if (failed && !failing)
          log.warn({ error: result.error?.message.slice(0, 200) }, "tracing.unavailable");
        if (!failed && failing) log.info({}, "tracing.available");
        failing = failed;
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
  };
}
