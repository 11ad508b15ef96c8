// Cloudflare Workers. wrangler.toml: compatibility_flags = ["nodejs_compat"], and a D1 database bound as DB with
// CREATE TABLE inbox (id TEXT PRIMARY KEY, body TEXT NOT NULL)
import { Buffer } from "node:buffer";
import { isFromCarillon } from "./verify.mjs";

export default {
  async fetch(request, env) {
    const body = Buffer.from(await request.arrayBuffer());
    if (!isFromCarillon(body, Object.fromEntries(request.headers), env.CARILLON_SECRET)) {
      return new Response(null, { status: 401 });
    }
    const text = body.toString();
    const insert = env.DB.prepare("INSERT INTO inbox (id, body) VALUES (?, ?) ON CONFLICT (id) DO NOTHING");
    await insert.bind(JSON.parse(text).id, text).run(); // awaited: what waitUntil does may be lost, and nobody sends it again
    return new Response(null, { status: 204 });
  },
};
