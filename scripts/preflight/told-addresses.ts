// Where the toml files tell Shopify to send its requests.
import { type AppFiles, leavesOf, textsAt } from "./toml-leaves.ts";

/** Paths of the running app. */
export interface ToldAddresses {
  /** where the three compliance webhooks go */
  compliance: string[];
  /** where the others and the events go */
  webhooks: string[];
  flow: { lifecycle: string[]; action: string[] };
  proxy: string[];
}

/** Throws a sentence about an address that leads to another host than the app's. */
export function toldAddresses(files: AppFiles): ToldAddresses {
  const [home = ""] = textsAt(files, /^application_url$/);
  const pathsOf = (addresses: string[]) => [...new Set(addresses.map((address) => pathAt(home, address)))];
  const subscriptions = leavesOf(files).filter(({ file }) => file === files.config);
  const compliant = new Set(
    subscriptions.filter(({ key }) => key === "compliance_topics").map(({ path }) => entryOf(path)),
  );
  const uris = subscriptions.filter(({ key }) => key === "uri");
  const extensions = (key: string) =>
    leavesOf(files)
      .filter((leaf) => leaf.file !== files.config && leaf.key === key)
      .map(({ value }) => String(value));
  const textOf = ({ value }: { value: unknown }) => String(value);
  return {
    compliance: pathsOf(uris.filter(({ path }) => compliant.has(entryOf(path))).map(textOf)),
    webhooks: pathsOf(uris.map(textOf)),
    flow: { lifecycle: pathsOf(extensions("url")), action: pathsOf(extensions("runtime_url")) },
    proxy: pathsOf(textsAt(files, /^app_proxy\.url$/)),
  };
}

/** `webhooks.subscriptions.1` of `webhooks.subscriptions.1.uri` and `webhooks.subscriptions.1.compliance_topics.0` */
const entryOf = (path: string): string => /^\D*\d+/.exec(path)?.[0] ?? path;

function pathAt(home: string, address: string): string {
  const url = new URL(address, home);
  if (url.origin === new URL(home).origin) return url.pathname;
  throw new Error(`${address} leads to another host than application_url, ${home}. Make it relative.`);
}
