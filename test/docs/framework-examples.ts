// The examples for frameworks in docs/receivers: how each is served, and whether this machine can.
import { spawnSync } from "node:child_process";

interface FrameworkExample {
  name: string;
  /** the page that it stands on, without .md */
  page: string;
  command: string;
  folder: string;
  args(port: number): string[];
  /** undefined where nothing is missing */
  missing: string | undefined;
}

function nodeExample(name: string, library?: string): FrameworkExample {
  return {
    ...{ name, page: "node", command: process.execPath, folder: "." },
    args: () => ["test/docs/serve-node-example.mjs", name],
    missing: library && !isResolvable(library) ? library : undefined,
  };
}

function isResolvable(library: string): boolean {
  const program = `import.meta.resolve(${JSON.stringify(library)})`;
  return runs(process.execPath, ["--input-type=module", "--eval", program]);
}

const runs = (command: string, args: string[]): boolean => spawnSync(command, args).status === 0;

/** The one that has the modules: Debian's packages are for its own. */
const pythonWith = (modules: string): string | undefined =>
  ["python3", "/usr/bin/python3"].find((python) => runs(python, ["-c", `import ${modules}`]));

function pythonExample(name: string, modules: string, example: Pick<FrameworkExample, "args" | "folder">) {
  const python = pythonWith(modules);
  return {
    name,
    page: "python",
    command: python ?? "python3",
    missing: python ? undefined : modules,
    ...example,
  };
}

function rubyExample(name: string, libraries: string[], args: FrameworkExample["args"]): FrameworkExample {
  const isHere = runs("ruby", [...libraries.map((library) => `-r${library}`), "-e", ""]);
  const missing = isHere ? undefined : libraries.join(", ");
  return { name, page: "ruby", command: "ruby", folder: "docs/receivers/ruby", args, missing };
}

const PYTHON = "docs/receivers/python";
const LOCAL = ["--host", "127.0.0.1", "--port"];

export const frameworkExamples = (): FrameworkExample[] => [
  nodeExample("express", "express"),
  nodeExample("fastify", "fastify"),
  nodeExample("hono", "hono"),
  ...["next", "remix", "worker", "lambda"].map((name) => nodeExample(name)),
  pythonExample("flask_receiver", "flask", {
    args: (port) => ["-m", "flask", "--app", "flask_receiver", "run", ...LOCAL, String(port)],
    folder: PYTHON,
  }),
  pythonExample("django_receiver", "django", {
    args: () => ["test/docs/serve_django_example.py"],
    folder: ".",
  }),
  pythonExample("fastapi_receiver", "fastapi, uvicorn", {
    args: (port) => ["-m", "uvicorn", "fastapi_receiver:app", ...LOCAL, String(port)],
    folder: PYTHON,
  }),
  rubyExample("config.ru", ["rack", "puma/cli"], (port) => [
    ...["-S", "rackup", "--server", "puma"],
    ...[...LOCAL, String(port)],
  ]),
  rubyExample("sinatra_receiver", ["sinatra/base", "puma/cli"], () => [
    "sinatra_receiver.rb",
    "-o",
    "127.0.0.1",
  ]),
];
