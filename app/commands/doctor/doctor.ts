import { systemClock } from "../../config/clock.ts";
import type { FreeCommand } from "../command.ts";
import { examine } from "./examine.ts";
import type { Finding } from "./finding.ts";

export const doctor: FreeCommand = {
  over: "nothing",
  summary: "Looks at configuration, database, keys, clock, workers and what can be reached. Changes nothing.",
  options: {},
  async run(_words, { json, print, fail }) {
    const findings = await examine({ clock: systemClock });
    if (json) print(JSON.stringify(findings));
    else for (const finding of findings) print(lineOf(finding));
    if (findings.some(({ state }) => state === "wrong")) fail();
  },
};

const lineOf = ({ check, state, says }: Finding): string =>
  `${state.padEnd(7)}  ${check.padEnd(13)}  ${says}`;
