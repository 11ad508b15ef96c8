import { beforeAll, expect, test } from "vitest";
import { en } from "../../app/locales/en.ts";
import { startTexts, texts } from "../../app/locales/i18n.ts";
import { MOST_FLOW_HOPS } from "../../app/pipeline/events/guard-loops.ts";
import { destinationName } from "../../app/ui/deliveries/destination-name.ts";
import { diagnose } from "../../app/ui/deliveries/diagnose.ts";
import { MOST_ROUNDS, roundText } from "../../app/ui/flow/rounds.ts";

beforeAll(() => startTexts("en", { en }));

const sentenceOf = (reason: string, more: { statusCode?: number; detail?: string } = {}) =>
  diagnose(en.delivery.diagnosis, { reason, statusCode: null, toFlow: true, ...more });

test("a trigger that Shopify does not know is one that was not deployed; other words of Shopify's stand for themselves", () => {
  const refused = "Errors validating schema: Invalid handle 'billing-failed'.";
  expect(sentenceOf("flow_refused", { detail: refused })).toEqual({
    short: "Refused by Flow",
    what: "Shopify Flow does not know this trigger.",
    advice: expect.stringContaining("not deployed in this version of the app"),
  });
  expect(sentenceOf("flow_refused", { detail: "Required field missing: 'Status'" })).toMatchObject({
    what: "Shopify Flow did not take the event.",
    advice: expect.stringContaining("in its own words"),
  });
});

test("an event that lacks something says what", () => {
  expect(sentenceOf("flow_incomplete", { detail: "customer" })).toMatchObject({
    short: "Incomplete",
    what: "The event has no customer, which this trigger must have, so nothing was sent.",
  });
});

test("what went wrong on the way to Flow blames Shopify, never the merchant's server", () => {
  for (const reason of ["timeout", "connection", "not_connected"])
    expect(sentenceOf(reason)?.what).toMatch(/^Shopify .+\.$/);
  for (const statusCode of [403, 404, 429, 502])
    expect(sentenceOf("http_status", { statusCode })).toMatchObject({
      short: `${statusCode}`,
      what: expect.stringMatching(/^Shopify .+\.$/),
    });
  expect(diagnose(en.delivery.diagnosis, { reason: "timeout", statusCode: null })?.what).toContain(
    "Your server",
  );
});

test("a destination is called by its description, its URL or its trigger, also one that this version does not have any more", () => {
  const url = {
    endpointUrl: "https://example.com/",
    endpointDescription: "",
    flowTrigger: null,
    endpointDeleted: false,
    endpointPaused: false,
  };
  const flow = {
    endpointUrl: null,
    endpointDescription: "",
    flowTrigger: "billing-failed",
    endpointDeleted: false,
    endpointPaused: false,
  };
  const t = texts.getFixedT("en", "deliveries");
  expect(destinationName(t, url)).toBe("example.com");
  expect(destinationName(t, { ...url, endpointDescription: "ERP" })).toBe("ERP");
  expect(destinationName(t, flow)).toBe("Shopify Flow: Billing failed");
  expect(destinationName(t, { ...flow, flowTrigger: "old-one" })).toBe("Shopify Flow: old-one");
});

test("rounds are counted as the guard against loops counts them", () => {
  expect(MOST_ROUNDS).toBe(MOST_FLOW_HOPS);
  expect(roundText(texts.getFixedT("en", "flow"), 2)).toBe("round 2 of 3 at most");
  expect(roundText(texts.getFixedT("en", "flow"), 4)).toBe("round 4, and after 3 it starts no workflows");
});
