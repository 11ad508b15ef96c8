// PURE: why a mail was not taken, for the merchant's eyes.
import { oneLine } from "./endpoint-name.ts";

const BY_CODE: Record<string, string> = {
  ETIMEDOUT: "The mail server did not answer in time.",
  EABORT: "The mail server did not answer in time.",
  EDNS: "The mail server's name was not found.",
  ECONNECTION: "The mail server could not be reached.",
  ESOCKET: "The mail server could not be reached, or no secure connection to it could be made.",
  ETLS: "No secure connection to the mail server could be made.",
  EAUTH: "The mail server did not accept Carillon's login.",
};

const LONGEST = 300;

/** The server's answer where there is one. `credentials`: what is taken out of it, however it is encoded. */
export function smtpWords(error: unknown, credentials: (string | undefined)[]): string {
  const { response, code } = (error ?? {}) as { response?: unknown; code?: unknown };
  if (typeof response !== "string" || response === "")
    return BY_CODE[String(code)] ?? "The mail could not be handed to the mail server.";
  const secrets = credentials.flatMap((secret) => (secret ? [secret, ...spellings(secret)] : []));
  const whole = credentials.map((secret) => secret ?? "").join("\0");
  const clean = [base64(`\0${whole}`), ...secrets]
    .toSorted((a, b) => b.length - a.length)
    .reduce((text, secret) => text.replaceAll(secret, "…"), oneLine(response));
  return `The mail server answered: ${clean.slice(0, LONGEST)}`;
}

const spellings = (secret: string): string[] => [base64(secret), encodeURIComponent(secret)];

const base64 = (text: string): string => Buffer.from(text).toString("base64");
