// Verifies, stores, answers. The work is done afterwards, from what is stored.
// CARILLON_SECRET=whsec_… PORT=3000 node receiver.mjs
import { createServer } from "node:http";
import { store } from "./inbox.mjs";
import { isFromCarillon, isSignedByCarillon } from "./verify.mjs";

const { CARILLON_SECRET: secret, PORT = "3000" } = process.env;
if (!secret) throw new Error("CARILLON_SECRET is missing"); // an empty key would let everybody in
const MOST_BYTES = 16 * 1024 * 1024; // Shopify's largest payloads have 10 MiB

createServer(async (request, response) => {
  try {
    response.writeHead(await receive(request)).end();
  } catch (error) {
    console.warn(error);
    response.writeHead(500).end(); // Carillon sends it again
  }
}).listen(Number(PORT), "127.0.0.1");

/** Two addresses, one for each kind of signature: keep the one that you use. */
async function receive(request) {
  const isGenuine = request.url === "/hook/plain" ? isSignedByCarillon : isFromCarillon;
  const body = await readBody(request);
  if (!body) return 413;
  if (!isGenuine(body, request.headers, secret)) return 401;
  store(body); // a repeat changes nothing, and is answered like the first
  return 204;
}

async function readBody(request) {
  if (Number(request.headers["content-length"]) > MOST_BYTES) return undefined;
  return Buffer.concat(await request.toArray());
}
