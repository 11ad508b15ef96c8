// A receiver below HTTP: what it writes is what goes over the wire.
import { type AddressInfo, createServer, type Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import { afterAll } from "vitest";

export interface RawReceiver {
  url: string;
  /** that there were */
  connections(): number;
  /** that are open now */
  open: Set<Socket>;
  /** that came, over all connections */
  requests(): number;
}

/** `onRequest` gets each request's socket, its number on this connection from 1, and the number of the connection. */
export async function createRawReceiver(
  onRequest: (socket: Socket, request: number, connection: number) => void,
  tls?: TlsOptions,
): Promise<RawReceiver> {
  const open = new Set<Socket>();
  let connections = 0;
  let requests = 0;
  const accept = (socket: Socket) => {
    connections += 1;
    const connection = connections;
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    let seen = 0;
    let text = "";
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      for (let end = endOfRequest(text); end > 0; end = endOfRequest(text)) {
        text = text.slice(end);
        requests += 1;
        seen += 1;
        onRequest(socket, seen, connection);
      }
    });
  };
  const server = tls ? createTlsServer(tls, accept) : createServer(accept);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? "https" : "http"}://127.0.0.1:${port}/hook`,
    connections: () => connections,
    open,
    requests: () => requests,
  };
}

/** Where the first request ends; 0 while it is not all there. */
function endOfRequest(text: string): number {
  const head = text.indexOf("\r\n\r\n");
  const length = Number(/content-length: (\d+)/i.exec(text)?.[1]);
  const end = head + 4 + length;
  return head >= 0 && text.length >= end ? end : 0;
}

export const OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
