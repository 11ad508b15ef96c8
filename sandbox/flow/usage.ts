// What Flow tells the app of its triggers' use. An app that does not confirm within 5 s that a trigger is used keeps
// the merchant from using it. https://shopify.dev/docs/apps/build/flow/triggers/lifecycle-callbacks
import type { Clock } from "#app/config/clock.ts";
import { SandboxError } from "../sandbox-error.ts";
import { callFlowUrl, type FlowCaller, wordsOf } from "./call-flow-url.ts";
import type { FlowExtensions, FlowTrigger } from "./extensions.ts";

interface UsageDeps extends FlowCaller {
  clock: Clock;
  extensions: FlowExtensions;
  definitionId?: (trigger: FlowTrigger) => string;
  limits?: { lifecycleMs: number };
}

const ANSWER_MS = 5_000;

export function createUsage(deps: UsageDeps, shop: string, isUsed: (trigger: string) => boolean) {
  const { triggers, lifecycleUrl } = deps.extensions;
  let lastMs = 0;

  /** Of two callbacks the app believes the newer, so no two have one time. */
  function nextTime(): string {
    lastMs = Math.max(lastMs + 1, deps.clock.now().getTime());
    return new Date(lastMs).toISOString();
  }

  /** `handle`: of a trigger. Throws SandboxError when the app does not confirm it. */
  async function tell(handle: string, hasEnabledFlow: boolean): Promise<void> {
    const trigger = triggers.find((one) => one.handle === handle);
    if (!trigger || lifecycleUrl === undefined) return;
    const body = {
      flow_trigger_definition_id: deps.definitionId?.(trigger) ?? trigger.name,
      has_enabled_flow: hasEnabledFlow,
      shop_id: "1",
      shopify_domain: shop,
      timestamp: nextTime(),
    };
    const answer = await callFlowUrl(deps, {
      url: lifecycleUrl,
      body,
      timeoutMs: deps.limits?.lifecycleMs ?? ANSWER_MS,
    });
    if (answer.kind === "answered" && answer.status >= 200 && answer.status < 300) return;
    const what = hasEnabledFlow
      ? "The workflow stays off: the app did not confirm that its trigger is used"
      : "The workflow is off, and the app does not know it";
    throw new SandboxError(`${what} (${wordsOf(answer)}).`);
  }

  return {
    tell,
    async tellAll(): Promise<void> {
      for (const { handle } of triggers) await tell(handle, isUsed(handle));
    },
  };
}
