import { Banner, BlockStack } from "@shopify/polaris";
import { Trans, useTranslation } from "react-i18next";
import type { SenderState } from "../../queries/heartbeat.ts";
import { AbsoluteTime } from "../time/absolute-time.tsx";

/** That nobody sends; nothing while somebody does. */
export function SenderBanner({ working, heardAt }: SenderState) {
  const { t } = useTranslation("home");
  if (working) return null;
  return (
    <Banner tone="critical" title={t("sender.title")}>
      <BlockStack gap="100">
        <p>
          {heardAt === null ? (
            t("sender.never")
          ) : (
            <Trans t={t} i18nKey="sender.since" components={{ time: <AbsoluteTime time={heardAt} /> }} />
          )}
        </p>
        <p>{t("sender.text")}</p>
      </BlockStack>
    </Banner>
  );
}
