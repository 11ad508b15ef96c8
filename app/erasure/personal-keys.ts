// PURE: what goes with a person. More than a merchant can hold back: also what somebody wrote, what leads to a parcel or
// a page of theirs, and what tells a card.
import { fieldsOf, type Place, placeOf } from "../privacy/personal-fields.ts";

/** By name in lower case letters and digits alone, so that lastDigits is last_digits. */
const MORE = new Set(
  words(`
    note notes customernote staffnote company gender useragent
    landingsite landingsiteref referringsite carttoken checkouttoken token
    paymentdetails paymentinstrument lastdigits expiresmonth expiresyear
    trackingnumber trackingnumbers trackingurl trackingurls tagsadded tagsremoved
  `),
);
const OF_PERSONS = new Set(words("username title tags locale image avatar"));
/** Whatever stands in them is somebody's: where they are, what they entered. */
const WHOLE: Place[] = ["address", "named", "pairs"];

/** Whether the field `key` of an object goes, with all that it holds. */
export function isPersonal(key: string, value: unknown, place: Place): boolean {
  const name = key.toLowerCase().replace(/[^a-z0-9]/g, "");
  if (MORE.has(name) || (place === "person" && OF_PERSONS.has(name))) return true;
  return WHOLE.includes(placeOf(key, place)) || fieldsOf(key, value, place).length > 0;
}

function words(list: string): string[] {
  return list.trim().split(/\s+/);
}
