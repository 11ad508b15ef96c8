import { once } from "node:events";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Response } from "express";
import { NOTHING } from "./answer-plainly.ts";

export interface SentFile {
  lines: AsyncIterable<string>;
  type: string;
  name: string;
}

/**
 * Sends a file while it is read, as fast as it is taken: what is behind `lines` is asked for no more than the socket has
 * room for. Resolves when it is there or nobody wants it any more; a file that cannot be read to its end breaks off,
 * and one that cannot be read at all is an error before the answer has begun. Who asks for the head alone gets it.
 */
export async function sendFile(response: Response, { lines, type, name }: SentFile): Promise<void> {
  const file = Readable.from(lines);
  await once(file, "readable");
  response.set({
    "content-type": type,
    "content-disposition": `attachment; filename="${name}"`,
    "content-security-policy": NOTHING,
    "cache-control": "no-store",
  });
  if (response.req.method === "HEAD" || response.destroyed) {
    file.destroy();
    response.end();
    return;
  }
  await pipeline(file, response).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
  });
}
