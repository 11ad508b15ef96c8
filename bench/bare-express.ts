// The plainest durable intake: Express, HMAC, one insert per request, 200 after its commit.
import { createHmac, timingSafeEqual } from "node:crypto";
import express from "express";
import pg from "pg";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 });
await pool.query(`
  create table if not exists webhook (
    shop text not null, webhook_id text not null, topic text not null, body text not null,
    received_at timestamptz not null default now(), primary key (shop, webhook_id)
  )`);

const INSERT =
  "insert into webhook (shop, webhook_id, topic, body) values ($1, $2, $3, $4) on conflict do nothing";
const app = express();
app.get("/readyz", (_request, response) => void response.end());
app.post("/webhooks", express.raw({ type: "*/*" }), async (request, response) => {
  const proof = Buffer.from(request.get("x-shopify-hmac-sha256") ?? "", "base64");
  const expected = createHmac("sha256", process.env.SHOPIFY_API_SECRET ?? "")
    .update(request.body)
    .digest();
  if (proof.length !== expected.length || !timingSafeEqual(proof, expected))
    return void response.status(401).end();
  const text = request.body.toString("utf8");
  JSON.parse(text);
  const header = (name: string) => request.get(`x-shopify-${name}`);
  await pool.query({
    name: "insert",
    text: INSERT,
    values: [header("shop-domain"), header("webhook-id"), header("topic"), text],
  });
  response.end();
});
const server = app.listen(Number(process.env.PORT), "127.0.0.1");
process.once("SIGTERM", () => {
  server.closeAllConnections();
  server.close(() => void pool.end().then(() => process.exit(0)));
});
