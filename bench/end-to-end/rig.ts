// What stands around whatever is measured: a database server, Shopify's side and the merchants' side.
import { type Child, startChild } from "./child.ts";
import { type DatabaseServer, startDatabaseServer } from "./database.ts";

export interface Rig {
  server: DatabaseServer;
  sender: Child;
  receiver: Child;
  receiverUrl: string;
  stop(): Promise<void>;
}

export async function startRig(): Promise<Rig> {
  const server = await startDatabaseServer();
  const [sender, receiver] = [
    startChild("bench/end-to-end/sender.ts"),
    startChild("bench/end-to-end/receiver.ts"),
  ];
  receiver.onTold((arrived) => void sender.ask("arrived", arrived));
  const port = await receiver.ask<number>("listen");
  return {
    ...{ server, sender, receiver, receiverUrl: `http://127.0.0.1:${port}` },
    async stop() {
      await Promise.all([sender.stop(), receiver.stop()]);
      await server.stop();
    },
  };
}

const POLL_MS = 20;

/** Polls until `done` says so; throws with `what` when it takes too long. */
export async function until(what: string, limitMs: number, done: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + limitMs; Date.now() < end; await pause(POLL_MS)) if (await done()) return;
  throw new Error(`${what} has not happened in ${limitMs / 1_000} s.`);
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
