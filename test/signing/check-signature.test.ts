import fc from "fast-check";
import { expect, test, vi } from "vitest";
import {
  checkSignature,
  isSigned,
  type PastedRequest,
  type Signer,
} from "../../app/signing/check-signature.ts";
import { newSecret, secretHint } from "../../app/signing/secret.ts";
import { signatureHeaders, signatureHeadersOf } from "../../app/signing/sign.ts";

const NOW = new Date("2026-11-20T10:00:00Z");
const TIME = NOW.getTime() / 1_000;
const ID = `evt_${"0".repeat(32)}`;
const BODY = `{"id":"${ID}","topic":"order/paid","data":{"amount":12.50}}`;
const SECRET = newSecret();
const HERE = { id: "ep_here", url: "https://example.com/here" };
const THERE = { id: "ep_there", url: "https://example.com/there" };

const signer = (secret: string, facts: Partial<Signer> = {}): Signer => ({
  ...{ secret, kind: "live", hint: secretHint(secret), expiresAt: null, endpoint: HERE },
  ...facts,
});

const signed = (secrets = [SECRET], body = BODY) =>
  signatureHeaders({ id: ID, timestamp: TIME, body }, secrets);

const check = (request: Partial<PastedRequest>) =>
  checkSignature({
    ...{ headers: signed(), body: BODY, signers: [signer(SECRET)], original: undefined, sent: [], now: NOW },
    ...request,
  });

const both = (verdict: object) => ({ standard: verdict, plain: verdict });

test("what the sender signs is found to be signed, with made and with own secrets, in both ways", () => {
  const own = fc.stringMatching(/^[\x21-\x7e]{24,128}$/).filter((text) => !text.startsWith("whsec_"));
  fc.assert(
    fc.property(fc.oneof(fc.constant(null).map(newSecret), own), fc.jsonValue(), (secret, value) => {
      const body = JSON.stringify(value);
      const report = check({ headers: signed([secret], body), body, signers: [signer(secret)] });
      expect(report).toMatchObject({ ...both({ kind: "valid", hint: secretHint(secret) }), age: 0 });
      expect(isSigned(report)).toBe(true);
    }),
  );
});

test("no change of a character leaves a signature right", () => {
  fc.assert(
    fc.property(fc.nat(BODY.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, char) => {
      const body = BODY.slice(0, at) + char + BODY.slice(at + 1);
      fc.pre(body !== BODY);
      expect(isSigned(check({ body }))).toBe(false);
      expect(isSigned(check({ body, original: BODY }))).toBe(false);
    }),
  );
});

test("during a rotation either secret is told by its last characters", () => {
  const newest = newSecret();
  const end = new Date("2026-11-21T10:00:00Z");
  const signers = [signer(newest), signer(SECRET, { expiresAt: end })];
  expect(check({ headers: signed([newest, SECRET]), signers }).standard).toMatchObject({
    hint: secretHint(newest),
  });
  expect(check({ headers: { signature: signed().signature ?? "" }, signers })).toMatchObject({
    standard: { kind: "absent" },
    plain: { kind: "valid", hint: secretHint(SECRET), expiresAt: end },
  });
});

test("headers that are missing are named, and each way is judged for itself", () => {
  const { "webhook-id": _id, signature: _signature, ...rest } = signed();
  expect(check({ headers: rest })).toMatchObject({
    standard: { kind: "missing", names: ["webhook-id"] },
    plain: { kind: "absent" },
  });
  expect(check({ headers: {} })).toEqual({ ...both({ kind: "absent" }), age: null });
});

test("a header that is cut off, of another form or no time is named", () => {
  const headers = signed();
  const cut = (name: keyof typeof headers, length: number) => ({
    ...headers,
    [name]: headers[name]?.slice(0, length),
  });
  const of = (kind: string, name: string) => ({ kind, name });
  expect(check({ headers: cut("webhook-signature", 20) }).standard).toEqual(
    of("cut_off", "webhook-signature"),
  );
  expect(check({ headers: cut("signature", 63) }).plain).toEqual(of("cut_off", "signature"));
  expect(check({ headers: { ...headers, signature: "sha256=abc" } }).plain).toEqual(
    of("malformed", "signature"),
  );
  expect(check({ headers: { ...headers, "webhook-signature": "v2,abc" } }).standard).toEqual(
    of("malformed", "webhook-signature"),
  );
  expect(check({ headers: { ...headers, "webhook-timestamp": "today" } }).standard).toEqual(
    of("malformed", "webhook-timestamp"),
  );
});

test("how old a request is, or how far ahead, is said beside the verdict", () => {
  const later = new Date(NOW.getTime() + 3 * 3_600_000);
  expect(check({ now: later })).toMatchObject({ ...both({ kind: "valid" }), age: 3 * 3_600 });
  expect(check({ now: new Date(NOW.getTime() - 60_000) }).age).toBe(-60);
});

test("a body that a parser or an editor has been at is told, whether the event is on record or not", () => {
  const formatted = JSON.stringify(JSON.parse(BODY), null, 2);
  const changed = (difference: object) => both({ kind: "body", difference });
  expect(check({ body: formatted.replace("12.5", "12.50") })).toMatchObject(changed({ kind: "whitespace" }));
  expect(check({ body: `${BODY}\n` })).toMatchObject(changed({ kind: "edges" }));
  // Only the log knows how the number was written.
  expect(check({ body: formatted })).toMatchObject(both({ kind: "unknown" }));
  expect(check({ body: formatted, original: BODY })).toMatchObject(changed({ kind: "numbers" }));
  expect(check({ body: BODY.replace("12.50", "99"), original: BODY })).toMatchObject(
    changed({ kind: "content", path: "data.amount" }),
  );
});

test("the secret of another endpoint and one that has ended are recognised", () => {
  const other = newSecret();
  const signers = [signer(SECRET), signer(other, { kind: "other", endpoint: THERE })];
  expect(check({ headers: signed([other]), signers })).toMatchObject(
    both({ kind: "other_endpoint", endpoint: THERE }),
  );
  const ended = [signer(SECRET), signer(other, { kind: "ended" })];
  expect(check({ headers: signed([other]), signers: ended })).toMatchObject(
    both({ kind: "ended_secret", hint: secretHint(other) }),
  );
});

test("a signature that the log knows was made with a secret that is forgotten, unless its headers were changed", () => {
  const headers = signed([newSecret()]);
  expect(check({ headers, sent: [signed(), headers] })).toMatchObject(
    both({ kind: "ended_secret", hint: null }),
  );
  const moved = { ...headers, "webhook-timestamp": String(TIME + 1) };
  expect(check({ headers: moved, sent: [headers] }).standard).toEqual({
    kind: "changed_headers",
    names: ["webhook-timestamp"],
  });
  expect(check({ headers: signed([newSecret()]), sent: [headers] })).toMatchObject(both({ kind: "unknown" }));
});

test("a test call with a wrong signature is recognised as one, and one without any as well", () => {
  const content = { id: ID, timestamp: TIME, body: BODY };
  expect(check({ headers: signatureHeadersOf("tampered", content, [SECRET]) })).toMatchObject(
    both({ kind: "tampered" }),
  );
  expect(check({ headers: signatureHeadersOf("unsigned", content, [SECRET]) })).toMatchObject({
    standard: { kind: "missing", names: ["webhook-signature"] },
    plain: { kind: "absent" },
  });
});

test("the first six signatures count, so that a header full of them costs no more than one", () => {
  const [right = ""] = [signed()["webhook-signature"]];
  const wrong = `v1,${"A".repeat(43)}=`;
  const headersWith = (count: number) => ({
    ...signed(),
    "webhook-signature": [...Array<string>(count).fill(wrong), right].join(" "),
  });
  expect(check({ headers: headersWith(5) }).standard).toMatchObject({ kind: "valid" });
  expect(check({ headers: headersWith(6) }).standard).toEqual({ kind: "unknown" });
});

test("a secret signs a text once, however many signatures are compared with it", () => {
  const secret = vi.fn(() => SECRET);
  const signers = [Object.defineProperty(signer(SECRET, { kind: "live" }), "secret", { get: secret })];
  const wrong = `v1,${"A".repeat(43)}=`;
  const calls = (count: number) => {
    secret.mockClear();
    check({ headers: { ...signed(), "webhook-signature": Array(count).fill(wrong).join(" ") }, signers });
    return secret.mock.calls.length;
  };
  expect(calls(6)).toBe(calls(1));
});
