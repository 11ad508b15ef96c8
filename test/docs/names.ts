// Names that the docs may use, from the code that defines them.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { CALLS } from "../../app/api/calls.ts";
import { COMMAND_VARIABLES } from "../../app/config/command-env.ts";
import { VARIABLES } from "../../app/config/env.ts";
import { ROOT } from "./pages.ts";

/** Variables that Carillon does not read itself, each with who does. */
const OTHERS_VARIABLES: Readonly<Record<string, string>> = {
  NODE_EXTRA_CA_CERTS: "Node",
  OTEL_EXPORTER_OTLP_HEADERS: "OpenTelemetry's exporter",
  UPDATE_STRUCTURE: "test/db",
  CARILLON_SECRET: "the example receivers",
};

/** Shouted words with underscores that are no variables: of HTTP in PHP, of Node's errors, of Shopify and PostgreSQL. */
const NO_VARIABLE = /^(?:HTTP_|JSON_|ERR_|CERT_|DEPTH_|SELF_|UNABLE_|HPE_|PAYMENT_|EXPIRED_|OPERATION_)/;

const SHOUTED = /\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g;

/** Those of the files that deploy Carillon. */
const deployed = (): string[] => [
  ...["compose.yaml", "Dockerfile"].map((file) => readFileSync(path.join(ROOT, file), "utf8")),
  ...sources("deploy", ""),
];

const namesIn = (text: string): string[] => [...text.matchAll(SHOUTED)].map(([name]) => name);

/** Variables in a text that nobody reads. */
export function unknownVariables(text: string): string[] {
  const known = new Set([
    ...[VARIABLES, COMMAND_VARIABLES, OTHERS_VARIABLES].flatMap(Object.keys),
    ...deployed().flatMap(namesIn),
  ]);
  return namesIn(text).filter((name) => !known.has(name) && !NO_VARIABLE.test(name));
}

/** `GET /endpoints/:` and the like. */
export const apiCalls = (): Set<string> =>
  new Set(CALLS.map(({ method, path: address }) => `${method.toUpperCase()} ${plainPath(address)}`));

/** The same for every spelling: no query, no prefix of the version, `:` for whatever differs. */
export const plainPath = (address: string): string =>
  address
    .replace(/^\/api\/v1(?=\/)/, "")
    .replace(/\?.*$/, "")
    .replace(/(?<=\/)(?::\w+|\{\w+\}|\w+_(?:\w*…)|…)/g, ":");

/** The texts of a folder's files, with all folders in it. */
const sources = (folder: string, ending: string): string[] =>
  readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map(({ parentPath, name }) => readFileSync(path.join(parentPath, name), "utf8"));

/** Lines of the log, spans and codes: every text of the code that is two words with a dot between. */
export const dottedTexts = (): Set<string> =>
  new Set(
    sources("app", ".ts").flatMap((text) =>
      [...text.matchAll(/["`]([a-z_]+\.[a-z_]+)["`:,]/g)].map(([, name = ""]) => name),
    ),
  );

/** What lines of the log begin with. */
export const logPrefixes = (): Set<string> =>
  new Set(
    sources("app", ".ts").flatMap((text) =>
      [...text.matchAll(/log\.(?:info|warn|error|debug)\([^;]*?"([a-z_]+)\.[a-z_]+/gs)].map(
        ([, name = ""]) => name,
      ),
    ),
  );
