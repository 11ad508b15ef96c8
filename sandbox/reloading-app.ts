// The app in development: started again when a file changes that Node itself has loaded. The pages are Vite's, which
// reloads them in the browser. Node's own --watch will not do: it restarts at the files that Vite writes for itself,
// and its process in between would keep the app alive when the sandbox is killed.
import { watch } from "node:fs";
import path from "node:path";
import { type AppOptions, type AppProcess, ROOT, startApp } from "./app-process.ts";

/** An editor writes several files, and some of them twice. */
const SETTLE_MS = 200;

/** Throws SandboxError when the first start fails; later ones are waited out until the next change. */
export async function startReloadingApp(options: AppOptions): Promise<AppProcess> {
  const end = new AbortController();
  let app: AppProcess | undefined = await startApp(options);
  let restarting = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  async function restart(): Promise<void> {
    if (end.signal.aborted) return;
    options.log("The sources have changed: starting the app again.");
    await app?.stop();
    app = await startApp({ ...options, signal: end.signal }).catch((error: Error) => {
      options.log(`${error.message}\nWaiting for the next change.`);
      return undefined;
    });
  }

  const watcher = watch(path.join(ROOT, "app"), { recursive: true }, (_event, file) => {
    if (!file || isPage(file)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      restarting = restarting.then(restart);
    }, SETTLE_MS);
  });

  return {
    ended: new Promise((resolve) => {
      end.signal.addEventListener("abort", () => resolve());
    }),
    async stop() {
      watcher.close();
      clearTimeout(timer);
      end.abort();
      await restarting;
      await app?.stop();
    },
  };
}

/** root.tsx and entry.*.tsx are Vite's as well. */
const isPage = (file: string): boolean =>
  /^(ui|routes)\//.test(file) || /\.(tsx|css)$/.test(file) || /~$/.test(file);
