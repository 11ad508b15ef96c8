import { Link, Text } from "@shopify/polaris";
import { Trans, useTranslation } from "react-i18next";
import type { FlowTriggerView } from "../../queries/flow.ts";
import { ResponseText } from "../deliveries/response-text.tsx";
import { TopicName } from "../endpoints/topic-name.tsx";
import { RelativeTime } from "../time/relative-time.tsx";

/** A trigger's newest event, and the way to all of them. */
export function LastSent({ trigger: { last, endpointId } }: { trigger: FlowTriggerView }) {
  const { t } = useTranslation("flow");
  if (!last) {
    return (
      <Text as="p" tone="subdued">
        {t("last.none")}
      </Text>
    );
  }
  return (
    <p className="wrap-anywhere">
      <Trans
        t={t}
        i18nKey={last.lastReason === null ? "last.event" : "last.eventBecause"}
        components={{
          event: (
            <Link url={`/app/deliveries/${last.id}`}>
              <TopicName name={last.topic} />
            </Link>
          ),
          status: <span>{t(`last.status.${last.status}`)}</span>,
          reason: <ResponseText {...last} />,
          time: <RelativeTime time={last.at} />,
        }}
      />{" "}
      <Link url={`/app/deliveries?endpoint=${endpointId}`}>{t("last.seeAll")}</Link>
    </p>
  );
}
