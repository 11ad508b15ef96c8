import { ensureBuild } from "#sandbox/ensure-build.ts";
import { startRig } from "./rig.ts";
import { measureCeiling, measureLatencies, measureRate } from "./run.ts";
const say = (line: string) => console.error(line);
await ensureBuild(say);
const rig = await startRig();
try {
  const bench = { rig, quick: true, say };
  await measureCeiling(bench, 3);
  await measureLatencies(bench);
  await measureRate(bench, 1);
  await measureRate(bench, 10);
} finally { await rig.stop(); }
process.exit(0);
