import { BlockStack, Card, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DeliveryDetail } from "../../queries/delivery.ts";
import { AttemptPanel } from "./attempt-panel.tsx";
import { AttemptTimeline } from "./attempt-timeline.tsx";
import { SentBody } from "./sent-body.tsx";

/** All attempts, and one of them in full: the newest, until another is chosen. */
export function AttemptsCard({ delivery }: { delivery: DeliveryDetail }) {
  const { t } = useTranslation("delivery");
  const { attemptLog, attempts } = delivery;
  const [chosen, setChosen] = useState<string>();
  const attempt = attemptLog.find(({ id }) => id === chosen) ?? attemptLog.at(-1);
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("attempts.title")}
        </Text>
        {attempt ? (
          <>
            <AttemptTimeline attempts={attemptLog} selected={attempt.id} onSelect={setChosen} />
            <AttemptPanel key={attempt.id} attempt={attempt} delivery={delivery} />
          </>
        ) : (
          <>
            <Text as="p" tone="subdued">
              {attempts > 0 ? t("attempts.noneLeft") : t("attempts.none")}
            </Text>
            <SentBody delivery={delivery} />
          </>
        )}
      </BlockStack>
    </Card>
  );
}
