// Every variable that Carillon reads, what it is for and what it must look like. Nothing else reads process.env.
import { z } from "zod";
import * as form from "./env-forms.ts";
import { StartError } from "./start-error.ts";

/** One variable: its zod schema, what it is for, and what it must look like, in the words of the message. */
interface Variable<S extends z.ZodType> {
  schema: S;
  purpose: string;
  looks: string;
}

const variable = <S extends z.ZodType>(schema: S, purpose: string, looks: string): Variable<S> => ({
  schema,
  purpose,
  looks,
});

export const VARIABLES = {
  NODE_ENV: variable(
    z.enum(["production", "development", "test"]).default("production"),
    "how the app runs",
    "production, development or test",
  ),
  DATABASE_URL: variable(
    form.postgresUrl.optional(),
    "the PostgreSQL server; when unset, one out of node_modules is started under DATA_DIR",
    "postgresql://user:password@host:5432/database",
  ),
  DATABASE_POOL_SIZE: variable(
    form.integer(2, 500, 20),
    "database connections of this process",
    "a number from 2 to 500",
  ),
  DATA_DIR: variable(
    z.string().min(1).default(".data"),
    "where the embedded database keeps its data",
    "a folder",
  ),
  PORT: variable(form.integer(0, 65_535, 3000), "the port the app listens on", "a number from 0 to 65535"),
  HOST: variable(
    z.string().min(1).default("0.0.0.0"),
    "the address the app listens on",
    "an address, e.g. 127.0.0.1",
  ),
  TRUST_PROXY: variable(
    form.integer(0, 10, 0),
    "how many proxies stand in front of the app",
    "a number from 0 to 10",
  ),
  DRAIN_SECONDS: variable(
    form.integer(0, 300, 0),
    "how long a process that is asked to stop goes on serving while /readyz says 503, so that load balancers notice",
    "a number from 0 to 300",
  ),
  ROLE: variable(
    z.enum(["all", "web", "worker"]).default("all"),
    "what this process does",
    "all, web or worker",
  ),
  SHOPIFY_API_KEY: variable(
    form.text.optional(),
    "the app's client id",
    "the client id from Shopify's Dev Dashboard",
  ),
  SHOPIFY_API_SECRET: variable(
    form.text.optional(),
    "the app's client secret, which signs Shopify's webhooks",
    "the client secret from Shopify's Dev Dashboard",
  ),
  SHOPIFY_API_SECRET_PREVIOUS: variable(
    form.text.optional(),
    "the client secret before a rotation, by which Shopify may still sign",
    "a client secret",
  ),
  SHOPIFY_APP_URL: variable(
    form.appUrl.optional(),
    "where Shopify and merchants reach the app",
    "https://carillon.example.com",
  ),
  SCOPES: variable(
    form.list.default([]),
    "the required access scopes of shopify.app.toml (scopes, not optional_scopes): its webhooks need no others",
    "scopes with commas between, e.g. read_orders,read_products",
  ),
  ENCRYPTION_KEY: variable(
    form.encryptionKeys.optional(),
    "seals secrets and tokens in the database; further keys, after a comma, only open",
    "32 bytes as base64, made with: openssl rand -base64 32",
  ),
  METRICS_TOKEN: variable(
    form.text.min(16).optional(),
    "the bearer token for /metrics, which is closed without it",
    "at least 16 characters",
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: variable(
    form.httpUrl.optional(),
    "the OpenTelemetry collector that traces are sent to; without it none are made",
    "https://collector.example.com:4318, without /v1/traces",
  ),
  SMTP_URL: variable(
    form.smtpUrl.optional(),
    "the mail server that alerts to merchants go out by; without it no mail is sent",
    "smtp://user:password@host:587 or smtps://user:password@host:465, special characters percent-encoded",
  ),
  MAIL_FROM: variable(
    form.mailFrom.optional(),
    "the sender of those mails",
    "an address, e.g. Carillon <alerts@example.com>",
  ),
  DELIVERY_SCHEDULE: variable(
    form.schedule.default(form.schedule.parse("0s,5s,5m,30m,2h,5h,10h,14h,20h,24h")),
    "the pauses before each attempt, the first of which is none",
    "at most 30 times with commas between, none above 720h, that begin with 0s, e.g. 0s,5s,5m,30m,2h",
  ),
  DELIVERY_TIMEOUT_MS: variable(
    form.integer(100, 60_000, 15_000),
    "how long a receiver may take to answer",
    "milliseconds from 100 to 60000",
  ),
  DELIVERY_CONCURRENCY: variable(
    form.integer(1, 5_000, 200),
    "requests in flight in this process",
    "a number from 1 to 5000",
  ),
  ENDPOINT_CONCURRENCY: variable(
    form.integer(1, 1_000, 10),
    "requests in flight to one endpoint, over all processes",
    "a number from 1 to 1000",
  ),
  MAX_ENDPOINTS_PER_SHOP: variable(
    form.integer(1, 10_000, 50),
    "endpoints a shop may have",
    "a number from 1 to 10000",
  ),
  ALLOW_DESTINATIONS: variable(
    form.cidrs.default([]),
    "private networks that deliveries may reach, for tests",
    "CIDR ranges with commas between, e.g. 127.0.0.0/8",
  ),
  ALLOW_HTTP_DESTINATIONS: variable(
    form.yesNo.default(false),
    "whether endpoints may use http://",
    "true or false",
  ),
  EGRESS_IPS: variable(
    form.addresses.default([]),
    "the addresses that deliveries come from, shown to merchants for their firewalls",
    "IP addresses or CIDR ranges with commas between, e.g. 192.0.2.10,192.0.2.16/28",
  ),
  PAYLOAD_RETENTION_DAYS: variable(
    form.integer(1, 365, 30),
    "days that bodies are kept",
    "a number from 1 to 365",
  ),
  LOG_RETENTION_DAYS: variable(
    form.integer(1, 3_650, 90),
    "days that the delivery log is kept",
    "a number from 1 to 3650, not below PAYLOAD_RETENTION_DAYS",
  ),
  LOG_LEVEL: variable(
    z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
    "how much is logged",
    "fatal, error, warn, info, debug or silent",
  ),
};

type Variables = typeof VARIABLES;
export type Env = { [Name in keyof Variables]: z.output<Variables[Name]["schema"]> };

/** What can be read of the variables, and a sentence for each that is wrong or missing. */
export function inspectEnv(source: Record<string, string | undefined> = process.env): {
  env: Partial<Env>;
  wrong: string[];
} {
  const wrong: string[] = [];
  const env: Record<string, unknown> = {};
  for (const [name, { schema, purpose, looks }] of Object.entries(VARIABLES)) {
    const parsed = schema.safeParse(source[name] || undefined); // an empty variable is an unset one
    if (parsed.success) env[name] = parsed.data;
    else wrong.push(`${name} (${purpose}) must be ${looks}.`);
  }
  if (wrong.length === 0) wrong.push(...disagreements(env as Env));
  return { env: env as Partial<Env>, wrong };
}

/** Reads all variables. Throws StartError with a line for each that is wrong or missing. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const { env, wrong } = inspectEnv(source);
  if (wrong.length > 0) throw new StartError(wrong.join("\n"));
  return env as Env;
}

/** The variables that Shopify needs and that are not set; empty when the panel can work. */
export function missingForShopify(env: Partial<Env>): string[] {
  return (["SHOPIFY_API_KEY", "SHOPIFY_API_SECRET", "SHOPIFY_APP_URL"] as const).filter((name) => !env[name]);
}

function disagreements(env: Env): string[] {
  const wrong: string[] = [];
  if (!env.DATABASE_URL && env.ROLE !== "all") {
    wrong.push(
      `DATABASE_URL must be set when ROLE is ${env.ROLE}: the embedded database serves one process only.`,
    );
  }
  if (env.DATABASE_URL && !env.ENCRYPTION_KEY) {
    wrong.push(
      `ENCRYPTION_KEY (${VARIABLES.ENCRYPTION_KEY.purpose}) is missing. It must be ${VARIABLES.ENCRYPTION_KEY.looks}.`,
    );
  }
  if (Boolean(env.SMTP_URL) !== Boolean(env.MAIL_FROM)) {
    const [set, missing] = env.SMTP_URL
      ? (["SMTP_URL", "MAIL_FROM"] as const)
      : (["MAIL_FROM", "SMTP_URL"] as const);
    const { purpose, looks } = VARIABLES[missing];
    wrong.push(`${missing} (${purpose}) must be set when ${set} is. It must be ${looks}.`);
  }
  if (env.LOG_RETENTION_DAYS < env.PAYLOAD_RETENTION_DAYS) {
    wrong.push(
      "LOG_RETENTION_DAYS must not be below PAYLOAD_RETENTION_DAYS: payloads would outlive their log.",
    );
  }
  return wrong;
}

/** The environment for a child process that works on this database. */
export const childEnvironment = (databaseUrl: string): NodeJS.ProcessEnv => ({
  ...process.env,
  DATABASE_URL: databaseUrl,
});
