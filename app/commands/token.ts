import { listTokens } from "../queries/api-tokens.ts";
import { createToken } from "../tokens/create-token.ts";
import { revokeToken } from "../tokens/revoke-token.ts";
import { type TokenScope, tokenName } from "../tokens/token-fields.ts";
import { CommandError, type OperatorCommand, requireShop, shopOption, type Words } from "./command.ts";

/** The only time that the token is shown. */
export const tokenCreate: OperatorCommand = {
  over: "database",
  summary: "Makes an API token of a shop and prints it, this once.",
  options: {
    ...shopOption,
    scope: { value: "read|write", says: "what it may do; read unless it says write" },
    name: { value: "'Staging server'", says: "what it is for" },
  },
  async run(deps, words) {
    const scope = requireScope(words);
    const name = optionalName(words);
    const shop = await requireShop(deps, words);
    const { id, token } = await createToken(deps, shop.id, scope, name);
    return { json: { id, shop: shop.domain, name, scope, token }, text: token };
  },
};

/** Those that work. */
export const tokenList: OperatorCommand = {
  over: "database",
  summary: "Lists a shop's API tokens by their last four characters.",
  options: shopOption,
  async run(deps, words) {
    const { id: shopId } = await requireShop(deps, words);
    const tokens = await listTokens(deps, shopId);
    const json = tokens.map(({ createdAt, lastUsedAt, ...token }) => ({
      ...token,
      created_at: createdAt,
      last_used_at: lastUsedAt,
    }));
    const lines = tokens.map(({ id, scope, hint, name, lastUsedAt }) => {
      const used = lastUsedAt ? `used ${lastUsedAt.toISOString()}` : "never used";
      return `${id}  ${scope.padEnd(5)}  …${hint}  ${used}  ${name}`.trimEnd();
    });
    return { json, text: lines.join("\n") || "No token." };
  },
};

/** A token that is revoked keeps the time when it first was. */
export const tokenRevoke: OperatorCommand = {
  over: "database",
  summary: "Ends an API token at once.",
  options: {
    id: { value: "tok_…", required: true, says: "the token's id, as carillon token list shows it" },
  },
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
