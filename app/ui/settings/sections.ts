/** The pages below settings, in the order in which they are listed. Each is at /app/settings/ and its name. */
export const SECTIONS = [
  "rules",
  "alerts",
  "webhooks",
  "permissions",
  "sending",
  "tokens",
  "privacy",
] as const;

export type Section = (typeof SECTIONS)[number];
