import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "../endpoints/confirm-dialog.tsx";

interface ReplaceDialogProps {
  open: boolean;
  busy: boolean;
  onClose: () => void;
  onConfirm: () => void;
}

/** Asks before rules that nobody has seen here are replaced. */
export function ReplaceDialog(props: ReplaceDialogProps) {
  const { t } = useTranslation("rules");
  return (
    <ConfirmDialog {...props} title={t("unreadable.ask")} does={t("unreadable.does")} destructive>
      <p>{t("unreadable.askWhy")}</p>
    </ConfirmDialog>
  );
}
