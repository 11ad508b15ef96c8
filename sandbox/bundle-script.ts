// The two scripts that run in the browser (the App Bridge stub, the fake admin) are TypeScript modules; a page gets
// one classic script out of each, made when it is first asked for.
import path from "node:path";
import { build, type Rollup } from "vite";

const made = new Map<string, Promise<string>>();

/** `entry`: path below sandbox/. */
export function bundleScript(entry: string): Promise<string> {
  const script = made.get(entry) ?? bundle(entry);
  made.set(entry, script);
  return script;
}

async function bundle(entry: string): Promise<string> {
  const nodeEnv = process.env.NODE_ENV; // vite sets it, and what the sandbox starts later would inherit that
  const output = (await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: "error",
    build: {
      write: false,
      minify: false,
      target: "es2022",
      lib: { entry: path.join(import.meta.dirname, entry), formats: ["iife"], name: "sandbox" },
    },
  })) as Rollup.RollupOutput[];
  if (nodeEnv === undefined) Reflect.deleteProperty(process.env, "NODE_ENV");
  const chunk = output[0]?.output[0];
  if (!chunk) throw new Error(`vite made nothing of ${entry}`);
  return chunk.code;
}
