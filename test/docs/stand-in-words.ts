// What the docs' examples name stands for something that is there: addresses, the shop, ids, times.

/** The time of all examples. */
const TIME_OF_THE_DOCS = Date.parse("2026-11-21T10:00:00Z");
const TIME = /\b2026-11-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z/g;
/** The demo's, too. */
const APP =
  /https:\/\/carillon\.example\.com|http:\/\/127\.0\.0\.1:4310|http:\/\/(?:localhost|127\.0\.0\.1):300\d(?=\/(?:api|healthz|readyz|metrics))/g;
const SHOP = /\b(?:example|sandbox-shop)\.myshopify\.com/g;
const RECEIVER = /https:\/\/(?!carillon\.)[\w.-]*example\.(?:com|org)(?:\/[\w./-]*)?/g;
const ID = /\b(ep|evt|dlv|rcv|tok|car)_(?:[\da-f]{3})?…/g;

export interface StandIns {
  url: string;
  hook: string;
  /** of the shop */
  domain: string;
  ids: Record<string, string>;
  now: Date;
}

/** The text with what is there in place of what the docs name. */
export const putIn = (text: string, { url, hook, domain, ids, now }: StandIns): string =>
  text
    .replace(APP, url)
    .replace(RECEIVER, hook)
    .replace(SHOP, domain)
    .replace(ID, (all, prefix: string) =>
      ids[prefix] ? `${prefix}_${ids[prefix].replace(/^[a-z]+_/, "")}` : all,
    )
    .replace(TIME, (time) => new Date(Date.parse(time) - TIME_OF_THE_DOCS + now.getTime()).toISOString());
