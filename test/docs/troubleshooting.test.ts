// docs/troubleshooting.md has every reason that the code gives and no other, in the panel's words.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { PROBLEMS } from "../../app/api/problem.ts";
import texts from "../../app/locales/en/delivery.json" with { type: "json" };
import endpointTexts from "../../app/locales/en/endpoint.json" with { type: "json" };
import topicTexts from "../../app/locales/en/topics.json" with { type: "json" };
import type { Judgement } from "../../app/pipeline/deliver/judge-response.ts";
import { explainInbound, UNMAPPED_REASONS } from "../../app/rules/unmapped-reasons.ts";
import type { Availability } from "../../app/shopify/topic-availability.ts";
import { unavailable } from "../../app/topics/data/parts.ts";
import { detailKey } from "../../app/ui/deliveries/diagnose-detail.ts";

const GUIDE = readFileSync("docs/troubleshooting.md", "utf8");
const SMOOTH = smooth(GUIDE);

/** A word of the code that is missing here does not compile. */
const ATTEMPT: Record<Extract<Judgement, { status: "failed" }>["reason"], true> = {
  http_status: true,
  timeout: true,
  dns: true,
  tls: true,
  connection: true,
  blocked_address: true,
  redirect: true,
  response_too_large: true,
  flow_refused: true,
  flow_incomplete: true,
  not_connected: true,
};

const AVAILABILITY: Record<Availability["status"], true> = {
  ready: true,
  needs_permission: true,
  needs_rule: true,
  only_flow_or_api: true,
};

/** Straight apostrophes, and a space for every break of a line. */
function smooth(text: string): string {
  return text.replaceAll("’", "'").replace(/\s+/g, " ");
}

/** From a heading of the second level to the next one. */
const chapter = (heading: string): string => GUIDE.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";

const headingsOf = (text: string): string[] =>
  [...text.matchAll(/^### `(\w+)`$/gm)].map(([, word = ""]) => word);

/** First cells of the table below a heading, where they are code. */
const rowsOf = (text: string, heading: string): string[] => {
  const table = (text.split(`### ${heading}\n`)[1] ?? text).split("\n#")[0] ?? "";
  return [...table.matchAll(/^\| `(\w+)` \|/gm)].map(([, word = ""]) => word);
};

describe("the guide to troubleshooting", () => {
  test("has a heading for every reason of an attempt", () => {
    expect(headingsOf(chapter("Attempts")).toSorted()).toEqual(Object.keys(ATTEMPT).toSorted());
  });

  test("has a row for every status that the panel explains", () => {
    const rows = [...chapter("Attempts").matchAll(/^\| (\d\d\d|\dxx) \|/gm)].map(([, status]) => status);
    expect(rows.toSorted()).toEqual(Object.keys(texts.diagnosis.status).toSorted());
  });

  test("has every reason for which nothing is sent, and is disabled", () => {
    const code = [
      "app/pipeline/deliver/discard-unsendable.ts",
      "app/pipeline/deliver/resend.ts",
      "app/pipeline/events/match-endpoints.ts",
      "app/pipeline/events/guard-loops.ts",
    ]
      .map((file) => readFileSync(file, "utf8"))
      .join("\n");
    const reasons = headingsOf(chapter("Discarded"));
    expect(reasons.filter((reason) => !code.includes(`"${reason}"`))).toEqual([]);
    expect(reasons).toEqual(expect.arrayContaining(["endpoint_disabled", "payload_expired", "in_flight"]));
    expect(headingsOf(chapter("Disabled endpoints")).toSorted()).toEqual(
      Object.keys(endpointTexts.disabled.why).toSorted(),
    );
  });

  test("has every reason for which a webhook is not mapped, with its sentence", () => {
    const rows = rowsOf(chapter("No event"), "Received, not sent on");
    expect(rows.toSorted()).toEqual([...UNMAPPED_REASONS].toSorted());
    for (const reason of UNMAPPED_REASONS)
      expect(SMOOTH.toLowerCase()).toContain(
        smooth(explainInbound("unmapped", reason)).replace("Not mapped: ", "").toLowerCase(),
      );
  });

  test("has every state of a topic, and every reason for a null", () => {
    const states = rowsOf(chapter("No event"), "Topics that cannot come");
    expect(states.toSorted()).toEqual(Object.keys(AVAILABILITY).toSorted());
    const nulls = rowsOf(chapter("Fields that are null"), "");
    expect(nulls.toSorted()).toEqual([...unavailable.valueType.options].toSorted());
  });

  test("has every problem of the API, with its status", () => {
    const rows = [...chapter("The API refuses a call").matchAll(/^\| `(\w+)` \| (\d{3}) \|/gm)];
    expect(Object.fromEntries(rows.map(([, code = "", status]) => [code, Number(status)]))).toEqual(
      Object.fromEntries(Object.entries(PROBLEMS).map(([code, { status }]) => [code, status])),
    );
  });

  test("says of the system's codes what the panel says", () => {
    const table = chapter("Attempts").split("| `detail` | what it means | what to do |\n")[1] ?? "";
    const rows = [...table.matchAll(/^\| (`.+`[^|]*) \| ([^|]+) \| ([^|]+) \|$/gm)];
    expect(rows.length).toBe(Object.keys(texts.diagnosis.detail).length);
    for (const [, codes = "", ...sentences] of rows)
      for (const [, code = ""] of codes.matchAll(/`([^`]+)`/g)) {
        const keys = ["tls", "timeout", "connection", "dns"].map((reason) => detailKey(reason, code));
        const words = Object.entries(texts.diagnosis.detail).find(([key]) => keys.includes(key))?.[1];
        expect([code, ...sentences]).toEqual([code, smooth(words?.what ?? ""), smooth(words?.advice ?? "")]);
      }
  });

  test("says of each what the panel says", () => {
    const { reason, status, detail } = texts.diagnosis;
    const said = [reason, status, detail].flatMap((kind) =>
      Object.values(kind).flatMap(({ what, advice }) => [what, advice]),
    );
    const why = Object.values(endpointTexts.disabled.why);
    const states = [topicTexts.state.needs_rule.meaning, topicTexts.state.only_flow_or_api.meaning];
    const missing = [...said, ...why, ...states].map(smooth).filter((sentence) => !SMOOTH.includes(sentence));
    expect(missing).toEqual([]);
  });
});
