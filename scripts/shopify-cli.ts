// Reads the app's files as `shopify app dev` and `deploy` do before they send them: with Shopify CLI's own schemas, but
// without a login and without the network. The CLI offers no such function to others, so it is found by what it does.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

const BUNDLE = path.resolve("node_modules/@shopify/cli/dist");

export interface CliApp {
  configuration: object;
  allExtensions: CliExtension[];
}

interface CliExtension {
  type: string;
  handle: string;
  uid: string;
  /** what Shopify is sent of it */
  deployConfig(options: { apiKey: string; appConfiguration: object }): Promise<object | undefined>;
}

type ReadLocalApp = (options: {
  directory: string;
  userProvidedConfigName: string;
  skipPrompts: boolean;
}) => Promise<{ app: CliApp }>;

const readLocalApp = await findReader();

/**
 * `config`: the name of the app's toml file; `texts`: files that are to have another content than they have. Throws
 * what the CLI finds wrong. Types of extensions that it learns of from Shopify alone are left out.
 */
export async function readWithCli(config: string, texts: Record<string, string> = {}): Promise<CliApp> {
  // A copy without package.json: where that names the CLI, the CLI looks for others of its kind on the machine.
  const directory = mkdtempSync(path.join(tmpdir(), "carillon-extensions-"));
  try {
    for (const name of [config, "extensions"]) cpSync(name, path.join(directory, name), { recursive: true });
    for (const [name, text] of Object.entries(texts)) writeFileSync(path.join(directory, name), text);
    return (await readLocalApp({ directory, userProvidedConfigName: config, skipPrompts: true })).app;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function findReader(): Promise<ReadLocalApp> {
  process.env.XDG_CONFIG_HOME = path.resolve("node_modules/.cache/shopify-cli"); // else it writes into the home
  const file = readdirSync(BUNDLE)
    .map((name) => path.join(BUNDLE, name))
    .find((name) => name.endsWith(".js") && readFileSync(name, "utf8").includes('identifier:"flow_trigger"'));
  const exported = file ? Object.values((await import(pathToFileURL(file).href)) as object) : [];
  const [reader, ...others] = exported.filter(isReader);
  if (reader && others.length === 0) return reader;
  throw new Error(
    "Shopify CLI is another one inside than it was. Look for the function with which `shopify app build` reads the app, and say in scripts/shopify-cli.ts how to find it.",
  );
}

/** Of all that reads an app, only this one passes over what it does not know. */
function isReader(value: unknown): value is ReadLocalApp {
  const reads = /^async function \w+\(\{directory:.*userProvidedConfigName:.*ignoreUnknownExtensions/s;
  return typeof value === "function" && reads.test(String(value));
}
