// PURE: whether a request that somebody pasted is signed as Carillon signs, and if not, why.
import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import { type BodyDifference, compareBodies, otherForms } from "./compare-bodies.ts";
import type { PastedHeaders, SignatureHeader } from "./read-pasted-headers.ts";
import { standardKey } from "./secret.ts";
import { tampered } from "./sign.ts";

/** A secret by which a signature may have been made. */
export interface Signer {
  secret: string;
  /** live: of the endpoint · ended: of the endpoint, no longer · other: of another endpoint of the shop */
  kind: "live" | "ended" | "other";
  /** last characters */
  hint: string;
  /** for a live one: until when it signs; null for the newest */
  expiresAt: Date | null;
  endpoint: { id: string; url: string };
}

export interface PastedRequest {
  headers: PastedHeaders;
  body: string;
  signers: Signer[];
  /** the body as it was sent, where it is on record */
  original: string | undefined;
  /** the headers of the attempts that are on record */
  sent: PastedHeaders[];
  now: Date;
}

export type StyleVerdict =
  | { kind: "valid"; hint: string; expiresAt: Date | null }
  /** none of its headers is there */
  | { kind: "absent" }
  | { kind: "missing"; names: SignatureHeader[] }
  | { kind: "cut_off" | "malformed"; name: SignatureHeader }
  /** right for another form of this body */
  | { kind: "body"; difference: BodyDifference }
  | { kind: "other_endpoint"; endpoint: Signer["endpoint"] }
  /** `hint`: null when the secret itself is forgotten */
  | { kind: "ended_secret"; hint: string | null }
  /** a test call with a wrong signature on purpose */
  | { kind: "tampered" }
  | { kind: "changed_headers"; names: SignatureHeader[] }
  | { kind: "unknown" };

export interface SignatureReport {
  /** webhook-signature */
  standard: StyleVerdict;
  /** signature, signature-next */
  plain: StyleVerdict;
  /** seconds since `webhook-timestamp`; negative when it lies in the future, null when there is none */
  age: number | null;
}

export function checkSignature(request: PastedRequest): SignatureReport {
  return {
    standard: judgeStandard(request),
    plain: judgePlain(request),
    age: ageOf(request),
  };
}

export const isSigned = ({ standard, plain }: SignatureReport): boolean =>
  standard.kind === "valid" || plain.kind === "valid";

function ageOf({ headers, now }: PastedRequest): number | null {
  const time = headers["webhook-timestamp"];
  return time !== undefined && /^\d{1,12}$/.test(time)
    ? Math.floor(now.getTime() / 1_000) - Number(time)
    : null;
}

const STANDARD = ["webhook-id", "webhook-timestamp", "webhook-signature"] as const;
/** 32 bytes */
const BASE64 = /^v1,[A-Za-z0-9+/]{43}=$/;
const HEX = /^[0-9a-f]{64}$/i;

function judgeStandard(request: PastedRequest): StyleVerdict {
  const { headers } = request;
  const missing = STANDARD.filter((name) => !headers[name]);
  if (missing.length === STANDARD.length) return { kind: "absent" };
  if (missing.length > 0) return { kind: "missing", names: missing };
  const id = headers["webhook-id"] ?? "";
  const time = headers["webhook-timestamp"] ?? "";
  if (!/^\d+$/.test(time)) return { kind: "malformed", name: "webhook-timestamp" };
  const given = (headers["webhook-signature"] ?? "").split(/[ ]+/).filter(Boolean);
  const whole = given.filter((one) => BASE64.test(one));
  if (whole.length === 0)
    return unreadable("webhook-signature", given.at(-1) ?? "", /^v1,[A-Za-z0-9+/]{0,43}$/);
  const signatures = whole.map((one) => Buffer.from(one.slice(3), "base64"));
  const sign = (secret: string, body: string) =>
    createHmac("sha256", createSecretKey(standardKey(secret)))
      .update(`${id}.${time}.${body}`)
      .digest();
  return judge(request, signatures, sign) ?? onRecord(request, whole);
}

function judgePlain(request: PastedRequest): StyleVerdict {
  const names = (["signature", "signature-next"] as const).filter((name) => request.headers[name]);
  const [name] = names;
  if (!name) return { kind: "absent" };
  const given = names.map((one) => (request.headers[one] ?? "").toLowerCase());
  const whole = given.filter((one) => HEX.test(one));
  if (whole.length === 0) return unreadable(name, given[0] ?? "", /^[0-9a-f]*$/);
  const signatures = whole.map((one) => Buffer.from(one, "hex"));
  const sign = (secret: string, body: string) => createHmac("sha256", secret).update(body).digest();
  return judge(request, signatures, sign) ?? onRecord(request, whole);
}

const unreadable = (name: SignatureHeader, text: string, beginning: RegExp): StyleVerdict => ({
  kind: beginning.test(text) ? "cut_off" : "malformed",
  name,
});

type Sign = (secret: string, body: string) => Buffer;

/** More than an endpoint has secrets that sign at a time. */
const MOST_SIGNATURES = 6;

/** undefined when no secret that is known explains it. */
function judge(request: PastedRequest, signatures: Buffer[], sign: Sign): StyleVerdict | undefined {
  const { body, original, signers } = request;
  const looked = signatures.slice(0, MOST_SIGNATURES);
  const signerOf = (kind: Signer["kind"], text: string): Signer | undefined =>
    signers.find((signer) => {
      if (signer.kind !== kind) return false;
      const right = sign(signer.secret, text);
      return looked.some((one) => timingSafeEqual(one, right));
    });
  const live = signerOf("live", body);
  if (live) return { kind: "valid", hint: live.hint, expiresAt: live.expiresAt };
  const asSent = original !== undefined && signerOf("live", original);
  if (asSent) return { kind: "body", difference: compareBodies(body, original) ?? { kind: "edges" } };
  const form = otherForms(body).find((other) => signerOf("live", other.body));
  if (form) return { kind: "body", difference: form.difference };
  const texts = new Set([body, ...(original === undefined ? [] : [original])]);
  if ([...texts].some((text) => signerOf("live", tampered(text)))) return { kind: "tampered" };
  for (const text of texts) {
    const ended = signerOf("ended", text);
    if (ended) return { kind: "ended_secret", hint: ended.hint };
    const other = signerOf("other", text);
    if (other) return { kind: "other_endpoint", endpoint: other.endpoint };
  }
  return undefined;
}

/** What the log says of a signature that no secret of today explains. */
function onRecord({ headers, sent }: PastedRequest, signatures: string[]): StyleVerdict {
  const attempt = sent.find((one) =>
    [one["webhook-signature"], one.signature, one["signature-next"]]
      .flatMap((text) => text?.split(" ") ?? [])
      .some((text) => signatures.includes(text)),
  );
  if (!attempt) return { kind: "unknown" };
  const names = (["webhook-id", "webhook-timestamp"] as const).filter(
    (name) => headers[name] !== undefined && headers[name] !== attempt[name],
  );
  return names.length > 0 ? { kind: "changed_headers", names } : { kind: "ended_secret", hint: null };
}
