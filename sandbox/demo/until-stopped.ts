// The part that `npm run demo` and `npm run dev:sandbox` share: addresses, traffic, and an orderly end at Ctrl-C.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { ROOT } from "../app-process.ts";
import { type StackOptions, startStack } from "../stack.ts";
import { keepMerchant } from "./keep-merchant.ts";
import { trickle } from "./trickle.ts";

/** Fixed, so that endpoints of the last time still lead to the receiver. */
const PORTS = { app: 4310, admin: 4311, receiver: 4312 };
const DATA_DIR = path.join(ROOT, ".data/sandbox");

/** `stopping`: aborted at Ctrl-C. Resolves when everything has ended; throws SandboxError when it cannot start. */
export async function runUntilStopped(
  stopping: AbortSignal,
  options: Pick<StackOptions, "mode" | "log">,
  say: (line: string) => void,
): Promise<void> {
  await mkdir(DATA_DIR, { recursive: true });
  const databaseUrl = process.env.DATABASE_URL;
  const stack = await startStack({
    ...options,
    dataDir: DATA_DIR,
    databaseUrl,
    ports: PORTS,
    signal: stopping,
  });
  const ending = new AbortController();
  const end = () => ending.abort();
  stopping.addEventListener("abort", end);
  stack.appEnded.then(end);
  try {
    await keepMerchant(stack, DATA_DIR);
    say(`The panel, in a stand-in for Shopify's admin:  ${stack.adminUrl()}`);
    say(`What the merchant's server receives:           ${stack.receiver.url}`);
    say("A webhook comes in every second or two. Ctrl-C stops everything.");
    if (stopping.aborted) return;
    await trickle(stack, ending.signal, say);
    if (!stopping.aborted) say("The app has ended by itself.");
  } finally {
    await stack.stop();
  }
}
