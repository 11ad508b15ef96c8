import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
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
  const sockets = new Set<Socket>(); // the server forgets those that became web sockets
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
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
        for (const socket of sockets) socket.destroy();
      }),
  };
}

const inUse = (port: number) => `Port ${port} is taken. Is another sandbox running? Stop it first.`;
