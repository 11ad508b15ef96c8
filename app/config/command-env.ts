// The variables of the `carillon` command's developer side. It needs neither a database nor its key.

import { appUrl } from "./env-forms.ts";
import { StartError } from "./start-error.ts";

export const COMMAND_VARIABLES = {
  CARILLON_URL: {
    purpose: "where the app is; when unset, on this machine at PORT",
    looks: "https://carillon.example.com, or http:// on this machine",
  },
  CARILLON_TOKEN: {
    purpose: "the API token. Never a word of the command: whoever may list processes would read it",
    looks: "car_…, made with carillon token create or in the panel under Settings",
  },
  CARILLON_LISTEN_SECRET: {
    purpose: "the secret that carillon listen signs with; when unset, it makes one and shows it",
    looks: "whsec_… with 24 to 64 bytes as base64, or any 24 to 128 printable characters",
  },
};

export interface CommandEnv {
  /** without a slash at its end */
  url: string;
  token: string | undefined;
  listenSecret: string | undefined;
}

const DEFAULT_PORT = "3000";

/** `url`: what --url says. Throws StartError when no request could be sent there, or not safely. */
export function readCommandEnv(
  url: string | undefined,
  source: Record<string, string | undefined> = process.env,
): CommandEnv {
  const said = url ?? (source.CARILLON_URL || undefined);
  const parsed = appUrl.safeParse(said ?? `http://127.0.0.1:${source.PORT || DEFAULT_PORT}`);
  if (!parsed.success) {
    const name = url !== undefined ? "--url" : said !== undefined ? "CARILLON_URL" : "PORT";
    const looks = name === "PORT" ? "a number from 0 to 65535" : COMMAND_VARIABLES.CARILLON_URL.looks;
    throw new StartError(`${name} must be ${looks}.`);
  }
  return {
    url: parsed.data,
    token: source.CARILLON_TOKEN?.trim() || undefined,
    listenSecret: source.CARILLON_LISTEN_SECRET?.trim() || undefined,
  };
}
