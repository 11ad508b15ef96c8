import type { IncomingMessage } from "node:http";

export const READ_BYTES = 64 * 1024;
/** What one body may take on the wire, with the wrapping of its chunks, which may be far longer than they are. */
const WIRE_BYTES = 256 * 1024;

export interface RawBody {
  /** at most one read beyond READ_BYTES */
  bytes: Buffer;
  /** whether that is all of it */
  complete: boolean;
}

/**
 * Reads as much of a body as is worth keeping, within `limitMs`, and ends the connection when there is more. Never
 * rejects. Listens at once: an answer may break in the same tick in which its headers come.
 */
export function readBody(answer: IncomingMessage, limitMs: number): Promise<RawBody> {
  return new Promise((resolve) => {
    const { socket } = answer;
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => answer.destroy(), limitMs);
    const wireBefore = socket.bytesRead;
    const done = () => {
      clearTimeout(timer);
      resolve({ bytes: Buffer.concat(chunks), complete: answer.complete && size <= READ_BYTES });
    };
    answer.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > READ_BYTES || socket.bytesRead - wireBefore > WIRE_BYTES) answer.destroy();
    });
    answer.on("error", () => undefined); // an answer that breaks off is incomplete, and kept
    answer.once("end", done);
    answer.once("close", done);
  });
}
