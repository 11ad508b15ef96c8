import { afterAll } from "vitest";
import type { Clock } from "../../app/config/clock.ts";
import type { Deps } from "../../app/config/deps.ts";
import { readEnv } from "../../app/config/env.ts";
import { createDeps } from "../../app/create-deps.ts";
import { createTestDatabase } from "./test-database.ts";

export const API_SECRET = "test-api-secret";

export const ENVIRONMENT = {
  NODE_ENV: "test",
  PORT: "0",
  HOST: "127.0.0.1",
  DATABASE_POOL_SIZE: "10",
  SHOPIFY_API_KEY: "test-api-key",
  SHOPIFY_API_SECRET: API_SECRET,
  SHOPIFY_APP_URL: "http://127.0.0.1:3000",
  SCOPES: "read_orders",
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
  ALLOW_DESTINATIONS: "127.0.0.0/8",
  ALLOW_HTTP_DESTINATIONS: "true",
  LOG_LEVEL: "silent",
};

/** The tests' clock. */
export interface FakeClock extends Clock {
  set(time: string): void;
  advance(ms: number): void;
}

export function fakeClock(start = "2026-11-20T10:00:00.123Z"): FakeClock {
  let now = new Date(start);
  return {
    now: () => now,
    set: (time) => {
      now = new Date(time);
    },
    advance: (ms) => {
      now = new Date(now.getTime() + ms);
    },
  };
}

export interface TestDeps {
  deps: Deps;
  databaseUrl: string;
}

/** The app's real Deps on a database of this test file's own. */
export async function createTestDeps(
  environment: Record<string, string> = {},
  overrides: Partial<Deps> = {},
): Promise<TestDeps> {
  const databaseUrl = await createTestDatabase();
  const env = readEnv({ ...ENVIRONMENT, DATABASE_URL: databaseUrl, ...environment });
  const { deps, close } = await createDeps(env, databaseUrl, {
    clock: fakeClock(),
    random: () => 0.5,
    ...overrides,
  });
  afterAll(close);
  return { deps, databaseUrl };
}

/** Another process's Deps on the same database. */
export async function createSecondDeps({ deps: first, databaseUrl }: TestDeps): Promise<Deps> {
  const { deps, close } = await createDeps(first.env, databaseUrl, {
    clock: first.clock,
    random: first.random,
  });
  afterAll(close);
  return deps;
}
