import { Banner } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { MailState } from "../../notifications/mail-state.ts";

/** Why no mail can be sent; nothing when it can. */
export function MailStateBanner({ mail: { kind } }: { mail: MailState }) {
  const { t } = useTranslation("alerts");
  if (kind === "ready") return null;
  return (
    <Banner tone="warning" title={t(`mail.${kind}.title`)}>
      <p>{t(`mail.${kind}.why`)}</p>
    </Banner>
  );
}
