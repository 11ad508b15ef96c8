import { createToken, type TokenScope } from "../api/tokens.ts";
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

function requireScope({ scope = "read" }: Words): TokenScope {
  if (scope === "read" || scope === "write") return scope;
  throw new CommandError("A token's scope is read or write.");
}
