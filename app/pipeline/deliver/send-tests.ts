import type { Deps } from "../../config/deps.ts";
import { sendTest, TESTS_PER_MINUTE, type TestInput, type TestOutcome } from "./send-test.ts";

export interface TestedEndpoint {
  endpointId: string;
  outcome: TestOutcome;
}

/** The same test call to several endpoints at once. Those beyond what a minute allows are not even tried. */
export function sendTests(
  deps: Deps,
  shopId: string,
  endpointIds: string[],
  input: TestInput,
): Promise<TestedEndpoint[]> {
  return Promise.all(
    [...new Set(endpointIds)].map(async (endpointId, index) => ({
      endpointId,
      outcome:
        index < TESTS_PER_MINUTE
          ? await sendTest(deps, shopId, endpointId, input)
          : { kind: "too_many" as const, retryAfterSeconds: 60 },
    })),
  );
}
