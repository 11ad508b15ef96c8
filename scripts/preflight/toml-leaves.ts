// The app's toml and those of its extensions, value by value.
import { readdirSync, readFileSync } from "node:fs";
import { parse } from "smol-toml";

export interface AppFiles {
  /** shopify.app.toml, or another one beside it */
  config: string;
  /** files that are to have another content than they have */
  texts?: Record<string, string>;
}

/** A value in a toml file, e.g. `webhooks.subscriptions.0.uri`. */
export interface Leaf {
  file: string;
  path: string;
  /** its last name that is no number */
  key: string;
  value: unknown;
}

export function leavesOf({ config, texts }: AppFiles): Leaf[] {
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

/** The texts at the places of the app's own toml that `path` describes. */
export const textsAt = (files: AppFiles, path: RegExp): string[] =>
  leavesOf(files)
    .filter((leaf) => leaf.file === files.config && path.test(leaf.path))
    .map(({ value }) => String(value));

function leavesIn(value: unknown, path: string[] = []): { path: string[]; value: unknown }[] {
  if (typeof value !== "object" || value === null || value instanceof Date) return [{ path, value }];
  return Object.entries(value).flatMap(([name, inner]) => leavesIn(inner, [...path, name]));
}
