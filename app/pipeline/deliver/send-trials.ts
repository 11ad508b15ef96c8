import type { Deps } from "../../config/deps.ts";
import { sendTrial, type TrialInput, type TrialOutcome } from "./send-trial.ts";

export interface TriedUrl {
  url: string;
  outcome: TrialOutcome;
}

/** The same trial to several addresses at once. Those beyond what a minute allows are refused. */
export const sendTrials = (
  deps: Pick<Deps, "prisma" | "env" | "clock" | "post" | "limitTrials">,
  shopId: string,
  urls: string[],
  input: Omit<TrialInput, "url">,
): Promise<TriedUrl[]> =>
  Promise.all(urls.map(async (url) => ({ url, outcome: await sendTrial(deps, shopId, { ...input, url }) })));
