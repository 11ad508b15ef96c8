import type { IncomingMessage } from "node:http";

/** A sender that is slower than this holds a place that others need. */
const DEADLINE_MS = 10_000;

export type ReadOutcome =
  | {
      kind: "body";
      body: Buffer;
      /** gives the bytes back to the budget */
      release(): void;
    }
  | { kind: "too_large" | "busy" | "too_slow" | "aborted" };

interface Limits {
  maxBytes: number;
  maxBytesInFlight: number;
}

/** Reads request bodies within a budget that all requests of one reader share. */
export function createBodyReader({
  maxBytes,
  maxBytesInFlight,
}: Limits): (request: IncomingMessage) => Promise<ReadOutcome> {
  let inFlight = 0;

  return (request) =>
    new Promise((resolve) => {
      if (Number(request.headers["content-length"] ?? 0) > maxBytes) return resolve({ kind: "too_large" });
      const chunks: Buffer[] = [];
      let size = 0;
      const release = () => {
        inFlight -= size;
        size = 0;
      };
      const giveUp = (kind: "too_large" | "busy" | "too_slow" | "aborted") => {
        clearTimeout(deadline);
        request.removeAllListeners("data").resume();
        release();
        resolve({ kind });
      };
      const deadline = setTimeout(() => giveUp("too_slow"), DEADLINE_MS);
      request.on("data", (chunk: Buffer) => {
        size += chunk.length;
        inFlight += chunk.length;
        if (size > maxBytes) giveUp("too_large");
        else if (inFlight > maxBytesInFlight) giveUp("busy");
        else chunks.push(chunk);
      });
      request.once("end", () => {
        clearTimeout(deadline);
        resolve({ kind: "body", body: Buffer.concat(chunks), release });
      });
      request.once("error", () => giveUp("aborted"));
      request.once("close", () => {
        if (!request.complete) giveUp("aborted");
      });
    });
}
