import { Button, InlineStack } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

interface LogActionsProps {
  live: boolean;
  onLive: () => void;
  /** undefined where there is nothing to export or to send again */
  onExport: (() => void) | undefined;
  onResendAll: (() => void) | undefined;
}

/** What can be done with the list as a whole. */
export function LogActions({ live, onLive, onExport, onResendAll }: LogActionsProps) {
  const { t } = useTranslation("deliveries");
  return (
    <InlineStack gap="200">
      <Button pressed={live} onClick={onLive}>
        {t("live.label")}
      </Button>
      {onExport ? <Button onClick={onExport}>{t("export.action")}</Button> : null}
      {onResendAll ? <Button onClick={onResendAll}>{t("resendAll")}</Button> : null}
    </InlineStack>
  );
}
