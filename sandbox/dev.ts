// npm run dev:sandbox: the same as the demo with the app run from its sources. Vite reloads the panel in the browser
// (through the proxy); a change to what Node itself has loaded restarts the app.
import { runCommand, say, stopSignal } from "./command.ts";
import { runUntilStopped } from "./demo/until-stopped.ts";
import { refuseProduction } from "./refuse-production.ts";

refuseProduction();

await runCommand(async () => {
  await runUntilStopped(stopSignal(), { mode: "dev", log: say }, say);
  return 0;
});
