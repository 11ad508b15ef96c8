import { randomUUID } from "node:crypto";
import { SandboxError } from "../sandbox-error.ts";
import type { Stack } from "../stack.ts";
import type { Step, Story } from "../traffic/step.ts";

/** Sends a step's webhook, twice if it is a duplicate. Answers how many were sent; throws when one is not accepted. */
export async function tell(stack: Stack, step: Step, retries?: number[]): Promise<number> {
  const webhookId = randomUUID();
  const times = step.duplicate ? 2 : 1;
  for (let time = 0; time < times; time++) {
    const sent = await stack.send({ topic: step.topic, body: step.body, webhookId }, retries);
    if (sent.kind === "accepted") continue;
    const why = sent.kind === "unanswered" ? `did not answer (${sent.reason})` : `answered ${sent.status}`;
    throw new SandboxError(`The app ${why} to a webhook of ${step.topic}.`);
  }
  return times;
}

/** All stories at the same time, each in its own order. Answers how many webhooks were sent. */
export async function tellAll(stack: Stack, stories: Story[]): Promise<number> {
  const counts = await Promise.all(
    stories.map(async (story) => {
      let count = 0;
      for (const step of story) count += await tell(stack, step);
      return count;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
