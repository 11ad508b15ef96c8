// The one way out to merchants' servers. Every connection goes to an address that was checked at that moment, so
// neither DNS nor a literal address nor a redirect leads inside. Never throws for what the other side does, and says
// nothing of the URL, the headers and the bodies when it fails.
import http from "node:http";
import type { Cidr } from "../config/env-forms.ts";
import { assertAllowedLiteral } from "./checked-lookup.ts";
import { createConnections } from "./connections.ts";
import { exchange, StaleConnectionError } from "./exchange.ts";
import { explainError, type FailureReason } from "./explain-error.ts";
import { type KeptAnswer, keepAnswer } from "./keep-answer.ts";
import { createResolveHost, type ResolveHost } from "./resolve-host.ts";
import { readTarget, type Target } from "./target.ts";

export interface PostInput {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** The answer's status line decides; `failed` means that none came. Times in milliseconds, up to the headers. */
export type PostOutcome = (Answered | Failed) & { remoteAddress: string | null; durationMs: number };

interface Answered extends KeptAnswer {
  kind: "answered";
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
  resolveHost?: ResolveHost;
}

const MAX_HEADER_BYTES = 16 * 1024;

/** Makes the sender. Connections are kept alive and shared by all who use this one. */
export function createPost(options: PostOptions): { post: Post; close(): void } {
  const { allowedAddresses, timeoutMs, resolveHost = createResolveHost() } = options;
  const connections = createConnections(allowedAddresses, resolveHost);
  let closed = false;

  async function post(input: PostInput): Promise<PostOutcome> {
    const startedAt = performance.now();
    const since = (time: number) => Math.round(time - startedAt);
    let call: http.ClientRequest | undefined;
    const send = async (target: Target): Promise<PostOutcome> => {
      call = http.request({ ...requestOptions(target, input), agent: connections.agentFor(target.protocol) });
      const limits = { head: timeoutMs - since(performance.now()), body: timeoutMs };
      const { answer, raw, remoteAddress, answeredAt } = await exchange(call, input.body, limits);
      const kept = await keepAnswer(answer, raw);
      return { kind: "answered", ...kept, remoteAddress, durationMs: since(answeredAt) };
    };
    try {
      const target = readTarget(input.url);
      assertAllowedLiteral(target.host, allowedAddresses);
      return await send(target).catch((error) => {
        if (!(error instanceof StaleConnectionError) || closed) throw error;
        // The receiver never saw this request, so it goes out once more at once, on a connection of its own.
        connections.dropIdle(target);
        return send(target);
      });
    } catch (error) {
      const remoteAddress = call?.socket?.remoteAddress ?? null;
      return {
        kind: "failed",
        ...explainError(error as Error),
        remoteAddress,
        durationMs: since(performance.now()),
      };
    }
  }

  return {
    post,
    close() {
      closed = true;
      connections.close();
    },
  };
}

function requestOptions(target: Target, { headers, body }: PostInput): http.RequestOptions {
  const { hostHeader, ...where } = target;
  const lines = ["host", hostHeader, "content-length", String(Buffer.byteLength(body))];
  for (const name in headers) lines.push(name, headers[name] as string);
  return { ...where, method: "POST", headers: lines, maxHeaderSize: MAX_HEADER_BYTES };
}
