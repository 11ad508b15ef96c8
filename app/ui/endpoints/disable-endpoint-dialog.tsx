import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import type { Switching } from "./use-switch.ts";

interface DisableEndpointDialogProps extends Pick<Switching, "turn" | "switching"> {
  open: boolean;
  onClose: () => void;
}

export function DisableEndpointDialog(props: DisableEndpointDialogProps) {
  const { open, onClose, turn, switching } = props;
  const { t } = useTranslation("endpoint");
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t("disable.title")}
      does={t("disable.does")}
      destructive
      busy={switching}
      onConfirm={() => turn("disable")}
    >
      <Text as="p">{t("disable.what")}</Text>
    </ConfirmDialog>
  );
}
