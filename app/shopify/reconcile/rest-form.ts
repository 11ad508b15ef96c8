// What the Admin API says, written as Shopify's webhooks write it (REST): ids as numbers of any length, times without a
// fraction, words in small letters, money with the decimals of its currency.

import { digitsOf } from "../ask/gid.ts";
import type { FoundAddressFragment, FoundBuyerFragment } from "../generated/operations.ts";

/** A number that JSON.stringify writes digit by digit; null for null. */
export const idOf = (gid: string | undefined | null): unknown => {
  const digits = digitsOf(gid ?? undefined);
  return digits === null ? null : JSON.rawJSON(digits);
};

/** Both names that a webhook has for a thing. */
export const idsOf = (gid: string) => ({ id: idOf(gid), admin_graphql_api_id: gid });

export const timeText = (time: string | null): string | null =>
  time === null ? null : time.replace(/(\.\d+)?Z$/, "+00:00");

export const word = (name: string | null | undefined): string | null => name?.toLowerCase() ?? null;

/** GraphQL writes 20.0 where a webhook writes 20.00. */
export function moneyText(amount: string, currency: string): string {
  const [whole = "0", fraction = ""] = amount.split(".");
  const decimals = decimalsOf(currency);
  const significant = fraction.replace(/0+$/, "");
  return decimals === 0 && significant === "" ? whole : `${whole}.${significant.padEnd(decimals, "0")}`;
}

const known = new Map<string, number>();

function decimalsOf(currency: string): number {
  const decimals =
    known.get(currency) ??
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ??
    2;
  known.set(currency, decimals);
  return decimals;
}

export const buyerPayload = (buyer: FoundBuyerFragment) => ({
  ...idsOf(buyer.id),
  created_at: timeText(buyer.createdAt),
  updated_at: timeText(buyer.updatedAt),
  first_name: buyer.firstName,
  last_name: buyer.lastName,
  email: buyer.defaultEmailAddress?.emailAddress ?? null,
  phone: buyer.defaultPhoneNumber?.phoneNumber ?? null,
});

export const addressPayload = (address: FoundAddressFragment | null) =>
  address && {
    first_name: address.firstName,
    last_name: address.lastName,
    name: address.name,
    company: address.company,
    address1: address.address1,
    address2: address.address2,
    city: address.city,
    zip: address.zip,
    province: address.province,
    province_code: address.provinceCode,
    country: address.country,
    country_code: address.countryCodeV2,
    phone: address.phone,
  };
