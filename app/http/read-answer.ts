// Reads as much of an answer as is worth keeping. The status line has decided already, so a body that is too long,
// slow, broken or badly compressed is no error: what came of it is kept.
import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { createBrotliDecompress, createUnzip } from "node:zlib";

const READ_BYTES = 64 * 1024;
const KEEP_BYTES = 16 * 1024;

export interface ReadAnswer {
  headers: Record<string, string>;
  body: string;
  truncated: boolean;
}

/** `timeoutMs`: how long the body may take. */
export async function readAnswer(answer: IncomingMessage, timeoutMs: number): Promise<ReadAnswer> {
  answer.on("error", () => undefined);
  const stream = decompressed(answer);
  const chunks: Buffer[] = [];
  let size = 0;
  let complete = false;
  const timer = setTimeout(() => stream.destroy(), timeoutMs);
  try {
    for await (const chunk of stream) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size >= READ_BYTES) break;
    }
    complete = size < READ_BYTES && answer.complete;
  } catch {
    // truncated says it
  } finally {
    clearTimeout(timer);
    if (!complete) answer.destroy();
  }
  const body = Buffer.concat(chunks).subarray(0, KEEP_BYTES);
  return { headers: plainHeaders(answer), body: storable(body), truncated: !complete || size > KEEP_BYTES };
}

function decompressed(answer: IncomingMessage): Readable {
  const encoding = answer.headers["content-encoding"]?.toLowerCase();
  const unzip =
    encoding === "br"
      ? createBrotliDecompress()
      : encoding === "gzip" || encoding === "deflate"
        ? createUnzip()
        : null;
  if (!unzip) return answer;
  answer.once("close", () => {
    if (!answer.complete) unzip.destroy();
  });
  return answer.pipe(unzip);
}

function plainHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, storable(String(value))]));
}

/** PostgreSQL's text has no NUL. */
const storable = (value: string | Buffer): string => String(value).replaceAll("\u0000", "\ufffd");
