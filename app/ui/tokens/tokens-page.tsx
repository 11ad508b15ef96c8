import { BlockStack, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ApiTokenView } from "../../queries/api-tokens.ts";
import { useBackToSettings } from "../settings/use-back-to-settings.ts";
import { CreateTokenCard } from "./create-token-card.tsx";
import { TokenList } from "./token-list.tsx";

/** `tokens`: newest first */
export function TokensPage({ tokens }: { tokens: ApiTokenView[] }) {
  const { t } = useTranslation("settings");
  return (
    <Page backAction={useBackToSettings()} title={t("hub.tokens.title")} subtitle={t("tokens.subtitle")}>
      <BlockStack gap="400">
        <CreateTokenCard />
        <TokenList tokens={tokens} />
      </BlockStack>
    </Page>
  );
}
