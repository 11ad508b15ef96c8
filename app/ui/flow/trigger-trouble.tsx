import { Banner } from "@shopify/polaris";
import type { FlowTriggerView } from "../../queries/flow.ts";
import { AbsoluteTime } from "../time/absolute-time.tsx";
import { DueTime } from "../time/due-time.tsx";
import { RelativeTime } from "../time/relative-time.tsx";
import { useEnable } from "./use-enable.ts";

/** What keeps events from a trigger, and the way back; nothing when all is well. */
export function TriggerTrouble({ trigger }: { trigger: FlowTriggerView }) {
  const { state, health } = trigger;
  if (state === "disabled") return <Stopped trigger={trigger} />;
  const { failing, heldUntil } = health;
  if (state !== "enabled" || (!failing && !heldUntil)) return null;
  return (
    <Banner tone="warning">
      {failing ? (
        <p>
          {failing.failures === 1 ? "The last attempt" : `The last ${failing.failures} attempts`} failed, the
          first of them <RelativeTime time={failing.since} />. Each event is tried again for three days. If
          nothing arrives for 5 days, Carillon stops sending to this trigger.
        </p>
      ) : null}
      {heldUntil ? (
        <p>
          Shopify asked to wait: the next event goes out <DueTime time={heldUntil} />.
        </p>
      ) : null}
    </Banner>
  );
}

function Stopped({ trigger: { handle, since } }: { trigger: FlowTriggerView }) {
  const { enable, enabling, problem } = useEnable(handle);
  return (
    <Banner tone="critical" action={{ content: "Enable", loading: enabling, onAction: enable }}>
      <p>
        Every attempt of the last days failed, so Carillon stopped sending to this trigger
        {since ? (
          <>
            {" "}
            on <AbsoluteTime time={since} />
          </>
        ) : null}
        . Its failed deliveries say why. Once you enable it, it gets new events.
      </p>
      {problem ? <p>{problem}</p> : null}
    </Banner>
  );
}
