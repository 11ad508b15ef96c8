import { createToken } from "../tokens/create-token.ts";
import { revokeToken } from "../tokens/revoke-token.ts";
import { type TokenScope, tokenName } from "../tokens/token-fields.ts";
import { type Command, CommandError, requireShop, type Words } from "./command.ts";

/** The only time that the token is shown. */
export const tokenCreate: Command = {
  options: "--shop example.myshopify.com [--scope read|write] [--name '…']",
  async run(deps, words) {
    const scope = requireScope(words);
    const name = optionalName(words);
    const shop = await requireShop(deps, words);
    const { id, token } = await createToken(deps, shop.id, scope, name);
    return { json: { id, shop: shop.domain, name, scope, token }, text: token };
  },
};

/** A token that is revoked keeps the time when it first was. */
export const tokenRevoke: Command = {
  options: "--id tok_…",
  async run(deps, { id }) {
    if (id === undefined) throw new CommandError("Name the token as: --id tok_…");
    const token = await revokeToken(deps, id);
    if (!token) throw new CommandError(`There is no token ${id}.`);
    const { shopDomain: shop, scope, hint, revokedAt } = token;
    return {
      json: { id, shop, scope, hint, revoked_at: revokedAt },
      text: `${id} of ${shop} (${scope}, ends in ${hint}) is revoked.`,
    };
  },
};

function requireScope({ scope = "read" }: Words): TokenScope {
  if (scope === "read" || scope === "write") return scope;
  throw new CommandError("A token's scope is read or write.");
}

function optionalName({ name }: Words): string {
  if (name === undefined) return "";
  const parsed = tokenName.safeParse(name);
  if (parsed.success) return parsed.data;
  throw new CommandError(parsed.error.issues[0]?.message ?? "");
}
