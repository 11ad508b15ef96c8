// Verifies, stores, answers. The work is done afterwards, from what is stored.
// CARILLON_SECRET=whsec_… PORT=8080 node receiver.mjs
import { createServer } from "node:http";
import { store } from "./inbox.mjs";
import { isFromCarillon, isSignedByCarillon } from "./verify.mjs";

const { CARILLON_SECRET: secret, PORT = "8080" } = process.env;
if (!secret) throw new Error("CARILLON_SECRET is missing");
const MOST_BYTES = 16 * 1024 * 1024; // Shopify's largest payloads have 10 MiB

createServer(async (request, response) => {
  try {
    const status = await receive(request);
    if (!request.complete) response.setHeader("connection", "close"); // the rest of the body is not waited for
    response.writeHead(status).end();
  } catch (error) {
    console.warn(error);
    response.writeHead(500).end(); // Carillon sends it again
  }
}).listen(Number(PORT), "127.0.0.1");

/** Two addresses, one for each kind of signature: keep the one that you use. */
async function receive(request) {
  const isGenuine = request.url.split("?")[0] === "/hook/plain" ? isSignedByCarillon : isFromCarillon;
  const body = await readBody(request);
  if (!body) return 413;
  if (!isGenuine(body, request.headers, secret)) return 401;
  store(body); // a repeat changes nothing, and is answered like the first
  return 204;
}

/** Counts as it reads: a body in chunks does not say how long it is. */
async function readBody(request) {
  const parts = [];
  let size = 0;
  for await (const part of request.iterator({ destroyOnReturn: false })) {
    size += part.length;
    if (size > MOST_BYTES) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
