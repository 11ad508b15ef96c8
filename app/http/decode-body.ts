import type { Transform } from "node:stream";
import { constants, createBrotliDecompress, createUnzip, createZstdDecompress } from "node:zlib";
import { type RawBody, READ_BYTES } from "./read-body.ts";

/** 8 MiB, as RFC 8878 asks; more is memory that the receiver would make us hold. */
const ZSTD_WINDOW = { params: { [constants.ZSTD_d_windowLogMax]: 23 } };
const DECODERS = new Map<string, () => Transform>([
  ["gzip", createUnzip],
  ["x-gzip", createUnzip],
  ["deflate", createUnzip],
  ["br", createBrotliDecompress],
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
    const { bytes, complete } = await pass(body.bytes, decoder());
    body = { bytes, complete: complete && body.complete };
  }
  return body;
}

function pass(bytes: Buffer, decoder: Transform): Promise<RawBody> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => decoder.destroy(), LIMIT_MS);
    const done = (complete: boolean) => {
      clearTimeout(timer);
      resolve({ bytes: Buffer.concat(chunks), complete });
    };
    decoder.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > READ_BYTES) decoder.destroy();
    });
    decoder.once("end", () => done(true));
    decoder.on("error", () => done(false));
    decoder.once("close", () => done(false));
    decoder.write(bytes, () => decoder.end()); // in two steps, so that a body that breaks off is read up to there
  });
}
