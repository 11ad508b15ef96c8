// The one way out to merchants' servers. Every connection goes to an address that was checked at that moment, so
// neither DNS nor a literal address nor a redirect leads inside. Never throws for what the other side does.
import http from "node:http";
import https from "node:https";
import type { Cidr } from "../config/env-forms.ts";
import { assertAllowedLiteral, checkedLookup } from "./checked-lookup.ts";
import { explainError, type FailureReason, TimeoutError } from "./explain-error.ts";
import { readAnswer } from "./read-answer.ts";

export interface PostInput {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** The answer's status line decides; `failed` means that none came. Times in milliseconds. */
export type PostOutcome = (Answered | Failed) & { remoteAddress: string | null; durationMs: number };

interface Answered {
  kind: "answered";
  statusCode: number;
  headers: Record<string, string>;
  /** the first 16 KiB */
  body: string;
  truncated: boolean;
}

interface Failed {
  kind: "failed";
  reason: FailureReason;
  /** the system's words, e.g. ECONNREFUSED */
  detail: string;
}

export type Post = (input: PostInput) => Promise<PostOutcome>;

interface PostOptions {
  allowedAddresses: Cidr[];
  /** until the status line and headers are there, and again for the body */
  timeoutMs: number;
}

const CONNECT_TIMEOUT_MS = 5_000;
const MAX_HEADER_BYTES = 16 * 1024;
const KEEP_ALIVE = { keepAlive: true, maxFreeSockets: 16, scheduling: "lifo", timeout: 30_000 } as const;

/** Makes the sender. Connections are kept alive and shared by all who use this one. */
export function createPost(options: PostOptions): { post: Post; close(): void } {
  const agents = { "http:": new http.Agent(KEEP_ALIVE), "https:": new https.Agent(KEEP_ALIVE) };
  const lookup = checkedLookup(options.allowedAddresses);

  async function sendOnce(input: PostInput): Promise<{ outcome: PostOutcome; stale: boolean }> {
    const url = new URL(input.url);
    const startedAt = performance.now();
    const facts = (call?: http.ClientRequest) => ({
      remoteAddress: call?.socket?.remoteAddress ?? null,
      durationMs: Math.round(performance.now() - startedAt),
    });
    let call: http.ClientRequest | undefined;
    let connection: Connection | undefined;
    try {
      assertAllowedLiteral(url.hostname, options.allowedAddresses);
      call = (url.protocol === "https:" ? https : http).request(url, {
        method: "POST",
        agent: agents[url.protocol as keyof typeof agents],
        headers: { ...input.headers, "content-length": Buffer.byteLength(input.body) },
        lookup,
        maxHeaderSize: MAX_HEADER_BYTES,
      });
      connection = watchConnection(call, options.timeoutMs);
      call.end(input.body);
      const answer = await connection.answer;
      const known = facts(call);
      const read = await readAnswer(answer, options.timeoutMs);
      const statusCode = answer.statusCode ?? 0;
      return { outcome: { kind: "answered", statusCode, ...read, ...known }, stale: false };
    } catch (error) {
      const outcome: PostOutcome = { kind: "failed", ...explainError(error as Error), ...facts(call) };
      return { outcome, stale: outcome.reason === "connection" && connection?.diedUnused() === true };
    }
  }

  return {
    // A kept connection may have died unseen: the receiver never saw this request, so it goes out once more at once.
    async post(input) {
      const first = await sendOnce(input);
      return first.stale ? (await sendOnce(input)).outcome : first.outcome;
    },
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

interface Connection {
  answer: Promise<http.IncomingMessage>;
  /** a reused connection that brought no byte of an answer */
  diedUnused(): boolean;
}

function watchConnection(call: http.ClientRequest, timeoutMs: number): Connection {
  let bytesBefore = 0;
  const { promise, resolve, reject } = Promise.withResolvers<http.IncomingMessage>();
  // The promise is settled here and not left to the socket's events: Node drops some answers without any.
  const giveUp = (error: Error) => {
    reject(error);
    call.destroy();
  };
  const connecting = setTimeout(() => giveUp(new TimeoutError("no connection")), CONNECT_TIMEOUT_MS);
  const answering = setTimeout(() => giveUp(new TimeoutError("no answer")), timeoutMs);
  call.once("socket", (socket) => {
    bytesBefore = socket.bytesRead;
    if (call.reusedSocket) clearTimeout(connecting);
    else socket.once("encrypted" in socket ? "secureConnect" : "connect", () => clearTimeout(connecting));
  });
  call.once("response", resolve);
  call.on("error", reject); // stays, so that a late error finds a listener
  call.once("close", () => reject(new Error("connection closed")));
  call.once("upgrade", (_answer, socket) => {
    socket.destroy();
    reject(new Error("the receiver wanted another protocol"));
  });
  const answer = promise.finally(() => {
    clearTimeout(connecting);
    clearTimeout(answering);
  });
  return { answer, diedUnused: () => call.reusedSocket && call.socket?.bytesRead === bytesBefore };
}
