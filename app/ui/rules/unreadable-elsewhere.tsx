import { Banner, Link } from "@shopify/polaris";
import { Trans, useTranslation } from "react-i18next";

/** For pages that show what comes of the rules, where these are not understood. */
export function UnreadableElsewhere() {
  const { t } = useTranslation("rules");
  return (
    <Banner tone="critical">
      <p>
        <Trans t={t} i18nKey="unreadable.elsewhere" components={{ a: <Link url="/app/settings/rules" /> }} />
      </p>
    </Banner>
  );
}
