import type { Transform } from "node:stream";
import { constants, createBrotliDecompress, createUnzip, createZstdDecompress } from "node:zlib";
import { type RawBody, READ_BYTES } from "./read-body.ts";

const unzip = () => createUnzip({ finishFlush: constants.Z_SYNC_FLUSH });

/** finishFlush: what there is of a body that breaks off is still read. */
const DECODERS: Record<string, () => Transform> = {
  gzip: unzip,
  "x-gzip": unzip,
  deflate: unzip,
  br: () => createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH }),
  // 23: windows of 8 MiB, as RFC 8878 asks; more is memory that the receiver would make us hold
  zstd: () =>
    createZstdDecompress({
      finishFlush: constants.ZSTD_e_flush,
      params: { [constants.ZSTD_d_windowLogMax]: 23 },
    }),
};

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
  const decoders = layers.filter((layer) => layer && layer !== "identity").map((layer) => DECODERS[layer]);
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
    decoder.end(bytes);
  });
}
