// A year in a shop: three people and their contracts, points and orders, and what stands around them.
import type { Chapter } from "./chapter.ts";
import { foreignYear } from "./foreign-orders.ts";
import { giftGiverYear } from "./gift-giver.ts";
import { loyalCustomerYear } from "./loyal-customer.ts";
import { memberYear } from "./member.ts";
import { merchantYear } from "./merchant-year.ts";
import { subscriberYear } from "./subscriber.ts";
import type { YearShop } from "./year-shop.ts";

export const YEAR_MS = 365 * 86_400_000;

/** All chapters, in the order of their days. Each acts once, when the shop's clock shows its day. */
export const year = (shop: YearShop): Chapter[] =>
  [merchantYear, subscriberYear, memberYear, loyalCustomerYear, giftGiverYear, foreignYear]
    .flatMap((story) => story(shop))
    .sort((a, b) => a.day - b.day);

/** The moment of a chapter in the year that begins at `start`. */
export const momentOf = ({ day }: Chapter, start: Date): Date => new Date(start.getTime() + day * 86_400_000);
