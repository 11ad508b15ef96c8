import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { mintSessionToken } from "#sandbox/shopify/session-token.ts";
import { APP, SHOP, standIn } from "./stand-in.ts";

/** Runs a script with the preload, as the app's process is. */
async function run(script: string, port: number): Promise<string> {
  const args = ["--import", "./sandbox/redirect-shopify.ts", "--input-type=module", "--eval", script];
  const env = { ...process.env, SANDBOX_SHOPIFY_PORT: String(port) };
  return (await promisify(execFile)(process.execPath, args, { env })).stdout.trim();
}

test("https requests to a shop reach the stand-in under their own name", async () => {
  const shopify = await standIn();
  const { access_token } = (await shopify.exchange()).body;
  const stdout = await run(
    `const answer = await fetch("https://${SHOP}/admin/api/2026-10/graphql.json", {
       method: "POST",
       headers: { "content-type": "application/json", "x-shopify-access-token": "${access_token}" },
       body: JSON.stringify({ query: "{ shop { myshopifyDomain } }" }),
     });
     console.log((await answer.json()).data.shop.myshopifyDomain);`,
    shopify.port,
  );
  expect(stdout).toBe(SHOP);
});

test("requests to anywhere else do not leave the machine", async () => {
  const shopify = await standIn();
  const stdout = await run(
    `await fetch("https://cdn.shopify.com/").catch((error) => console.log(error.cause.message));`,
    shopify.port,
  );
  expect(stdout).toBe("The sandbox lets no request out: cdn.shopify.com was not called.");
});

test("requests to this machine pass", async () => {
  const shopify = await standIn();
  const stdout = await run(`console.log((await fetch("${shopify.url}/store/nobody")).status);`, shopify.port);
  expect(stdout).toBe("404");
});

test("the app gets a SIGTERM when the sandbox that started it is gone", async () => {
  const script = `process.on("SIGTERM", () => process.exit(7)); setInterval(() => {}, 1000); process.send("up")`;
  const args = ["--import", "./sandbox/redirect-shopify.ts", "--input-type=module", "--eval", script];
  const env = { ...process.env, SANDBOX_SHOPIFY_PORT: "1" };
  const app = spawn(process.execPath, args, { env, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  await once(app, "message");
  app.disconnect();
  expect(await once(app, "exit")).toEqual([7, null]);
});

test("a session token of the sandbox is one that Shopify's own library accepts", async () => {
  await import("@shopify/shopify-api/adapters/node");
  const { ApiVersion, shopifyApi } = await import("@shopify/shopify-api");
  const { session } = shopifyApi({
    apiKey: APP.apiKey,
    apiSecretKey: APP.apiSecret,
    apiVersion: ApiVersion.October26,
    hostName: "127.0.0.1",
    isEmbeddedApp: true,
    logger: { log: async () => undefined },
  });
  const claims = await session.decodeSessionToken(mintSessionToken(APP, SHOP, new Date()));
  expect(claims.dest).toBe(`https://${SHOP}`);
});
