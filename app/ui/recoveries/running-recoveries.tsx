import { BlockStack, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { RecoveryView } from "../../queries/recoveries.ts";
import { useRefresh } from "../refresh/use-refresh.ts";
import { RecoveryItem } from "./recovery-item.tsx";

/** What is being sent again right now; nothing when nothing is. */
export function RunningRecoveries({ recoveries }: { recoveries: RecoveryView[] }) {
  const { t } = useTranslation("recoveries");
  useRefresh(recoveries.length > 0);
  if (recoveries.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("running")}
        </Text>
        <ul className="plain-list">
          {recoveries.map((recovery) => (
            <li key={recovery.id} className="attempt">
              <RecoveryItem recovery={recovery} showEndpoint />
            </li>
          ))}
        </ul>
      </BlockStack>
    </Card>
  );
}
