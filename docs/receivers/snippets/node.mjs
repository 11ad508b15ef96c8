// A receiver that takes what Carillon signed and nothing else.  CARILLON_SECRET=whsec_… PORT=8080 node node.mjs
import { createServer } from "node:http";
import { createHmac, timingSafeEqual } from "node:crypto";

// snippet: standard
// import { createHmac, timingSafeEqual } from "node:crypto";
// `body`: the raw body as a Buffer; in Express use express.raw({ type: "*/*" }). `headers`: request.headers.
function isFromCarillon(body, headers, secret) {
  const { "webhook-id": id, "webhook-timestamp": time, "webhook-signature": signatures = "" } = headers;
  if (!(Math.abs(Date.now() / 1000 - Number(time)) <= 300)) return false; // an old request that somebody sends again
  const key = secret.startsWith("whsec_") ? Buffer.from(secret.slice(6), "base64") : secret;
  const expected = createHmac("sha256", key).update(`${id}.${time}.`).update(body).digest();
  return signatures.split(" ").some((one) => {
    const given = Buffer.from(one.replace(/^v1,/, ""), "base64");
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
// end

// snippet: plain
// import { createHmac, timingSafeEqual } from "node:crypto";
// `body`: the raw body as a Buffer; in Express use express.raw({ type: "*/*" }). `headers`: request.headers.
function isSignedByCarillon(body, headers, secret) {
  const expected = createHmac("sha256", secret).update(body).digest();
  // signature-next is there while the secret is being rotated.
  return [headers["signature"], headers["signature-next"]].some((one) => {
    const given = Buffer.from(one ?? "", "hex");
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
// end

const secret = process.env.CARILLON_SECRET;
createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray());
  const valid =
    isFromCarillon(body, request.headers, secret) && isSignedByCarillon(body, request.headers, secret);
  response.writeHead(valid ? 204 : 401).end();
}).listen(Number(process.env.PORT), "127.0.0.1");
