import { createHmac } from "node:crypto";
import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { createSeal, SealError } from "../../app/signing/seal.ts";
import { newSecret, secretHint, secretProblem } from "../../app/signing/secret.ts";
import { signatureHeaders } from "../../app/signing/sign.ts";
import { isFromShopify } from "../../app/signing/verify-shopify.ts";

const now = () => Math.floor(Date.now() / 1000);
const ownSecret = fc.stringMatching(/^[\x21-\x7e]{24,128}$/).filter((text) => !text.startsWith("whsec_"));

test("the Standard Webhooks library accepts what is signed, for made and for own secrets", () => {
  fc.assert(
    fc.property(fc.oneof(fc.constant(null).map(newSecret), ownSecret), fc.jsonValue(), (secret, value) => {
      const body = JSON.stringify(value);
      const headers = signatureHeaders({ id: "evt_1", timestamp: now(), body }, [secret]);
      const oracle = secret.startsWith("whsec_")
        ? new Webhook(secret)
        : new Webhook(secret, { format: "raw" });
      expect(oracle.verify(body, headers)).toEqual(JSON.parse(body));
      expect(headers.signature).toBe(createHmac("sha256", secret).update(body).digest("hex"));
      expect(headers).not.toHaveProperty("signature-next");
    }),
  );
});

test.each([
  {
    secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    content: { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1614265330, body: '{"test": 2432232314}' },
    signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  },
  {
    secret: "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
    content: {
      id: "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk",
      timestamp: 1649367553,
      body: '{"email":"test@example.com","username":"test_user"}',
    },
    signature: "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=",
  },
])("the published vector of $content.id comes out", ({ secret, content, signature }) => {
  expect(secretProblem(secret)).toBeUndefined();
  expect(signatureHeaders(content, [secret])["webhook-signature"]).toBe(signature);
});

test("a changed body, id or time is refused", () => {
  const secret = newSecret();
  const oracle = new Webhook(secret);
  const headers = signatureHeaders({ id: "evt_1", timestamp: now(), body: "{}" }, [secret]);
  expect(() => oracle.verify("{ }", headers)).toThrow();
  expect(() => oracle.verify("{}", { ...headers, "webhook-id": "evt_2" })).toThrow();
  expect(() => oracle.verify("{}", { ...headers, "webhook-timestamp": String(now() - 10) })).toThrow();
});

test("during a rotation receivers with the old secret and with the new one both verify", () => {
  const [newest, oldest] = [newSecret(), newSecret()];
  const headers = signatureHeaders({ id: "evt_1", timestamp: now(), body: "{}" }, [newest, oldest]);
  for (const secret of [newest, oldest]) expect(new Webhook(secret).verify("{}", headers)).toEqual({});
  const hex = (secret: string) => createHmac("sha256", secret).update("{}").digest("hex");
  expect([headers.signature, headers["signature-next"]]).toEqual([hex(oldest), hex(newest)]);
  expect(headers["webhook-signature"]?.split(" ")).toHaveLength(2);
});

test("secrets of the merchant's own are accepted within the rules and explained beyond them", () => {
  fc.assert(
    fc.property(ownSecret, (secret) => {
      expect(secretProblem(secret)).toBeUndefined();
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 24, maxLength: 64 }), (bytes) => {
      expect(secretProblem(`whsec_${Buffer.from(bytes).toString("base64")}`)).toBeUndefined();
    }),
  );
  expect(secretProblem(newSecret())).toBeUndefined();
  for (const wrong of ["short", "x".repeat(129), `${"x".repeat(30)} y`, `${"x".repeat(30)}ä`]) {
    expect(secretProblem(wrong)).toMatch(/24 to 128/);
  }
  for (const wrong of [
    `whsec_${"!".repeat(40)}`,
    `whsec_${"A".repeat(24)}`,
    `whsec_${Buffer.alloc(65).toString("base64")}`,
    `whsec_${Buffer.alloc(32, 255).toString("base64url")}`,
    `whsec_${Buffer.alloc(32).toString("base64")}==`,
  ]) {
    expect(secretProblem(wrong)).toMatch(/24 to 64 bytes/);
  }
});

test("a secret's hint is its last four characters", () => {
  expect(secretHint("whsec_abcd")).toBe("abcd");
});

test("what is sealed opens under its own context alone, and never looks the same twice", () => {
  const seal = createSeal([Buffer.alloc(32, 1)]);
  fc.assert(
    fc.property(fc.string(), (text) => {
      const sealed = seal.seal(text, "secret a");
      expect(seal.open(sealed, "secret a")).toBe(text);
      expect(seal.seal(text, "secret a")).not.toBe(sealed);
      expect(() => seal.open(sealed, "secret b")).toThrow(SealError);
    }),
  );
});

test("older keys still open, a missing key and a changed text are refused", () => {
  const [older, newer] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
  const sealed = createSeal([older]).seal("text", "c");
  expect(createSeal([newer, older]).open(sealed, "c")).toBe("text");
  expect(() => createSeal([newer]).open(sealed, "c")).toThrow("ENCRYPTION_KEY");
  const changed = sealed.slice(0, -2) + (sealed.endsWith("AA") ? "BB" : "AA");
  expect(() => createSeal([older]).open(changed, "c")).toThrow(SealError);
});

test("Shopify's proof holds for the raw bytes and one of the secrets only", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), fc.uint8Array(), (bytes, other) => {
      const body = Buffer.from(bytes);
      const proof = createHmac("sha256", "old").update(body).digest("base64");
      expect(isFromShopify(body, proof, ["new", "old"])).toBe(true);
      expect(isFromShopify(body, proof, ["new"])).toBe(false);
      expect(isFromShopify(Buffer.concat([body, Buffer.from("x")]), proof, ["old"])).toBe(false);
      expect(isFromShopify(body, Buffer.from(other).toString("base64"), ["old"])).toBe(false);
    }),
  );
  expect(isFromShopify(Buffer.from("{}"), undefined, ["old"])).toBe(false);
  expect(isFromShopify(Buffer.from("{}"), "", [])).toBe(false);
});
