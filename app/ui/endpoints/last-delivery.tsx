import { Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { RecentDeliveries } from "../../queries/endpoint-list.ts";
import { RelativeTime } from "../time/relative-time.tsx";

/** When something was last sent to an endpoint, as a link to it. */
export function LastDelivery({ last }: Pick<RecentDeliveries, "last">) {
  const { t } = useTranslation("endpoints");
  if (!last) {
    return (
      <Text as="span" tone="subdued">
        {t("list.never")}
      </Text>
    );
  }
  return (
    <Link url={`/app/deliveries/${last.id}`} monochrome>
      <RelativeTime time={last.at} />
    </Link>
  );
}
