import { expect, test } from "vitest";
import { readEnv, VARIABLES } from "../../app/config/env.ts";

const KEY = Buffer.alloc(32).toString("base64");

function problems(source: Record<string, string>): string[] {
  try {
    readEnv(source);
    return [];
  } catch (error) {
    return (error as Error).message.split("\n");
  }
}

const WRONG: [name: string, value: string][] = [
  ["NODE_ENV", "staging"],
  ["DATABASE_URL", "mysql://localhost/carillon"],
  ["DATABASE_URL", "postgresql://localhost"],
  ["DATABASE_POOL_SIZE", "1"],
  ["PORT", "70000"],
  ["PORT", "http"],
  ["TRUST_PROXY", "yes"],
  ["ROLE", "boss"],
  ["SHOPIFY_APP_URL", "http://carillon.example.com"],
  ["SHOPIFY_APP_URL", "carillon.example.com"],
  ["ENCRYPTION_KEY", "too-short"],
  ["ENCRYPTION_KEY", `${KEY},too-short`],
  ["METRICS_TOKEN", "short"],
  ["DELIVERY_SCHEDULE", "0s,soon"],
  ["DELIVERY_SCHEDULE", "5s,5m"],
  ["DELIVERY_SCHEDULE", "0s,721h"],
  ["DELIVERY_SCHEDULE", "0s,99999999999h"],
  ["DELIVERY_SCHEDULE", ["0s", ...Array(30).fill("1s")].join()],
  ["DELIVERY_TIMEOUT_MS", "5"],
  ["DELIVERY_CONCURRENCY", "0"],
  ["ENDPOINT_CONCURRENCY", "-1"],
  ["MAX_ENDPOINTS_PER_SHOP", "0"],
  ["ALLOW_DESTINATIONS", "localhost"],
  ["ALLOW_HTTP_DESTINATIONS", "1"],
  ["EGRESS_IPS", "192.0.2.10,example.com"],
  ["PAYLOAD_RETENTION_DAYS", "0"],
  ["LOG_RETENTION_DAYS", "9999"],
  ["LOG_LEVEL", "loud"],
];

test.each(WRONG)(
  "%s=%s is refused with one line that says what it is for and what it must look like",
  (name, value) => {
    const variable = VARIABLES[name as keyof typeof VARIABLES];
    expect(problems({ ENCRYPTION_KEY: KEY, [name]: value })).toEqual([
      `${name} (${variable.purpose}) must be ${variable.looks}.`,
    ]);
  },
);

test("the line never repeats a secret's value", () => {
  expect(problems({ ENCRYPTION_KEY: "hidden-value" }).join()).not.toContain("hidden-value");
});

test("several wrong variables are told at once", () => {
  expect(problems({ PORT: "x", ROLE: "x" })).toHaveLength(2);
});

test("nothing set is enough to start on one machine", () => {
  expect(readEnv({})).toMatchObject({ ROLE: "all", PORT: 3000, DATA_DIR: ".data", ALLOW_DESTINATIONS: [] });
});

test("an empty variable is an unset one", () => {
  expect(readEnv({ PORT: "", DATABASE_URL: "" })).toMatchObject({ PORT: 3000, DATABASE_URL: undefined });
});

test("a database of one's own needs an encryption key, and roles apart need a database of one's own", () => {
  expect(problems({ DATABASE_URL: "postgresql://u@localhost/carillon" })[0]).toMatch(
    /^ENCRYPTION_KEY .* is missing/,
  );
  expect(problems({ ROLE: "worker" })[0]).toMatch(/^DATABASE_URL must be set when ROLE is worker/);
});

test("payloads cannot outlive the log", () => {
  expect(problems({ PAYLOAD_RETENTION_DAYS: "60", LOG_RETENTION_DAYS: "30" })[0]).toMatch(
    /^LOG_RETENTION_DAYS must not be below/,
  );
});
