// Against a collector that takes OTLP in JSON on a real socket.
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { createTracing } from "../../app/tracing/create-tracing.ts";
import { spanIdOf, traceIdOf } from "../../app/tracing/trace-ids.ts";
import { NO_TRACING, type Tracing } from "../../app/tracing/tracing.ts";

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: { key: string; value: Record<string, unknown> }[];
  status: { code: number };
}

interface Export {
  resourceSpans: { resource: { attributes: Span["attributes"] }; scopeSpans: { spans: Span[] }[] }[];
}

const exports: Export[] = [];
const paths: string[] = [];
const accept = (response: ServerResponse) =>
  void response.writeHead(200, { "content-type": "application/json" }).end("{}");
let answer = accept;
let endpoint: string;

const collector = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  paths.push(request.url ?? "");
  exports.push(JSON.parse(Buffer.concat(chunks).toString("utf8")) as Export);
  answer(response);
});

beforeAll(async () => {
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
  endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
});
afterAll(() => {
  collector.closeAllConnections();
  collector.close();
});
afterEach(() => {
  exports.length = 0;
  answer = accept;
});

const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn(), debug: vi.fn() };
const start = (url = endpoint) => createTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: url }, log);
const spans = () =>
  exports.flatMap(({ resourceSpans }) =>
    resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
  );
const attributesOf = ({ attributes }: Pick<Span, "attributes">) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

const at = (ms: number) => new Date(Date.parse("2026-11-20T10:00:00Z") + ms);
const between = (from: number, to: number) => ({ startedAt: at(from), endedAt: at(to) });
const HOUR = 3_600_000;

const webhook = { inboundId: "inb_1", shop: "a.myshopify.com", topic: "orders/paid" };
const event = { eventId: "evt_1", inboundId: "inb_1", shopId: "shp_1", topic: "order/paid" };
const delivery = { ...event, deliveryId: "dlv_1", endpointId: "ep_1", trigger: "schedule" };

function attempt(tracing: Tracing, number: number, from: number, reason: string | null): void {
  tracing.attempted({
    ...delivery,
    ...{ attemptId: `att_${number}`, number, reason, statusCode: reason ? 503 : 200 },
    ...{ status: reason ? "failed" : "succeeded", ...between(from, from + 120) },
  });
}

test("a webhook's way is one trace, from the request to attempts that other processes make hours later", async () => {
  const web = await start();
  web.accepted({ ...webhook, ...between(0, 4) });
  await web.close();
  const worker = await start();
  worker.mapped({ ...webhook, ...between(6, 9), outcome: "mapped" });
  worker.published({ ...event, ...between(6, 9), deliveries: 1 });
  attempt(worker, 1, 10, "http_status");
  await worker.close();
  const another = await start();
  attempt(another, 2, 5 * HOUR, null);
  await another.close();

  const all = spans();
  expect(new Set(all.map(({ traceId }) => traceId))).toEqual(new Set([traceIdOf("inb_1")]));
  const nameOf = new Map(all.map(({ spanId, name }) => [spanId, name]));
  expect(nameOf.size).toBe(5);
  expect(all.map(({ name, parentSpanId }) => [name, nameOf.get(parentSpanId ?? "")])).toEqual([
    ["webhook.accept", undefined],
    ["inbox.map", "webhook.accept"],
    ["event.publish", "inbox.map"],
    ["delivery.attempt", "event.publish"],
    ["delivery.attempt", "event.publish"],
  ]);
  expect(all.map(({ status }) => status.code)).toEqual([0, 0, 0, 2, 0]);
});

test("spans have the times that the work had, and say what it was about", async () => {
  const tracing = await start();
  attempt(tracing, 2, 5 * HOUR, "http_status");
  await tracing.close();
  const [span] = spans();
  expect(span && [span.startTimeUnixNano, span.endTimeUnixNano]).toEqual([
    `${at(5 * HOUR).getTime()}000000`,
    `${at(5 * HOUR + 120).getTime()}000000`,
  ]);
  expect(span && attributesOf(span)).toEqual({
    ...{ "carillon.attempt_id": "att_2", "carillon.delivery_id": "dlv_1", "carillon.event_id": "evt_1" },
    ...{ "carillon.endpoint_id": "ep_1", "carillon.shop_id": "shp_1", "carillon.topic": "order/paid" },
    ...{ "carillon.attempt": 2, "carillon.trigger": "schedule", "carillon.status": "failed" },
    ...{ "error.type": "http_status", "http.response.status_code": 503 },
  });
  const [resource] = exports.flatMap(({ resourceSpans }) => resourceSpans.map((item) => item.resource));
  expect(resource && attributesOf(resource)).toMatchObject({ "service.name": "carillon" });
  expect(paths.at(-1)).toBe("/v1/traces");
});

test("an event that no webhook caused has a trace of its own", async () => {
  const tracing = await start();
  tracing.published({ ...event, inboundId: null, ...between(0, 1), deliveries: 1 });
  await tracing.close();
  expect(spans()).toMatchObject([{ traceId: traceIdOf("evt_1"), name: "event.publish" }]);
  expect(spans()[0]?.parentSpanId ?? "").toBe("");
});

test("a collector that fails is told of once, and once when it is back", async () => {
  answer = (response) => void response.writeHead(400).end();
  const tracing = await start();
  const exportOnce = async (number: number) => {
    const before = exports.length;
    attempt(tracing, number, 0, null);
    await expect.poll(() => exports.length).toBe(before + 1);
  };
  await exportOnce(1);
  await expect.poll(() => log.warn.mock.calls.length).toBe(1);
  await exportOnce(2);
  answer = accept;
  await exportOnce(3);
  await expect.poll(() => log.info.mock.calls.length).toBe(1);
  await tracing.close();
  expect(log.warn.mock.calls.map(([, message]) => message)).toEqual(["tracing.unavailable"]);
  expect(log.info.mock.calls.map(([, message]) => message)).toEqual(["tracing.available"]);
});

test("a collector that is not there costs spans and nothing else, at the end too", async () => {
  const tracing = await start("http://127.0.0.1:9");
  for (let number = 0; number < 10_000; number += 1) attempt(tracing, number, 0, null);
  await tracing.close();
  expect(spans()).toEqual([]);
});

test("without a collector nothing is made", async () => {
  expect(await createTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: undefined }, log)).toBe(NO_TRACING);
});

test("ids of traces and spans are of their length, follow from ours, and differ for different ones", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      expect(traceIdOf(one)).toMatch(/^[0-9a-f]{32}$/);
      expect(spanIdOf("delivery.attempt", one)).toMatch(/^[0-9a-f]{16}$/);
      expect(traceIdOf(one) === traceIdOf(other)).toBe(one === other);
      expect(spanIdOf("inbox.map", one)).not.toBe(spanIdOf("webhook.accept", one));
    }),
  );
});
