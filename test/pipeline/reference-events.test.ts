// Every event of the systems that merchants come from, from what Shopify or a sender sends to the merchant's URL.
import { beforeAll, expect, test } from "vitest";
import type { Deps } from "../../app/config/deps.ts";
import type { Answers } from "../../app/pipeline/mapping/questions.ts";
import { saveRules } from "../../app/rules/save-rules.ts";
import { serve } from "../../app/server/serve.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { dataSchema } from "../../app/topics/data-schemas.ts";
import { REFERENCE_EVENTS, REFERENCE_REASONS } from "../../app/topics/reference-events.ts";
import { proxyQuery } from "../helpers/app-proxy.ts";
import { schemaErrors } from "../helpers/payload-schema.ts";
import {
  addEndpoint,
  addShop,
  connectShop,
  deliverDue,
  processAll,
  takeIn,
} from "../helpers/pipeline-steps.ts";
import { RULES, SCRIPTS, type ScriptedShop } from "../helpers/reference-scripts.ts";
import { createTestDeps, fakeClock } from "../helpers/test-deps.ts";
import { createTestReceiver, type TestReceiver } from "../helpers/test-receiver.ts";

const clock = fakeClock();
const answers = new Map<string, Answers>();
let deps: Deps;
let app: string;
let receiver: TestReceiver;
let shops = 0;

beforeAll(async () => {
  const askShopify: Deps["askShopify"] = async (shop) => ({
    kind: "answered",
    answers: answers.get(shop) ?? {},
  });
  ({ deps } = await createTestDeps({}, { clock, askShopify }));
  const { port } = await serve(deps, { withPanel: false });
  app = `http://127.0.0.1:${port}`;
  receiver = await createTestReceiver();
});

async function openShop(): Promise<ScriptedShop & { domain: string }> {
  shops += 1;
  const domain = `reference-${shops}.myshopify.com`;
  const id = await addShop(deps, domain);
  await connectShop(deps, domain);
  await addEndpoint(deps, id, `${receiver.url}/${shops}`);
  expect((await saveRules(deps, id, RULES)).kind).toBe("saved");
  const { token } = await createToken(deps, id, "write");
  const post = async (path: string, headers: Record<string, string>, body: string) => {
    const response = await fetch(`${app}${path}`, { method: "POST", headers, body });
    expect(response.ok, await response.text()).toBe(true);
    await processAll(deps);
  };
  return {
    domain,
    now: () => clock.now().toISOString(),
    answers: (next) => void answers.set(domain, next),
    async send(topic, body) {
      const triggeredAt = clock.now().toISOString();
      await takeIn(deps, topic, JSON.stringify(body), { shop: domain, triggeredAt });
      await processAll(deps);
    },
    sendIn: (topic, data) =>
      post(
        "/api/v1/events",
        { authorization: `Bearer ${token}`, "content-type": "application/json" },
        JSON.stringify({ topic, data }),
      ),
    submit: (handle, fields) => {
      const timestamp = Math.floor(clock.now().getTime() / 1_000);
      return post(
        `/proxy/forms/${handle}?${proxyQuery({ shop: domain, timestamp })}`,
        { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
        new URLSearchParams(fields).toString(),
      );
    },
    async pass(ms) {
      clock.advance(ms);
      await processAll(deps);
    },
  };
}

interface Body {
  topic: string;
  shop_domain: string;
  data: Record<string, unknown> & { changes?: { reason: string }[] };
}

/** Runs the script in a new shop; returns what its endpoint received. */
async function receivedAfter(script: string): Promise<Body[]> {
  const shop = await openShop();
  await SCRIPTS[script]?.(shop);
  while ((await deliverDue(deps)) > 0);
  return receiver.received
    .map(({ body }) => JSON.parse(body) as Body)
    .filter(({ shop_domain }) => shop_domain === shop.domain);
}

const ROWS = REFERENCE_EVENTS.flatMap(({ system, event, topics }) =>
  topics.map((topic) => [system, event, topic] as const),
);

test.each(ROWS)("%s: %s arrives as %s", async (_system, _event, topic) => {
  const bodies = await receivedAfter(topic);
  const body = bodies.find((candidate) => candidate.topic === topic);
  expect(bodies.map((candidate) => candidate.topic)).toContain(topic);
  expect(dataSchema(topic).parse(body?.data)).toEqual(body?.data);
  for (const one of bodies) expect(schemaErrors(one.topic, one)).toEqual([]);
});

const REASONS = REFERENCE_REASONS.map(({ reason }) => [reason?.name ?? "", reason?.change ?? ""] as const);

test.each(REASONS)("Subscribfy's update for the reason %s arrives with %s", async (name, change) => {
  const bodies = await receivedAfter(name);
  const updates = bodies.filter(({ topic }) => topic === "subscription/updated");
  expect(updates.map(({ data }) => data.changes?.map(({ reason }) => reason))).toEqual([[change]]);
});

test("there is a script for every event and reason, and none for anything else", () => {
  const names = [...ROWS.map(([, , topic]) => topic), ...REASONS.map(([name]) => name)];
  expect(names.filter((name) => !SCRIPTS[name])).toEqual([]);
});
