import { createToken, type TokenScope } from "../api/tokens.ts";
import { isId } from "../db/ids.ts";
import { type Command, CommandError, requireDomain, type Words } from "./command.ts";

/** The only time that the token is shown. */
export const tokenCreate: Command = {
  options: "--shop example.myshopify.com [--scope read|write]",
  async run(deps, words) {
    const domain = requireDomain(words);
    const scope = requireScope(words);
    const shop = await deps.prisma.shop.findUnique({ where: { domain } });
    if (!shop)
      throw new CommandError(`${domain} is not registered. First: carillon shop add --shop ${domain}`);
    const { id, token } = await createToken(deps, shop.id, scope);
    return { json: { id, shop: domain, scope, token }, text: token };
  },
};

/** A token that is revoked keeps the time when it first was. */
export const tokenRevoke: Command = {
  options: "--id tok_…",
  async run({ prisma, clock }, { id }) {
    if (id === undefined) throw new CommandError("Name the token as: --id tok_…");
    const token = isId("tok", id)
      ? await prisma.apiToken.findUnique({ where: { id }, include: { shop: true } })
      : null;
    if (!token) throw new CommandError(`There is no token ${id}.`);
    const revokedAt = token.revokedAt ?? clock.now();
    await prisma.apiToken.update({ where: { id }, data: { revokedAt } });
    const { scope, hint, shop } = token;
    return {
      json: { id, shop: shop.domain, scope, hint, revoked_at: revokedAt },
      text: `${id} of ${shop.domain} (${scope}, ends in ${hint}) is revoked.`,
    };
  },
};

function requireScope({ scope = "read" }: Words): TokenScope {
  if (scope === "read" || scope === "write") return scope;
  throw new CommandError("A token's scope is read or write.");
}
