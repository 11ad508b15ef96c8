// The sandbox and the Chromium of the browser tests. Starting them costs more than most tests do, so the files that a
// worker runs one after the other share them, each with a shop of its own; they end with the worker.
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { Browser } from "playwright-core";
import { startReceiver } from "#sandbox/receiver/start-receiver.ts";
import { type Stack, startStack } from "#sandbox/stack.ts";
import { launchBrowser } from "./browser.ts";
import { buildApp } from "./build-app.ts";
import { cloneTemplate } from "./test-database.ts";

export interface PanelStack {
  stack: Stack;
  /** the app's database */
  db: pg.Pool;
}

const SHOPS = Array.from({ length: 40 }, (_, index) => `shop-${index + 1}.myshopify.com`);

/** Shopify tries again as well. */
const RETRIES = [500, 2_000];

let browser: Promise<Browser | undefined> | undefined;
let shared: Promise<PanelStack> | undefined;
let shopsTaken = 0;

/** undefined when none starts here. */
export function sharedBrowser(): Promise<Browser | undefined> {
  browser ??= launchBrowser();
  return browser;
}

/** The shared sandbox as a shop sees it that nobody has used yet, with a receiver of its own: close it. */
export async function sharedStack(): Promise<PanelStack> {
  shared ??= startPanelStack({});
  const { stack, db } = await shared;
  const shop = SHOPS[shopsTaken];
  if (!shop) throw new Error("There are more files of browser tests than shops: add some.");
  shopsTaken += 1;
  return { db, stack: { ...inShop(stack, shop), receiver: await startReceiver() } };
}

/** A sandbox with its own environment. Stop it. */
export async function startPanelStack(env: Record<string, string>): Promise<PanelStack> {
  await buildApp();
  const databaseUrl = await cloneTemplate();
  const stack = await startStack({
    dataDir: path.join(tmpdir(), "carillon-unused"), // all data is in the database
    ...{ databaseUrl, shops: SHOPS },
    env: { LOG_LEVEL: "warn", EGRESS_IPS: "192.0.2.10", ...env },
  });
  return { stack, db: new pg.Pool({ connectionString: databaseUrl, max: 4 }) };
}

function inShop(stack: Stack, shop: string): Stack {
  const [name] = shop.split(".");
  const storeUrl = `${stack.shopify.url}/store/${name}`;
  return {
    ...stack,
    shop,
    adminUrl: (page = "") => `${storeUrl}/apps/carillon${page}`,
    flowUrl: `${storeUrl}/flow`,
    async send(webhook, retries = RETRIES) {
      const sent = await stack.send({ shop, ...webhook }, retries);
      if (sent.kind !== "accepted")
        throw new Error(`${webhook.topic} was not taken: ${JSON.stringify(sent)}`);
      return sent;
    },
  };
}
