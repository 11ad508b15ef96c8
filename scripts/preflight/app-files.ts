// What Shopify is told by files: the app's toml and those of its extensions.
import { readdirSync, readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { API_VERSION } from "../../app/shopify/api-version.ts";
import { readWithCli } from "../shopify-cli.ts";
import { type Finding, tryCheck } from "./finding.ts";
import { COMPLIANCE_TOPICS } from "./signed-routes.ts";

export interface AppFiles {
  /** shopify.app.toml, or another one beside it */
  config: string;
  /** files that are to have another content than they have */
  texts?: Record<string, string>;
}

export const checkAppFiles = (files: AppFiles): Promise<Finding[]> =>
  Promise.all([
    tryCheck(`${files.config}: compliance topics`, async () => complianceProblem(files)),
    tryCheck("API version: the same in the toml, in the code and in extensions", async () =>
      versionProblem(files),
    ),
    tryCheck("addresses in toml files: https or relative", async () => addressProblem(files)),
    tryCheck(`${files.config} and extensions: Shopify CLI takes them`, () => schemaProblem(files)),
  ]);

/** A value in a toml file, e.g. `webhooks.subscriptions.0.uri`. */
interface Leaf {
  file: string;
  path: string;
  /** its last name that is no number */
  key: string;
  value: unknown;
}

function leavesOf({ config, texts }: AppFiles): Leaf[] {
  const extensions = readdirSync("extensions", { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `extensions/${name}/shopify.extension.toml`);
  return [config, ...extensions].flatMap((file) =>
    leavesIn(parse(texts?.[file] ?? readFileSync(file, "utf8"))).map(({ path, value }) => {
      const key = path.findLast((name) => !/^\d+$/.test(name)) ?? "";
      return { file, path: path.join("."), key, value };
    }),
  );
}

function leavesIn(value: unknown, path: string[] = []): { path: string[]; value: unknown }[] {
  if (typeof value !== "object" || value === null || value instanceof Date) return [{ path, value }];
  return Object.entries(value).flatMap(([name, inner]) => leavesIn(inner, [...path, name]));
}

function complianceProblem(files: AppFiles): string | undefined {
  const topics = leavesOf(files)
    .filter(({ file, key }) => file === files.config && key === "compliance_topics")
    .map(({ value }) => value);
  const missing = COMPLIANCE_TOPICS.filter((topic) => !topics.includes(topic));
  if (missing.length === 0) return undefined;
  return `${missing.join(", ")} is missing. Add it to compliance_topics of a [[webhooks.subscriptions]], and deploy.`;
}

function versionProblem(files: AppFiles): string | undefined {
  const versions = leavesOf(files).filter(({ key }) => key === "api_version");
  const other = versions.find(({ value }) => value !== API_VERSION);
  if (other)
    return `${other.path} of ${other.file} is ${other.value}, app/shopify/api-version.ts says ${API_VERSION}. Make them the same.`;
  return versions.some(({ file, path }) => file === files.config && path === "webhooks.api_version")
    ? undefined
    : `webhooks.api_version of ${files.config} is missing. Set it to ${API_VERSION}.`;
}

const IS_ADDRESS = /(?:^|_)(?:urls?|uri)$/;
const IS_FINE = /^(?:https:\/\/[^\s/]+|\/(?!\/))/;

function addressProblem(files: AppFiles): string | undefined {
  const wrong = leavesOf(files).find(
    ({ key, value }) => IS_ADDRESS.test(key) && !IS_FINE.test(String(value)),
  );
  return (
    wrong && `${wrong.path} of ${wrong.file} is ${wrong.value}. Begin it with https:// or with one slash.`
  );
}

async function schemaProblem({ config, texts }: AppFiles): Promise<string | undefined> {
  try {
    await readWithCli(config, texts);
    return undefined;
  } catch (error) {
    const words = (error as Error).message.trim().replaceAll(/\s+/g, " ");
    return `Shopify CLI says: ${words || "it cannot be read"}. Mend the file; \`shopify app deploy\` would fail.`;
  }
}
