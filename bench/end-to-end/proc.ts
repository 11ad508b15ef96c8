// What Linux says of a process. 0 for one that has ended.
import { readdir, readFile } from "node:fs/promises";

/** The kernel counts CPU time in hundredths of a second. */
const TICK_MS = 10;

interface Stat {
  parent: number;
  cpuMs: number;
}

/** Its own CPU time and that of its children that have ended. */
export async function cpuMs(pid: number): Promise<number> {
  return (await stat(pid))?.cpuMs ?? 0;
}

export async function childrenOf(parent: number): Promise<number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const stats = await Promise.all(pids.map(stat));
  return pids.filter((_pid, index) => stats[index]?.parent === parent);
}

/** Resident memory now and at its highest so far, in MB. */
export async function memoryMb(pid: number): Promise<{ now: number; highest: number }> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const line = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) / 1_024;
  return { now: line("VmRSS"), highest: line("VmHWM") };
}

async function stat(pid: number): Promise<Stat | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const fields = text
    .slice(text.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
  const ticks = fields.slice(11, 15).reduce((sum, value) => sum + value, 0);
  return { parent: fields[1] ?? 0, cpuMs: ticks * TICK_MS };
}
