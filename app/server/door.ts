// How a server stops without losing a request. First it only says that it will: /readyz turns 503 and every answer asks
// for a new connection, while it serves on for as long as load balancers need to notice. Then it lets nobody in any more.
import type { RequestListener, Server, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

/** What is still under way then is cut off. */
const LAST_MS = 10_000;

export interface Door {
  isClosing(): boolean;
  /** to be put around what answers the server's requests */
  watch(app: RequestListener): RequestListener;
  close(server: Server): Promise<void>;
}

/** `drainSeconds`: how long it serves on. */
export function createDoor(drainSeconds: number): Door {
  const underWay = new Set<ServerResponse>();
  let closing = false;
  return {
    isClosing: () => closing,
    watch: (app) => (request, response) => {
      if (closing) askForNewConnection(response);
      underWay.add(response);
      response.once("close", () => underWay.delete(response));
      app(request, response);
    },
    async close(server) {
      closing = true;
      for (const response of underWay) askForNewConnection(response);
      await pause(drainSeconds * 1_000);
      await closeServer(server);
    },
  };
}

function askForNewConnection(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader("connection", "close");
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), LAST_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
