import { BlockStack, Box, Tabs, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AttemptView, DeliveryDetail } from "../../queries/delivery.ts";
import { RequestTab } from "./request-tab.tsx";
import { ResponseTab } from "./response-tab.tsx";
import { useDiagnose } from "./use-diagnose.ts";
import { isWithheld } from "./withheld-banner.tsx";

interface AttemptPanelProps {
  attempt: AttemptView;
  delivery: DeliveryDetail;
}

const TABS = ["request", "response"] as const;

/** One attempt: why it failed, what was sent and what came back. */
export function AttemptPanel({ attempt, delivery }: AttemptPanelProps) {
  const { t } = useTranslation("delivery");
  const [tab, setTab] = useState(TABS.indexOf(attempt.status === "failed" ? "response" : "request"));
  const { number, remoteAddress } = attempt;
  const name = t("attempts.number", { number });
  return (
    <section aria-label={name}>
      <BlockStack gap="300">
        <div className="wrap-anywhere">
          <BlockStack gap="100">
            <Text as="h3" variant="headingSm">
              {name}
              {remoteAddress ? ` ${t("attempts.toAddress", { address: remoteAddress })}` : ""}
            </Text>
            <Reason attempt={attempt} delivery={delivery} />
          </BlockStack>
        </div>
        <Tabs
          tabs={TABS.map((id) => ({ id, content: t(`attempts.${id}`), panelID: `attempt-${id}` }))}
          selected={tab}
          onSelect={setTab}
        >
          <Box paddingBlockStart="300">
            {TABS[tab] === "response" ? (
              <ResponseTab attempt={attempt} />
            ) : (
              <RequestTab attempt={attempt} delivery={delivery} />
            )}
          </Box>
        </Tabs>
      </BlockStack>
    </section>
  );
}

/** Of the last attempt a banner above says so already. */
function Reason({ attempt, delivery: { status, lastReason, flowTrigger, attemptLog } }: AttemptPanelProps) {
  const { t } = useTranslation("delivery");
  const diagnose = useDiagnose();
  const toFlow = flowTrigger !== null;
  const failure = attempt.status === "failed" ? diagnose({ ...attempt, toFlow }) : undefined;
  if (!failure) return null;
  const isLast = attempt.id === attemptLog.at(-1)?.id;
  const isTold = isLast && status !== "succeeded" && !isWithheld(lastReason);
  return (
    <>
      {isTold ? null : (
        <Text as="p">
          {failure.what} {failure.advice}
        </Text>
      )}
      {attempt.detail ? (
        <Text as="p" tone="subdued">
          {t("attempts.detail", { detail: attempt.detail })}
        </Text>
      ) : null}
    </>
  );
}
