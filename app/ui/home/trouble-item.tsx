import { Button, Text } from "@shopify/polaris";
import { Trans, useTranslation } from "react-i18next";
import type { EndpointTrouble } from "../../queries/attention.ts";
import { useDestinationName } from "../deliveries/destination-name.ts";
import { RelativeTime } from "../time/relative-time.tsx";
import { AttentionItem } from "./attention-item.tsx";

const TONES = { disabled: "critical", failing: "warning", silent: "info" } as const;

const ACTIONS = {
  disabled: "attention.fixDisabled",
  failing: "attention.fixFailing",
  silent: "attention.fixSilent",
} as const;

/** An endpoint, or a trigger of Flow, that does not get what it should. */
export function TroubleItem({ trouble }: { trouble: EndpointTrouble }) {
  const { t } = useTranslation("home");
  const { t: common } = useTranslation();
  const { id, url, description, flowTrigger, kind } = trouble;
  const destinationName = useDestinationName();
  const title = destinationName({ endpointUrl: url, endpointDescription: description, flowTrigger });
  const path = flowTrigger === null ? `/app/endpoints/${id}` : "/app/flow";
  const action = t(ACTIONS[kind]);
  return (
    <AttentionItem
      badge={t(`attention.${kind}`)}
      tone={TONES[kind]}
      title={title}
      action={
        <Button url={path} accessibilityLabel={common("pair", { of: action, what: title })}>
          {action}
        </Button>
      }
    >
      <Text as="p" tone="subdued">
        <Matter {...trouble} />
      </Text>
    </AttentionItem>
  );
}

function Matter({ kind, disabledReason, failures, since }: EndpointTrouble) {
  const { t } = useTranslation("home");
  if (kind === "silent") return t("attention.silentText");
  const components = { time: <RelativeTime time={since} /> };
  if (kind === "failing") {
    return <Trans t={t} i18nKey="attention.failingText" count={failures} components={components} />;
  }
  return disabledReason === "gone" ? (
    <Trans t={t} i18nKey="attention.disabledGone" components={components} />
  ) : (
    <Trans t={t} i18nKey="attention.disabledFailing" components={components} />
  );
}
