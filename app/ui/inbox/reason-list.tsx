import { BlockStack, Box, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { OriginText } from "../events/origin-text.tsx";
import { INBOX } from "../events/paths.ts";
import { address } from "../paging/pager.tsx";
import { useProblem } from "../texts/use-problem.ts";
import { RelativeTime } from "../time/relative-time.tsx";
import { rulePath } from "../topics/topic-paths.ts";
import type { ListedReason } from "./listed.ts";
import { MapAgainButton } from "./map-again-button.tsx";
import { ruleOf } from "./reasons.ts";
import type { MapAgainCall } from "./use-map-again.ts";

interface ReasonListProps {
  reasons: ListedReason[];
  /** of so many newest webhooks; null for all of them */
  counted: number | null;
  call: MapAgainCall;
}

/** Why webhooks became no event, with how many of each reason, and what can be done. */
export function ReasonList({ reasons, counted, call }: ReasonListProps) {
  const { t, i18n } = useTranslation("events");
  return (
    <Box padding="400">
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("reason.title")}
        </Text>
        <ul className="plain-list">
          {reasons.map((reason) => (
            <li key={`${reason.status} ${reason.reason}`} className="attempt">
              <ReasonItem of={reason} call={call} />
            </li>
          ))}
        </ul>
        {counted === null ? null : (
          <Text as="p" tone="subdued">
            {t("reason.counted", { number: new Intl.NumberFormat(i18n.language).format(counted) })}
          </Text>
        )}
      </BlockStack>
    </Box>
  );
}

const MOST_ORIGINS = 3;

function ReasonItem({ of, call }: { of: ListedReason; call: MapAgainCall }) {
  const { status, reason, explanation, byRules, count, origins, lastReceivedAt } = of;
  const { t, i18n } = useTranslation("events");
  const sentence = useProblem()(explanation);
  const number = new Intl.NumberFormat(i18n.language).format(count);
  return (
    <div className="reason-item">
      <BlockStack gap="050">
        <Text as="p" fontWeight="medium">
          {sentence}
        </Text>
        <Text as="p" tone="subdued">
          {origins.slice(0, MOST_ORIGINS).map((origin, index) => (
            <span key={JSON.stringify(origin)}>
              {index > 0 ? ", " : ""}
              <OriginText origin={origin} />
            </span>
          ))}
          {origins.length > MOST_ORIGINS ? t("reason.more", { count: origins.length - MOST_ORIGINS }) : ""}
          {" · "}
          {t("reason.last")} <RelativeTime time={lastReceivedAt} />
        </Text>
        <InlineStack gap="300">
          <Link
            url={address(INBOX, { status, reason: reason ?? undefined })}
            accessibilityLabel={t("reason.showOf", { count, number, reason: sentence })}
          >
            {t("reason.show", { count, number })}
          </Link>
          {byRules ? (
            <Link
              url={rulePath(ruleOf(reason))}
              accessibilityLabel={t("reason.rulesOf", { reason: sentence })}
            >
              {t("reason.rules")}
            </Link>
          ) : null}
        </InlineStack>
      </BlockStack>
      {status === "waiting" || reason === null ? null : (
        <MapAgainButton order={{ reason }} call={call} what={sentence} />
      )}
    </div>
  );
}
