import type { Deps } from "../config/deps.ts";

export interface Words {
  shop?: string | undefined;
  scope?: string | undefined;
}

export interface Command {
  /** as the usage shows them */
  options: string;
  run(deps: Deps, words: Words): Promise<{ json: unknown; text: string }>;
}

/** What the caller did wrong; the message is all that is shown. */
export class CommandError extends Error {
  override name = "CommandError";
}

const DOMAIN = /^[a-z0-9][a-z0-9-]{0,60}\.myshopify\.com$/;

export function requireDomain({ shop }: Words): string {
  if (shop !== undefined && DOMAIN.test(shop)) return shop;
  throw new CommandError("Name the shop as: --shop example.myshopify.com");
}
