// CPU time from a webhook's text to its event's text, without database and without questions to Shopify, beside plain
// JSON.parse and JSON.stringify of the same texts.
import { readFileSync } from "node:fs";
import { MAPPERS } from "#app/pipeline/mapping/mappers.ts";
import { NO_RULES } from "#app/rules/rules-schema.ts";
import { serializeEnvelope } from "#app/topics/envelope.ts";
import { type Payload, parsePayload } from "../app/topics/parse-payload.ts";
import { median, round2 } from "./statistics.ts";

const ROUNDS = 7;
const EVENTS = 2_000;
const NOW = new Date("2026-11-20T10:00:00Z");

const TOPICS = [
  "orders/create",
  "customers/create",
  "products/create",
  "subscription_contracts/create",
  "subscription_contracts/pause",
  "subscription_billing_attempts/success",
  "subscription_billing_cycles/skip",
];

/** As documented, but with ids as long as real ones: those of the samples do not fit into a number. */
const sampleOf = (topic: string) =>
  readFileSync(
    new URL(`../test/fixtures/shopify/${topic.replace("/", "__")}.json`, import.meta.url),
    "utf8",
  ).replace(/\b\d{16,}\b/g, (id) => id.slice(0, 13));

/** Microseconds of CPU an event, by topic: median over the rounds. */
export async function benchMapping(say: (line: string) => void): Promise<object> {
  const results: Record<string, object> = {};
  for (const topic of TOPICS) {
    const text = sampleOf(topic);
    const ours: number[] = [];
    const plain: number[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const [mapped, copied] = [cpuPerEvent(() => mapOnce(topic, text)), cpuPerEvent(() => copyOnce(text))];
      if (round > 0) ours.push(mapped) && plain.push(copied); // the first round warms up
    }
    results[topic] = {
      bytes: text.length,
      mapped_us: round2(median(ours)),
      plain_json_us: round2(median(plain)),
      ratio: round2(median(ours) / median(plain)),
    };
    say(`${topic.padEnd(40)} ${JSON.stringify(results[topic])}`);
  }
  return results;
}

function cpuPerEvent(work: () => void): number {
  const before = process.cpuUsage();
  for (let count = 0; count < EVENTS; count += 1) work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / EVENTS;
}

function copyOnce(text: string): void {
  JSON.stringify(JSON.parse(text));
}

/** Everything that one webhook says, as at first sight of its resource. */
function mapOnce(topic: string, text: string): void {
  const payload = parsePayload(text) as Payload;
  for (const mapper of MAPPERS.get(topic) ?? []) {
    const resource = mapper.resource(payload);
    if (mapper.leavesOut?.(payload, NO_RULES) || resource === undefined) continue;
    const owner = mapper.customer(payload);
    const { drafts, state } = mapper.map({
      ...{ topic, payload, resource, owner, rules: NO_RULES },
      ...{ triggeredAt: NOW, now: NOW, state: null, answers: {}, last: null },
    });
    JSON.stringify(state);
    for (const draft of drafts) {
      serializeEnvelope({ ...draft, id: "evt_1", shopDomain: "a.myshopify.com", test: false, sequence: 1 });
    }
  }
}
