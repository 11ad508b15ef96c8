import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SandboxError } from "./sandbox-error.ts";

export interface Listening {
  url: string;
  port: number;
  server: Server;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** Serves on 127.0.0.1 only. `port` 0 or undefined: a free one. */
export async function listen(handler: RequestListener, port = 0): Promise<Listening> {
  const server = createServer(handler);
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? new SandboxError(inUse(port)) : error);
    server.once("error", refuse).listen(port, "127.0.0.1", () => resolve());
  });
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    server,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const inUse = (port: number) => `Port ${port} is taken. Is another sandbox running? Stop it first.`;
