// What the proxy changes on the app's pages so that an ordinary browser can open them offline: Shopify's CDN becomes
// a path of the proxy, and the fake admin may frame what admin.shopify.com may. Scripts are changed as well, so that
// React finds the same addresses in the browser as in the page.
import type { OutgoingHttpHeaders } from "node:http";
import { Transform } from "node:stream";
import { StringDecoder } from "node:string_decoder";

const CDN = "https://cdn.shopify.com/";
const LOCAL_CDN = "/__sandbox/cdn/";
const ADMIN = "https://admin.shopify.com";

export const isRewritten = (contentType: string | undefined): boolean =>
  /^(text\/html|text\/javascript|application\/javascript|text\/css)\b/.test(contentType ?? "");

/** The headers of an answer as the browser shall see them. `adminUrl`: the fake admin's origin. */
export function rewriteHeaders(headers: OutgoingHttpHeaders, adminUrl: string): OutgoingHttpHeaders {
  const changed: OutgoingHttpHeaders = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name === "connection" || name === "keep-alive" || name === "transfer-encoding") continue;
    if (name === "content-length" && isRewritten(String(headers["content-type"]))) continue;
    if (name === "content-security-policy")
      changed[name] = String(value).replaceAll(/[^;]+/g, directive(adminUrl));
    else if (name === "link") changed[name] = String(value).replaceAll(CDN, LOCAL_CDN);
    else if (name === "location") changed[name] = String(value).replace(ADMIN, adminUrl);
    else changed[name] = value;
  }
  return changed;
}

/** In a directive our origins stand beside the ones they stand for; what Shopify may not do, the sandbox may not. */
const directive = (adminUrl: string) => (text: string) =>
  text.replace(ADMIN, `${ADMIN} ${adminUrl}`).replace(/https:\/\/cdn\.shopify\.com(?=\s|\/|$)/, "'self' $&");

/** Replaces the CDN's address in a stream, also where it lies across two chunks. */
export function cdnRewriter(): Transform {
  const decoder = new StringDecoder("utf8");
  let held = "";
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const text = (held + decoder.write(chunk)).replaceAll(CDN, LOCAL_CDN);
      const cut = text.length - beginning(text);
      held = text.slice(cut);
      done(null, text.slice(0, cut));
    },
    flush(done) {
      done(null, held + decoder.end());
    },
  });
}

/** How many characters at the end of `text` could be the beginning of the address. */
function beginning(text: string): number {
  for (let length = Math.min(CDN.length - 1, text.length); length > 0; length--) {
    if (text.endsWith(CDN.slice(0, length))) return length;
  }
  return 0;
}
