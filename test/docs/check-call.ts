// What is wrong with a call that is not run, as far as files of the project say.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { READERS_FILES } from "./not-run.ts";
import { ROOT } from "./pages.ts";

const read = (file: string) => readFileSync(path.join(ROOT, file), "utf8");

const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };

interface ShopifyCommand {
  flags: Record<string, { char?: string }>;
}

let shopify: Record<string, ShopifyCommand> | undefined;

const shopifyCommands = (): Record<string, ShopifyCommand> => {
  shopify ??= JSON.parse(read("node_modules/@shopify/cli/oclif.manifest.json")).commands;
  return shopify ?? {};
};

/** Sentences; none when nothing is wrong. `words`: the call, its program first. */
export function problemsOf(words: string[]): string[] {
  const [program = "", ...rest] = words;
  if (program === "npm") return npmProblems(rest);
  if (program === "shopify") return shopifyProblems(rest);
  if (program === "npx" && rest[0] === "shopify") return shopifyProblems(rest.slice(1));
  if (program === "docker") return dockerProblems(rest);
  if (program === "sudo") return problemsOf(rest);
  return missingFiles(rest);
}

function npmProblems(words: string[]): string[] {
  const [verb = "", ...rest] = words.filter((word) => word !== "-s" && word !== "--silent");
  if (verb === "ci") return unknown(rest, ["--omit=dev", "--omit", "dev"]);
  const [name = "", ...options] = verb === "run" ? rest : [verb, ...rest];
  const script = scripts[name];
  if (!script) return [`there is no script ${name} in package.json`];
  if (name === "carillon") return []; // its words and options are checked in names.test.ts
  const given = options[0] === "--" ? options.slice(1) : options;
  if (given.length > 0 && options[0] !== "--")
    return [`npm takes ${given[0]} for itself: write -- before it`];
  return [...unknown(given.filter(isOption), optionsOf(script)), ...missingFiles(given)];
}

const isOption = (word: string) => word.startsWith("-");

const unknown = (words: string[], known: string[]): string[] =>
  words.filter((word) => !known.includes(word)).map((word) => `there is no option ${word}`);

/** Every option that the script's file, or one that it imports from its own folder, has as a text. */
function optionsOf(script: string): string[] {
  const entries = [...script.matchAll(/\b((?:app|bench|sandbox|scripts)\/[\w-]+\.ts)\b/g)];
  const texts = entries.flatMap(([, file = ""]) => {
    const text = read(file);
    const imports = [...text.matchAll(/from "(\.\/[\w./-]+\.ts)"/g)];
    const files = imports.map(([, name = ""]) => path.posix.join(path.posix.dirname(file), name));
    return [text, ...files.map(read)];
  });
  return texts.flatMap((text) => {
    const written = [...text.matchAll(/--[a-z][\w-]*/g)].map(([option]) => option);
    const parsed = [...text.matchAll(/^\s+"?([a-z][\w-]*)"?: \{ type: "/gm)].map(([, name]) => `--${name}`);
    return [...written, ...parsed];
  });
}

function shopifyProblems(words: string[]): string[] {
  const names = words.slice(0, words.findIndex(isOption) >= 0 ? words.findIndex(isOption) : undefined);
  const command = shopifyCommands()[names.join(":")];
  if (!command) return [`Shopify CLI has no command ${names.join(" ")}`];
  const flags = Object.entries(command.flags).flatMap(([name, { char }]) => [`--${name}`, `-${char}`]);
  const given = words.filter(isOption).map((word) => word.split("=")[0] ?? "");
  return [...unknown(given, flags), ...missingFiles(words)];
}

const SERVICES = /^ {2}([\w-]+):/gm;

/** A word of compose that names a service: the last one of most commands, the first one after the options of `exec`. */
function dockerProblems(words: string[]): string[] {
  if (words[0] !== "compose") return missingFiles(words);
  const [command = "", ...rest] = words.slice(words.indexOf("-f") < 0 ? 1 : words.indexOf("-f") + 2);
  const named = rest.filter((word) => !isOption(word));
  const services = [...(read("compose.yaml").split("\nservices:")[1]?.matchAll(SERVICES) ?? [])].map(
    ([, name]) => name,
  );
  const wanted = ["exec", "run"].includes(command) ? named.slice(0, 1) : named;
  const unheard = wanted.filter((word) => !services.includes(word));
  return [...unheard.map((word) => `compose.yaml has no service ${word}`), ...missingFiles(words)];
}

const FILE = /^(?:[\w@.-]+\/)*[\w.-]+\.(?:ts|js|mjs|json|md|toml|ya?ml|sh|sql|tsx)$/;

const missingFiles = (words: string[]): string[] =>
  words
    .map((word) => word.replace(/^--?[\w-]+=/, ""))
    .filter((word) => FILE.test(word) && !READERS_FILES.includes(word))
    .filter((word) => !existsSync(path.join(ROOT, word)))
    .map((word) => `there is no file ${word}`);
