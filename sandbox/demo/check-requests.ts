// Whether the requests that the merchant got keep the promises of the outgoing request: signatures over the very
// bytes, headers, and the envelope repeated in the body.
import type { Received } from "../receiver/received.ts";
import type { MerchantEndpoint } from "./merchant.ts";

/** One sentence for each broken promise. */
export function brokenPromises(received: Received[], endpoints: MerchantEndpoint[], shop: string): string[] {
  const known = new Set(endpoints.map(({ path }) => path));
  return received.flatMap((request) =>
    known.has(request.path) ? problems(request, shop).map((problem) => `${label(request)}: ${problem}`) : [],
  );
}

function problems({ headers, body, verdict, resource }: Received, shop: string): string[] {
  const envelope = parse(body);
  const times = [headers["triggered-at"], headers["x-triggered-at"], envelope.triggered_at];
  const checks: [boolean, string][] = [
    [verdict?.standard === true, "the Standard Webhooks signature is wrong"],
    [verdict?.plain === true, "the plain signature is wrong"],
    [headers["content-type"] === "application/json", "content-type is not application/json"],
    [/^Carillon\/\d+\.\d+\.\d+/.test(headers["user-agent"] ?? ""), "user-agent is not Carillon/<version>"],
    [headers["content-length"] === String(Buffer.byteLength(body)), "content-length is not the body's"],
    [headers["transfer-encoding"] === undefined, "the body is chunked"],
    [headers["x-shop-domain"] === shop && envelope.shop_domain === shop, "the shop's domain is wrong"],
    [headers["x-topic"] === envelope.topic, "x-topic is not the body's topic"],
    [
      headers["webhook-id"] === envelope.id && /^evt_/.test(String(envelope.id)),
      "webhook-id is not the event's id",
    ],
    [/^dlv_/.test(headers["x-delivery-id"] ?? ""), "x-delivery-id is not a delivery's id"],
    [/^[1-9]\d*$/.test(headers["x-attempt"] ?? ""), "x-attempt is not a number from 1"],
    [
      times.every((time) => time === times[0] && RFC_3339.test(String(time))),
      "triggered-at is not one time, thrice",
    ],
    [headers["x-test"] === undefined && envelope.test === false, "a real event is marked as a test"],
    [
      Number.isInteger(envelope.sequence) && Number(envelope.sequence) > 0,
      `sequence does not count ${resource}`,
    ],
  ];
  return checks.flatMap(([kept, problem]) => (kept ? [] : [problem]));
}

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const label = ({ path, headers }: Received) =>
  `${path} ${headers["x-topic"]} attempt ${headers["x-attempt"]}`;

function parse(body: string): Record<string, unknown> {
  try {
    return JSON.parse(body) as Record<string, unknown>;
  } catch {
    return {};
  }
}
