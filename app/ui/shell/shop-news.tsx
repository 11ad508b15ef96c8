import { useLocation } from "@remix-run/react";
import { Banner, BlockStack, Page } from "@shopify/polaris";
import { AbsoluteTime } from "../time/absolute-time.tsx";

export interface ShopNews {
  /** since when Shopify had refused the shop's tokens, until this visit */
  awaySince: Date | null;
  /** endpoints that the shop found again when it came back within a day; null for any other shop */
  foundAgain: number | null;
}

const FIRST_PAGE = "/app/endpoints";

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
  return (
    <Banner tone="success" title="Carillon is connected to your shop again">
      <p>
        From <AbsoluteTime time={since} /> until now Shopify did not let Carillon ask about your shop.
        Webhooks came in and were sent on all the while. What waited for an answer goes out within the hour;
        what Shopify Flow did not take can be sent again under Deliveries.
      </p>
    </Banner>
  );
}

const InstalledAgain = ({ endpoints }: { endpoints: number }) => (
  <Banner tone="info" title="Carillon is installed again">
    <p>
      {endpoints === 1
        ? "Your endpoint is as you left it."
        : `Your ${endpoints} endpoints are as you left them.`}{" "}
      What waited for them when Carillon was uninstalled goes out now.
    </p>
  </Banner>
);
