// PURE: whether a text names a person.
import { isTelling, type Person } from "./subject.ts";

/** Written with blanks, brackets, dots or hyphens, or not. */
const BETWEEN_DIGITS = "[\\s().\\-/]*";
/** Country and area are written in many ways; these many digits from the end are the same in all. */
const LAST_DIGITS = 8;
const GID = /^gid:\/\/[\w/-]+$/;

/** A gid that happens to end in the digits of a telephone number is none. */
export function mentionsOf({ emails, phones, names }: Person): (text: string) => boolean {
  const addresses = emails
    .filter((email) => /.@./.test(email))
    .flatMap((email) => [email.toLowerCase(), encodeURIComponent(email).toLowerCase()]);
  const patterns = [...phones.filter(isTelling).map(phonePattern), ...names.flatMap(namePattern)];
  return (text) => {
    const lower = text.toLowerCase();
    if (addresses.some((address) => lower.includes(address))) return true;
    return !GID.test(text) && patterns.some((pattern) => pattern.test(text));
  };
}

function phonePattern(phone: string): RegExp {
  const digits = phone.replace(/\D/g, "").slice(-LAST_DIGITS);
  return new RegExp(`${digits.split("").join(BETWEEN_DIGITS)}(?!\\d)`);
}

/** A single word may be anything: only first and last name together are looked for. */
function namePattern(name: string): RegExp[] {
  const parts = name.trim().split(/\s+/);
  if (parts.length < 2) return [];
  const escaped = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("\\s+");
  return [new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "iu")];
}
