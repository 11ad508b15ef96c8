import type { Transform } from "node:stream";
import {
  constants,
  createBrotliDecompress,
  createInflateRaw,
  createUnzip,
  createZstdDecompress,
} from "node:zlib";
import { type RawBody, READ_BYTES } from "./read-body.ts";

/** 8 MiB, as RFC 8878 asks; more is memory that the receiver would make us hold. */
const ZSTD_WINDOW = { params: { [constants.ZSTD_d_windowLogMax]: 23 } };
/** Made for a body by its first bytes. */
type Decoder = (bytes: Buffer) => Transform;
const DECODERS = new Map<string, Decoder>([
  ["gzip", () => createUnzip()],
  ["x-gzip", () => createUnzip()],
  // Many servers leave zlib's header out.
  ["deflate", (bytes) => (hasHeader(bytes) ? createUnzip() : createInflateRaw())],
  ["br", () => createBrotliDecompress()],
  ["zstd", () => createZstdDecompress(ZSTD_WINDOW)],
]);

/** Compressed twice is odd, more often is an attack. */
const MAX_LAYERS = 2;
/** Decompressing 64 KiB takes 1 ms; this is for threads that are all taken. */
const LIMIT_MS = 1_000;

/**
 * Undoes `content-encoding`, each layer up to READ_BYTES. A body of an unknown encoding, or of too many, stays as it is;
 * a badly compressed one is kept up to the mistake and is incomplete. Never rejects.
 */
export async function decodeBody(raw: RawBody, contentEncoding: string | undefined): Promise<RawBody> {
  const layers = (contentEncoding ?? "").toLowerCase().split(/[\s,]+/);
  const decoders = layers
    .filter((layer) => layer && layer !== "identity")
    .map((layer) => DECODERS.get(layer));
  if (decoders.length === 0 || decoders.length > MAX_LAYERS) return raw;
  let body = raw;
  for (const decoder of decoders.reverse()) {
    if (!decoder) return body;
    const { bytes, complete } = await undo(body.bytes, decoder);
    body = { bytes, complete: complete && body.complete };
  }
  return body;
}

/** zlib's (RFC 1950) or gzip's. */
function hasHeader(bytes: Buffer): boolean {
  if (bytes.length < 2) return true;
  const start = bytes.readUInt16BE(0);
  return start === 0x1f8b || ((start >> 8) % 16 === 8 && start % 31 === 0);
}

/** A decoder drops what it made of the piece with the mistake: the longest beginning without one is looked for. */
async function undo(bytes: Buffer, decoder: Decoder): Promise<RawBody> {
  const deadline = performance.now() + LIMIT_MS;
  const whole = await pass(bytes, decoder(bytes));
  if (!whole.mistaken) return whole;
  let kept = whole.bytes;
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1 && performance.now() < deadline) {
    const middle = Math.floor((good + bad) / 2);
    const part = await pass(bytes.subarray(0, middle), decoder(bytes));
    if (part.mistaken) {
      bad = middle;
    } else {
      good = middle;
      kept = part.bytes;
    }
  }
  return { bytes: kept, complete: false };
}

/** mistaken: the bytes are wrong, not only cut off */
function pass(bytes: Buffer, decoder: Transform): Promise<RawBody & { mistaken: boolean }> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let read = false;
    const timer = setTimeout(() => decoder.destroy(), LIMIT_MS);
    const done = (complete: boolean, mistaken = false) => {
      clearTimeout(timer);
      resolve({ bytes: Buffer.concat(chunks), complete, mistaken });
    };
    decoder.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > READ_BYTES) decoder.destroy();
    });
    decoder.once("end", () => done(true));
    decoder.on("error", () => done(false, !read));
    decoder.once("close", () => done(false));
    // In two steps, so that a body that breaks off is read up to there.
    decoder.write(bytes, (error) => {
      if (error) return;
      read = true;
      decoder.end();
    });
  });
}
