// The intake that every rival has: proof, JSON, and 200 once the job is committed.
import { createServer } from "node:http";
import { isFromShopify } from "#app/signing/verify-shopify.ts";
import { SHOPIFY_SECRET } from "../webhook.ts";

/** What a job holds. */
export interface Job {
  webhookId: string;
  shop: string;
  triggeredAt: string;
  /** the webhook's body */
  body: string;
}

/** `enqueue` resolves after the commit, also for a webhook that was there before. */
export function serveIntake(enqueue: (job: Job) => Promise<unknown>): void {
  const server = createServer((request, response) => {
    if (request.method === "GET") return void response.end();
    const header = (name: string) => String(request.headers[`x-shopify-${name}`]);
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", async () => {
      const bytes = Buffer.concat(chunks);
      if (!isFromShopify(bytes, header("hmac-sha256"), [SHOPIFY_SECRET]))
        return void response.writeHead(401).end();
      const body = bytes.toString("utf8");
      JSON.parse(body);
      const [webhookId, shop] = [header("webhook-id"), header("shop-domain")];
      await enqueue({ webhookId, shop, triggeredAt: header("triggered-at"), body });
      response.end("stored");
    });
  });
  server.listen(Number(process.env.PORT), "127.0.0.1");
}

/** Ends the process in order when the benchmark says so. */
export function onStop(close: () => Promise<unknown>): void {
  process.once("SIGTERM", () => void close().finally(() => process.exit(0)));
}
