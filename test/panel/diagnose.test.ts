import { describe, expect, test } from "vitest";
import { en } from "../../app/locales/en.ts";
import { fr } from "../../app/locales/fr.ts";
import { diagnose } from "../../app/ui/deliveries/diagnose.ts";
import { detailKey } from "../../app/ui/deliveries/diagnose-detail.ts";
import type { DiagnosisTexts, Failure } from "../../app/ui/deliveries/diagnosis.ts";

/** Every reason that an attempt may have (docs/glossary.md), but for status codes. */
const REASONS = [
  ...["timeout", "dns", "tls", "connection", "blocked_address", "redirect", "response_too_large"],
  ...["flow_refused", "flow_incomplete", "not_connected"],
];
const CODES = [400, 401, 403, 404, 405, 406, 408, 409, 410, 411, 413, 415, 422, 429, 500, 501, 502, 503, 504];

const LANGUAGES: [string, DiagnosisTexts][] = [
  ["English", en.delivery.diagnosis],
  ["French", fr.delivery.diagnosis],
];

describe.each(LANGUAGES)("in %s", (_language, texts) => {
  const say = (failure: Partial<Failure>) => diagnose(texts, { reason: null, statusCode: null, ...failure });
  const sentence = /^\p{Lu}[^{}]+\.$/u;

  test("a success needs no diagnosis", () => {
    expect(say({ statusCode: 200 })).toBeUndefined();
  });

  test.each(REASONS)("%s says in plain words what happened and what helps", (reason) => {
    for (const toFlow of [false, true]) {
      const { short, what, advice } = say({ reason, toFlow }) ?? {};
      expect(short).not.toBe(reason);
      expect(what).toMatch(sentence);
      expect(advice).toMatch(sentence);
    }
  });

  test.each(CODES)("%i is told from all the others of its class", (statusCode) => {
    const { short, what, advice } = say({ reason: "http_status", statusCode }) ?? {};
    expect(short).toBe(`${statusCode}`);
    expect([what, advice]).toEqual([expect.stringMatching(sentence), expect.stringMatching(sentence)]);
    const others = CODES.filter((code) => code !== statusCode);
    expect(others.map((code) => say({ reason: "http_status", statusCode: code })?.what)).not.toContain(what);
  });

  test("any other code is told by its class, and a list shows the code itself", () => {
    const of = (statusCode: number) => say({ reason: "http_status", statusCode });
    expect(of(418)).toEqual({ short: "418", ...texts.status["4xx"] });
    expect(of(599)).toEqual({ short: "599", ...texts.status["5xx"] });
  });

  test.each([
    ["tls", "CERT_HAS_EXPIRED", "expired"],
    ["tls", "CERT_NOT_YET_VALID", "notYetValid"],
    ["tls", "DEPTH_ZERO_SELF_SIGNED_CERT", "selfSigned"],
    ["tls", "SELF_SIGNED_CERT_IN_CHAIN", "selfSigned"],
    ["tls", "UNABLE_TO_VERIFY_LEAF_SIGNATURE", "incomplete"],
    ["tls", "UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "incomplete"],
    ["tls", "ERR_TLS_CERT_ALTNAME_INVALID", "otherName"],
    ["tls", "CERT_REVOKED", "revoked"],
    ["tls", "EPROTO", "noTls"],
    ["tls", "ERR_SSL_WRONG_VERSION_NUMBER", "noTls"],
    ["timeout", "no connection", "noConnection"],
    ["connection", "ECONNREFUSED", "refused"],
    ["connection", "ECONNRESET", "broken"],
    ["connection", "EHOSTUNREACH", "unreachable"],
    ["connection", "HPE_INVALID_CONSTANT", "notHttp"],
    ["dns", "ENODATA", "noAddress"],
    ["dns", "ETIMEOUT", "nameServer"],
  ])("%s with %s says what that means", (reason, detail, key) => {
    const { what, advice } = say({ reason, detail }) ?? {};
    expect(detailKey(reason, detail)).toBe(key);
    expect([what, advice]).toEqual([expect.stringMatching(sentence), expect.stringMatching(sentence)]);
    expect(what).not.toBe(say({ reason })?.what);
  });

  test("a detail that says no more, or none, leaves the reason's own words", () => {
    expect(say({ reason: "timeout", detail: "no answer" })).toEqual(say({ reason: "timeout" }));
    expect(say({ reason: "dns", detail: "ENOTFOUND" })).toEqual(say({ reason: "dns" }));
    expect(say({ reason: "tls", detail: "toString" })).toEqual(say({ reason: "tls" }));
  });

  test("a reason that this version does not know has words too", () => {
    expect(say({ reason: "moon_phase" })).toEqual({ short: "moon_phase", ...texts.unknown });
  });
});

test("both languages know the same reasons, codes and details", () => {
  const keys = ({ reason, status, detail, flow }: DiagnosisTexts) =>
    [reason, status, detail, flow].map((words) => Object.keys(words));
  expect(keys(fr.delivery.diagnosis)).toEqual(keys(en.delivery.diagnosis));
});
