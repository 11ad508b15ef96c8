// What a command is, and what all of them share.
import type { Deps } from "../config/deps.ts";
import { SHOP_DOMAIN } from "../topics/shop-domain.ts";

/** By the names of options. */
export type Words = Record<string, string | undefined>;

export interface Option {
  /** what its value looks like, as the usage shows it */
  value: string;
  required?: true;
  /** half a sentence, for --help */
  says: string;
}

/** The management API. */
export interface Api {
  /** `path`: below /api/v1. `body`: JSON text. Throws CommandError for anything but a 2xx. */
  call<T>(method: "GET" | "POST", path: string, body?: string): Promise<T>;
}

export interface Output {
  json: unknown;
  text: string;
}

interface Described {
  /** a sentence */
  summary: string;
  options: Record<string, Option>;
}

/** The operator's: over the database. */
export interface OperatorCommand extends Described {
  over: "database";
  run(deps: Deps, words: Words): Promise<Output>;
}

/** The developer's: over the API, from any machine. */
export interface DeveloperCommand extends Described {
  over: "api";
  run(api: Api, words: Words): Promise<Output>;
}

/** Looks after everything itself. */
export interface FreeCommand extends Described {
  over: "nothing";
  run(words: Words, terminal: Terminal): Promise<void>;
}

export type Command = OperatorCommand | DeveloperCommand | FreeCommand;

/** Where a command that goes on for a while writes, and who ends it. */
export interface Terminal {
  /** whether --json was said */
  json: boolean;
  /** a line of the result */
  print(line: string): void;
  /** a line about how it is going */
  say(line: string): void;
  /** fires at Ctrl-C */
  signal: AbortSignal;
  /** makes the exit code 1 */
  fail(): void;
}

/** What the caller did wrong; the message is all that is shown. */
export class CommandError extends Error {
  override name = "CommandError";
}

export const shopOption = {
  shop: { value: "example.myshopify.com", required: true, says: "the shop" },
} as const satisfies Record<string, Option>;

export const urlOption = {
  url: {
    value: "https://carillon.example.com",
    says: "where the app is; otherwise CARILLON_URL, or this machine",
  },
} as const satisfies Record<string, Option>;

export function requireDomain({ shop }: Words): string {
  if (shop !== undefined && SHOP_DOMAIN.test(shop)) return shop;
  throw new CommandError("Name the shop as: --shop example.myshopify.com");
}

/** The registered shop that --shop names. */
export async function requireShop(
  { prisma }: Pick<Deps, "prisma">,
  words: Words,
): Promise<{ id: string; domain: string }> {
  const domain = requireDomain(words);
  const shop = await prisma.shop.findUnique({ where: { domain } });
  if (shop) return shop;
  throw new CommandError(`${domain} is not registered. First: carillon shop add --shop ${domain}`);
}
