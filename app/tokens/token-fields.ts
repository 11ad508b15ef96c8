// What a merchant says of an API token. Client-safe: the panel's form checks with the same schema.
import { z } from "zod";

export const TOKEN_SCOPES = ["read", "write"] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** That a shop may have at a time. */
export const MOST_TOKENS = 50;

const MOST_CHARACTERS = 80;

export const tokenName = z
  .string("Enter a name, so that you know the token again.")
  .trim()
  .min(1, "Enter a name, so that you know the token again.")
  .max(MOST_CHARACTERS, `A name has at most ${MOST_CHARACTERS} characters.`)
  .refine((name) => !/\p{Cc}/u.test(name), "A name has no control characters.");

export const tokenForm = z.object({
  name: tokenName,
  scope: z.enum(TOKEN_SCOPES, "Choose what the token may do."),
  /** the form's own number: two clicks in one form make one token */
  nonce: z.uuid().optional().catch(undefined),
});
