// The two signatures of a request from Carillon. One of them is enough; the first also protects from old requests.
import { createHmac, timingSafeEqual } from "node:crypto";

// snippet: standard
// import { createHmac, timingSafeEqual } from "node:crypto";
// `body`: the raw body as a Buffer; in Express use express.raw({ type: "*/*", limit: "16mb" }). `headers`: request.headers.
function isFromCarillon(body, headers, secret) {
  // A placeholder would be a key that everybody knows: 24 bytes at least, as text or as base64.
  if (!/^(whsec_[A-Za-z0-9+/]{32,}={0,2}|(?!whsec_).{24,})$/.test(secret)) throw new Error("not Carillon's secret");
  const { "webhook-id": id, "webhook-timestamp": time, "webhook-signature": signatures = "" } = headers;
  if (!(Math.abs(Date.now() / 1000 - Number(time)) <= 300)) return false; // an old request that somebody sends again
  const key = secret.startsWith("whsec_") ? Buffer.from(secret.slice(6), "base64") : secret;
  const expected = createHmac("sha256", key).update(`${id}.${time}.`).update(body).digest();
  // While the secret is being rotated there are several signatures; one has to fit.
  return signatures.split(" ").some((one) => {
    const given = Buffer.from(one.replace(/^v1,/, ""), "base64");
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
// end

// snippet: plain
// import { createHmac, timingSafeEqual } from "node:crypto";
// `body`: the raw body as a Buffer; in Express use express.raw({ type: "*/*", limit: "16mb" }). `headers`: request.headers.
function isSignedByCarillon(body, headers, secret) {
  if (!(secret?.length >= 24)) throw new Error("not Carillon's secret"); // a placeholder is known to everybody
  const expected = createHmac("sha256", secret).update(body).digest();
  // signature-next is there while the secret is being rotated.
  return [headers["signature"], headers["signature-next"]].some((one) => {
    const given = Buffer.from(one ?? "", "hex");
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
// end

export { isFromCarillon, isSignedByCarillon };
