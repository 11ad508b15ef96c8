import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { productionRefusal } from "#sandbox/refuse-production.ts";

test.for([
  ["nothing", {}],
  ["an empty DATABASE_URL", { DATABASE_URL: "" }],
  ["a database on localhost", { DATABASE_URL: "postgresql://me@localhost:5432/carillon" }],
  ["a database on 127.0.0.2", { DATABASE_URL: "postgresql://127.0.0.2/carillon" }],
  ["a database on ::1", { DATABASE_URL: "postgresql://[::1]:5432/carillon" }],
  ["a database behind a socket", { DATABASE_URL: "postgresql:///carillon?host=/var/run/postgresql" }],
  ["an app on this machine", { SHOPIFY_APP_URL: "http://127.0.0.1:3000" }],
  ["development", { NODE_ENV: "development" }],
] as const)("the sandbox runs with %s", ([, env]) => {
  expect(productionRefusal(env)).toBeUndefined();
});

test.for([
  ["NODE_ENV", { NODE_ENV: "production" }],
  ["SHOPIFY_API_KEY", { SHOPIFY_API_KEY: "a" }],
  ["SHOPIFY_API_SECRET", { SHOPIFY_API_SECRET: "a" }],
  ["SHOPIFY_APP_URL", { SHOPIFY_APP_URL: "https://carillon.example.com" }],
  ["SHOPIFY_APP_URL", { SHOPIFY_APP_URL: "https://127.0.0.1.example.com" }],
  ["SHOPIFY_APP_URL", { SHOPIFY_APP_URL: "not an address" }],
  ["DATABASE_URL", { DATABASE_URL: "postgresql://db.example.com/carillon" }],
  ["DATABASE_URL", { DATABASE_URL: "postgresql://10.0.0.5/carillon" }],
  ["DATABASE_URL", { DATABASE_URL: "postgresql://localhost/carillon?host=db.example.com" }],
  ["DATABASE_URL", { DATABASE_URL: "postgresql://localhost/carillon?hostaddr=10.0.0.5" }],
  ["DATABASE_URL", { DATABASE_URL: "not an address" }],
] as const)("the sandbox refuses a %s of the outside", ([name, env]) => {
  const refusal = productionRefusal(env);
  expect(refusal).toContain(name);
  expect(refusal).toMatch(/^The sandbox does not run with [^.]+(\.[^. ][^.]*)*\.$/);
});

test.for(["demo.ts", "dev.ts"])("%s ends with one sentence and 1 instead of a stack trace", (entry) => {
  const env = { PATH: process.env.PATH, NODE_ENV: "production" } as NodeJS.ProcessEnv;
  const { status, stderr, stdout } = spawnSync(process.execPath, [`sandbox/${entry}`], {
    env,
    encoding: "utf8",
  });
  expect(status).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toBe("The sandbox does not run with NODE_ENV=production.\n");
});
