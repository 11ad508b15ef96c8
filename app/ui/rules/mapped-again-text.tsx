import { Link, Text } from "@shopify/polaris";
import { Trans, useTranslation } from "react-i18next";
import type { MappedAgain } from "../../queries/mapped-again.ts";
import { INBOX } from "../events/paths.ts";
import { useRefresh } from "../refresh/use-refresh.ts";
import { RelativeTime } from "../time/relative-time.tsx";

/** How far the webhooks have come that were left out for want of a rule, and what came of them. */
export function MappedAgainText({ again }: { again: MappedAgain | null }) {
  const isGoingOn = again?.state === "queueing" || again?.state === "mapping";
  useRefresh(isGoingOn);
  return <div role="status">{again ? <Told {...again} /> : null}</div>;
}

function Told({ state, savedAt, queued, left, more }: MappedAgain) {
  const { t } = useTranslation("rules");
  if (state === "done" && queued === 0) return null;
  const components = { time: <RelativeTime time={savedAt} />, a: <Link url={INBOX} /> };
  return (
    <Text as="p" tone="subdued">
      <Trans t={t} i18nKey={`again.${state}`} values={{ count: queued }} components={components} />
      {state === "done" && left > 0 ? (
        <>
          {" "}
          <Trans
            t={t}
            i18nKey={more ? "again.leftMore" : "again.left"}
            values={{ count: left }}
            components={components}
          />
        </>
      ) : null}
    </Text>
  );
}
