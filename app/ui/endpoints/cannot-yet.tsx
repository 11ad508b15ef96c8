import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { TopicState } from "../../shopify/topic-states.ts";

/** Whether nothing of a topic can arrive as the shop is now. What came before comes again. */
export const cannotYet = ({ status, last_received }: TopicState): boolean =>
  status !== "ready" && !(status === "only_flow_or_api" && last_received !== null);

/** Beside a topic that was chosen all the same. */
export function CannotYet({ state }: { state: TopicState }) {
  const { t } = useTranslation("endpoints");
  if (!cannotYet(state) || state.status === "ready") return null;
  return (
    <Text as="p" variant="bodySm" tone="caution">
      {t(`cannotYet.${state.status}`)}
    </Text>
  );
}
