import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { LogErasure } from "../../queries/duties.ts";
import { useRefresh } from "../refresh/use-refresh.ts";
import { EraseLogDialog } from "./erase-log-dialog.tsx";
import { LogErasureText } from "./log-erasure-text.tsx";

/** Deletes the whole log after asking twice, and says how far that has come. `last`: null when it was never done */
export function EraseLogCard({ last }: { last: LogErasure | null }) {
  const { t } = useTranslation("privacy");
  const [asking, setAsking] = useState(false);
  const isRunning = last?.status === "pending";
  useRefresh(isRunning);
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("erase.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("erase.why")}
          </Text>
          <div role="status">{last ? <LogErasureText erasure={last} /> : null}</div>
        </BlockStack>
        <InlineStack>
          <Button tone="critical" onClick={() => setAsking(true)} disabled={isRunning}>
            {t("erase.button")}
          </Button>
        </InlineStack>
        <EraseLogDialog open={asking} onClose={() => setAsking(false)} />
      </BlockStack>
    </Card>
  );
}
