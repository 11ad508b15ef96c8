// A load balancer of the plainest kind: requests go in turn to the processes whose /readyz says 200, over connections
// that are kept. What fails is never tried again, so that whoever asks sees it.
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

const LOOK_EVERY_MS = 50;

export interface Balancer {
  url: string;
  add(backend: string): void;
  remove(backend: string): void;
  /** Resolves when this process gets requests. */
  untilReady(backend: string): Promise<void>;
  close(): Promise<void>;
}

export async function startBalancer(): Promise<Balancer> {
  const backends = new Set<string>();
  const ready = new Set<string>();
  const kept = new Agent({ keepAlive: true });
  let turn = 0;
  const server = createServer((incoming, answer) => {
    turn += 1;
    const backend = [...ready][turn % ready.size];
    if (backend) passOn(incoming, answer, { backend, kept });
    else answer.writeHead(502).end("no process is ready");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = new AbortController();
  const looking = lookAfter(backends, ready, stop.signal);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    add: (backend) => void backends.add(backend),
    remove: (backend) => void backends.delete(backend),
    async untilReady(backend) {
      while (!ready.has(backend)) await pause(LOOK_EVERY_MS);
    },
    async close() {
      stop.abort();
      await looking;
      kept.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
}

async function lookAfter(backends: Set<string>, ready: Set<string>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    for (const backend of [...ready].filter((known) => !backends.has(known))) ready.delete(backend);
    await Promise.all(
      [...backends].map(async (backend) => {
        const answer = await fetch(`${backend}/readyz`).catch(() => undefined);
        await answer?.arrayBuffer();
        if (answer?.ok) ready.add(backend);
        else ready.delete(backend);
      }),
    );
    await pause(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

function passOn(
  incoming: IncomingMessage,
  answer: ServerResponse,
  { backend, kept }: { backend: string; kept: Agent },
): void {
  const { method, url, headers } = incoming;
  const outgoing = request(backend + url, { method, headers, agent: kept }, (response) => {
    // The connection to the process is not the caller's.
    const { connection: _, ...others } = response.headers;
    answer.writeHead(response.statusCode ?? 502, others);
    response.pipe(answer);
  });
  outgoing.once("error", (error) => answer.writeHead(502).end(`${backend}: ${error.message}`));
  incoming.pipe(outgoing);
}
