// A merchant's server on a real socket: answers as it is told and keeps what came.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";

interface Received {
  url: string;
  headers: Record<string, string>;
  body: string;
}

export type Answer = (request: Received, response: ServerResponse) => void;

export interface TestReceiver {
  url: string;
  received: Received[];
  /** how the next requests are answered; 200 until told otherwise */
  answer(answer: Answer): void;
  /** resolves when `count` requests have come since the receiver was made */
  until(count: number): Promise<Received[]>;
}

export const status =
  (code: number, headers: Record<string, string> = {}, body = ""): Answer =>
  (_request, response) =>
    void response.writeHead(code, headers).end(body);

export async function createTestReceiver(): Promise<TestReceiver> {
  const received: Received[] = [];
  const waiting: (() => void)[] = [];
  let answer: Answer = status(200);
  const server = createServer(async (request, response) => {
    const item = { url: request.url ?? "", headers: flat(request), body: await text(request) };
    received.push(item);
    for (const check of waiting) check();
    answer(item, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answer: (next) => {
      answer = next;
    },
    until: (count) =>
      new Promise((resolve) => {
        const check = () => {
          if (received.length >= count) resolve(received);
        };
        waiting.push(check);
        check();
      }),
  };
}

const flat = ({ headers }: IncomingMessage) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
