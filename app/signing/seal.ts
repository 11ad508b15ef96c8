// Encryption at rest for signing secrets, merchant headers and Shopify tokens: AES-256-GCM, a fresh nonce each time.
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";

export interface Seal {
  /** `context` says what the text is and whose (e.g. `secret sec_…`): a sealed text opens only under its own. */
  seal(text: string, context: string): string;
  /** Throws SealError when no key fits or the text was changed or moved. */
  open(sealed: string, context: string): string;
  /** 32 bytes: always the same for a context as long as the newest key is, and unknown to whoever has no key. */
  derive(context: string): Buffer;
  /** Which keys there are, the newest first. A sealed text carries the id of its own after the first dot. */
  keyIds: string[];
}

export class SealError extends Error {
  override name = "SealError";
}

/** `keys`: 32 bytes each; the first seals, all open. */
export function createSeal(keys: Buffer[]): Seal {
  const [newest] = keys;
  if (!newest) throw new SealError("no encryption key");
  const byId = new Map(keys.map((key) => [keyId(key), key]));
  return {
    keyIds: [...byId.keys()],
    seal(text, context) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", newest, nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return `v1.${keyId(newest)}.${body.toString("base64url")}`;
    },
    derive: (context) => Buffer.from(hkdfSync("sha256", newest, "", context, 32)),
    open(sealed, context) {
      const [version, id = "", text = ""] = sealed.split(".");
      const key = byId.get(id);
      if (version !== "v1" || !key) throw new SealError("sealed with a key that is not in ENCRYPTION_KEY");
      const body = Buffer.from(text, "base64url");
      try {
        const decipher = createDecipheriv("aes-256-gcm", key, body.subarray(0, 12));
        decipher.setAAD(Buffer.from(context)).setAuthTag(body.subarray(-16));
        return Buffer.concat([decipher.update(body.subarray(12, -16)), decipher.final()]).toString("utf8");
      } catch {
        throw new SealError("the sealed text was changed or belongs elsewhere");
      }
    },
  };
}

const keyId = (key: Buffer) => createHash("sha256").update(key).digest("hex").slice(0, 8);
