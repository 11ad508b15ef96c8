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

/** Whether it is long enough to be somebody's alone. */
export const isTelling = (phone: string): boolean => phone.replace(/\D/g, "").length >= FEWEST_DIGITS;

/** What `like any` compares lower case text with, to find e-mail addresses and telephone numbers as they were written. */
export const likeTexts = ({ emails, phones }: Person): string[] =>
  [...emails.filter((email) => /.@./.test(email)), ...phones.filter(isTelling)].map(likeText);

/** The same for a text of any kind. */
export const likeText = (text: string): string => `%${text.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;

/** The number at the end of a gid. */
export const digitsOfGid = (gid: string): string => gid.slice(gid.lastIndexOf("/") + 1);
