// What Shopify is told by files: the app's toml and those of its extensions.
import { API_VERSION } from "../../app/shopify/api-version.ts";
import { readWithCli } from "../shopify-cli.ts";
import { type Finding, tryCheck } from "./finding.ts";
import type { RunningApp } from "./running-app.ts";
import { COMPLIANCE_TOPICS } from "./signed-routes.ts";
import { type AppFiles, leavesOf, textsAt } from "./toml-leaves.ts";

/** Without these the app does not hear that it was removed, or what a shop has granted. */
const OWN_TOPICS = ["app/uninstalled", "app/scopes_update"];

export const checkAppFiles = (app: RunningApp, files: AppFiles): Promise<Finding[]> =>
  Promise.all([
    tryCheck(`${files.config}: the running app's`, async () => identityProblem(app, files)),
    tryCheck(`${files.config}: embedded, and told of uninstallation and scopes`, async () =>
      settingProblem(files),
    ),
    tryCheck(`${files.config}: compliance topics`, async () => complianceProblem(files)),
    tryCheck("API version: the same in the toml, in the code and in extensions", async () =>
      versionProblem(files),
    ),
    tryCheck("addresses in toml files: https or relative", async () => addressProblem(files)),
    tryCheck(`${files.config} and extensions: Shopify CLI takes them`, () => schemaProblem(files)),
  ]);

/** A file without client_id is a model for others, and of no app yet. */
function identityProblem(app: RunningApp, files: AppFiles): string | undefined {
  const [clientId = ""] = textsAt(files, /^client_id$/);
  const [home = ""] = textsAt(files, /^application_url$/);
  if (clientId === "") return undefined;
  if (clientId !== app.apiKey)
    return `client_id is ${clientId}, and SHOPIFY_API_KEY is ${app.apiKey}. Name the file of this app with --config.`;
  return new URL(home).origin === app.address
    ? undefined
    : `application_url is ${home}, and the app that is checked is at ${app.address}. Make them the same.`;
}

function settingProblem(files: AppFiles): string | undefined {
  if (textsAt(files, /^embedded$/)[0] !== "true")
    return "embedded is not true. The panel opens inside Shopify.";
  const topics = textsAt(files, /^webhooks\.subscriptions\.\d+\.topics\./);
  const missing = OWN_TOPICS.filter((topic) => !topics.includes(topic));
  return missing.length > 0
    ? `${missing.join(", ")} is missing in the topics of [[webhooks.subscriptions]]. Add it, and deploy.`
    : undefined;
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
