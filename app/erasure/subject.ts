// The words of erasure: whose data it is, by what it is found, and how much of a text is theirs.

/** What is known of a person besides ids, as it was written. */
export interface Person {
  emails: string[];
  phones: string[];
  /** first and last name together */
  names: string[];
}

/** A customer of one shop. */
export interface Subject {
  shopDomain: string;
  /** null when the shop is not known */
  shopId: string | null;
  /** gids: the customer, and those that were merged into them */
  customers: string[];
  /** gids of orders that are theirs although these may name no customer */
  orders: string[];
  person: Person;
  /** ids of events that were found before by what they said, and no longer say it */
  events: string[];
}

/** whole: it is about them · mentions: it is about somebody else and quotes them. */
export type Extent = "whole" | "mentions";

export const NOBODY: Person = { emails: [], phones: [], names: [] };

export const joinPersons = (a: Person, b: Person): Person => ({
  emails: union(a.emails, b.emails),
  phones: union(a.phones, b.phones),
  names: union(a.names, b.names),
});

const union = (a: string[], b: string[]): string[] => [...new Set([...a, ...b])];

const FEWEST_DIGITS = 6;
/** 000000 is nobody's, and stands in many amounts. */
const FEWEST_DIFFERENT = 3;

/** Whether it is long enough to be somebody's alone. */
export function isTelling(phone: string): boolean {
  const digits = phone.replace(/\D/g, "");
  return digits.length >= FEWEST_DIGITS && new Set(digits).size >= FEWEST_DIFFERENT;
}

/**
 * What `like any` compares lower case text with, to find what may hold their e-mail addresses and telephone numbers:
 * also what holds longer ones. Whether it does, mentions.ts says.
 */
export const likeTexts = ({ emails, phones }: Person): string[] => [
  ...emails.filter((email) => /.@./.test(email)).flatMap((email) => spellings(email).map(likeText)),
  ...phones.filter(isTelling).map((phone) => likeText(phone.replace(/^\+/, ""))),
];

/** As JSON's writers escape it, some of them more than they must, and as links do. */
function spellings(text: string): string[] {
  const coded = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return union(
    [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text)],
    [text.replace(/[&<>]/g, coded), text.replace(/[^\w@.-]/g, coded)],
  );
}

/** Between digits and between names. */
const SEPARATORS = " ().-/+";

/** SQL: `column`, an id that a sender made, as `likeIds` compares it. */
export const plainId = (column: string): string => `translate(lower(${column}), '${SEPARATORS}', '')`;

/** The same for ids, which may also be names, or a telephone number in any form. */
export const likeIds = ({ emails, phones, names }: Person): string[] => {
  const plain = (text: string) => [...text].filter((char) => !SEPARATORS.includes(char)).join("");
  return [
    ...[...emails.filter((email) => /.@./.test(email)), ...names].flatMap((text) =>
      spellings(text).map((spelling) => likeText(plain(spelling))),
    ),
    ...phones.filter(isTelling).map((phone) => likeText(phone.replace(/\D/g, "").slice(-6))),
  ];
};

/** The same for a text of any kind. */
export const likeText = (text: string): string => `%${text.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;

/** The number at the end of a gid. */
export const digitsOfGid = (gid: string): string => gid.slice(gid.lastIndexOf("/") + 1);
