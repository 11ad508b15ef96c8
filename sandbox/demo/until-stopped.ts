// The part that `npm run demo` and `npm run dev:sandbox` share: addresses, traffic, and an orderly end at Ctrl-C.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { ROOT } from "../app-process.ts";
import { SANDBOX_SHOP } from "../shopify/shop-data.ts";
import { type Stack, type StackOptions, startStack } from "../stack.ts";
import { createDemoShop, type DemoShop } from "./demo-shop.ts";
import { forgetTokens } from "./forget-tokens.ts";
import { keepMerchant } from "./keep-merchant.ts";
import { managementApi } from "./management-api.ts";
import { readyWorkflows } from "./ready-workflows.ts";
import { tellYear } from "./tell-year.ts";
import { RETRIES_MS, trickle } from "./trickle.ts";

/** Fixed, so that endpoints of the last time still lead to the receiver. */
const PORTS = { app: 4310, admin: 4311, receiver: 4312 };
const DATA_FOLDER = ".data/sandbox";
const DATA_DIR = path.join(ROOT, DATA_FOLDER);

/** `stopping`: aborted at Ctrl-C. Resolves when everything has ended; throws SandboxError when it cannot start. */
export async function runUntilStopped(
  stopping: AbortSignal,
  options: Pick<StackOptions, "mode" | "log">,
  say: (line: string) => void,
): Promise<void> {
  await mkdir(DATA_DIR, { recursive: true });
  const databaseUrl = process.env.DATABASE_URL;
  const demo = createDemoShop();
  const stack = await startStack({
    ...options,
    dataDir: DATA_DIR,
    databaseUrl,
    dataOf: demo.dataOf,
    ports: PORTS,
    signal: stopping,
  });
  const ending = new AbortController();
  const end = () => ending.abort();
  stopping.addEventListener("abort", end);
  stack.appEnded.then(end);
  try {
    await forgetTokens(DATA_DIR, databaseUrl);
    const token = await keepMerchant(stack, DATA_DIR, demo.shop.rules);
    await readyWorkflows(stack, demo.customer);
    say(`The panel, in a stand-in for Shopify's admin:  ${stack.adminUrl()}`);
    say(`Shopify Flow, with two workflows:              ${stack.flowUrl}`);
    say(`What the merchant's server receives:           ${stack.receiver.url}`);
    say("A token for the API, in another shell:");
    say(`  DATA_DIR=${DATA_FOLDER} npm run -s carillon -- token create --shop ${SANDBOX_SHOP} --scope write`);
    say(`  export CARILLON_URL=${stack.appUrl} CARILLON_TOKEN=car_…`);
    say(
      "A year of the shop passes now; then a webhook comes in every second or two. Ctrl-C stops everything.",
    );
    if (stopping.aborted) return;
    const stuck = await letYearPass(stack, token, demo, ending.signal);
    if (stuck && !ending.signal.aborted) say(stuck);
    await trickle(stack, demo, ending.signal, say);
    if (!stopping.aborted) say("The app has ended by itself.");
  } finally {
    await stack.stop();
  }
}

/** What went wrong, if something did: the demo goes on. */
async function letYearPass(
  stack: Stack,
  token: string,
  demo: DemoShop,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const api = managementApi(stack.appUrl, token);
    return (await tellYear(stack, api, demo, { signal, retries: RETRIES_MS })).stuck;
  } catch (error) {
    return (error as Error).message;
  } finally {
    demo.setClock(undefined);
  }
}
