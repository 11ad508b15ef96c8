import { BlockStack, Card, EmptyState, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { FlowView } from "../../queries/flow.ts";
import bell from "../shell/bell.svg?url";
import { ActionCard } from "./action-card.tsx";
import { FLOW_APP } from "./flow-app.ts";
import { TriggersCard } from "./triggers-card.tsx";

export function FlowPage({ triggers, sentIn }: FlowView) {
  const { t } = useTranslation("flow");
  const open = { content: t("open"), ...FLOW_APP };
  const used = triggers.some(({ state }) => state !== "unused");
  return (
    <Page title={t("title")} subtitle={t("subtitle")} secondaryActions={used ? [open] : []}>
      <BlockStack gap="400">
        {used ? null : (
          <Card>
            <EmptyState heading={t("empty.title")} image={bell} action={open}>
              <p>{t("empty.text")}</p>
            </EmptyState>
          </Card>
        )}
        <TriggersCard triggers={triggers} />
        <ActionCard sentIn={sentIn} />
      </BlockStack>
    </Page>
  );
}
