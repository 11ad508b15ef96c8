import { Banner } from "@shopify/polaris";
import { Trans, useTranslation } from "react-i18next";
import type { FlowTriggerView } from "../../queries/flow.ts";
import { useProblem } from "../texts/use-problem.ts";
import { AbsoluteTime } from "../time/absolute-time.tsx";
import { DueTime } from "../time/due-time.tsx";
import { RelativeTime } from "../time/relative-time.tsx";
import { useEnable } from "./use-enable.ts";

/** What keeps events from a trigger, and the way back; nothing when all is well. */
export function TriggerTrouble({ trigger }: { trigger: FlowTriggerView }) {
  const { t } = useTranslation("flow");
  const { state, health } = trigger;
  if (state === "disabled") return <Stopped trigger={trigger} />;
  const { failing, heldUntil } = health;
  if (state !== "enabled" || (!failing && !heldUntil)) return null;
  return (
    <Banner tone="warning">
      {failing ? (
        <p>
          <Trans
            t={t}
            i18nKey="trouble.failing"
            count={failing.failures}
            components={{ since: <RelativeTime time={failing.since} /> }}
          />
        </p>
      ) : null}
      {heldUntil ? (
        <p>
          <Trans t={t} i18nKey="trouble.held" components={{ until: <DueTime time={heldUntil} /> }} />
        </p>
      ) : null}
    </Banner>
  );
}

function Stopped({ trigger: { handle, since } }: { trigger: FlowTriggerView }) {
  const { t } = useTranslation("flow");
  const translate = useProblem();
  const { enable, enabling, problem } = useEnable(handle);
  return (
    <Banner tone="critical" action={{ content: t("trouble.enable"), loading: enabling, onAction: enable }}>
      <p>
        {since ? (
          <Trans t={t} i18nKey="trouble.stoppedOn" components={{ since: <AbsoluteTime time={since} /> }} />
        ) : (
          t("trouble.stopped")
        )}
      </p>
      {problem ? <p>{translate(problem)}</p> : null}
    </Banner>
  );
}
