import { Banner, BlockStack } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../dialogs/dialog.tsx";

interface ConfirmDialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** what will be done, as the button says it */
  does: string;
  destructive?: boolean;
  busy: boolean;
  onConfirm: () => void;
  /** why it was not done */
  problem?: string | undefined;
  children: ReactNode;
}

/** Asks once more before something that cannot be taken back. Stays while it is done: its answer may be shown here. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onClose, title, does, destructive = false, busy, onConfirm, problem, children } = props;
  const { t } = useTranslation("endpoint");
  return (
    <Dialog
      open={open}
      onClose={busy ? stay : onClose}
      title={title}
      primaryAction={{ content: does, destructive, loading: busy, onAction: onConfirm }}
      secondaryActions={[{ content: t("cancel"), disabled: busy, onAction: onClose }]}
    >
      <BlockStack gap="400">
        {problem ? <Banner tone="critical" title={problem} /> : null}
        {children}
      </BlockStack>
    </Dialog>
  );
}

const stay = () => undefined;
