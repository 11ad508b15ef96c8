import { useLocation } from "@remix-run/react";
import { Banner, BlockStack, Page } from "@shopify/polaris";
import { Trans, useTranslation } from "react-i18next";
import { AbsoluteTime } from "../time/absolute-time.tsx";

export interface ShopNews {
  /** since when Shopify had refused the shop's tokens, until this visit */
  awaySince: Date | null;
  /** endpoints that the shop found again when it came back within a day; null for any other shop */
  foundAgain: number | null;
}

const FIRST_PAGE = "/app";

/** What a merchant should know of the app's own connection to the shop, above the page. */
export function ShopNewsBanners({ awaySince, foundAgain }: ShopNews) {
  const isFirstPage = useLocation().pathname === FIRST_PAGE;
  const isBack = foundAgain !== null && isFirstPage;
  if (!awaySince && !isBack) return null;
  return (
    <Page>
      <BlockStack gap="400">
        {awaySince && <ConnectedAgain since={awaySince} />}
        {isBack && <InstalledAgain endpoints={foundAgain} />}
      </BlockStack>
    </Page>
  );
}

function ConnectedAgain({ since }: { since: Date }) {
  const { t } = useTranslation("home");
  return (
    <Banner tone="success" title={t("news.connectedAgain.title")}>
      <p>
        <Trans
          t={t}
          i18nKey="news.connectedAgain.text"
          components={{ time: <AbsoluteTime time={since} /> }}
        />
      </p>
    </Banner>
  );
}

function InstalledAgain({ endpoints }: { endpoints: number }) {
  const { t } = useTranslation("home");
  return (
    <Banner tone="info" title={t("news.installedAgain.title")}>
      <p>{t("news.installedAgain.text", { count: endpoints })}</p>
    </Banner>
  );
}
