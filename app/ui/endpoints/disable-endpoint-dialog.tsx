import { Text } from "@shopify/polaris";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import type { Switching } from "./use-switch.ts";

interface DisableEndpointDialogProps extends Pick<Switching, "turn" | "switching"> {
  open: boolean;
  onClose: () => void;
}

export function DisableEndpointDialog(props: DisableEndpointDialogProps) {
  const { open, onClose, turn, switching } = props;
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title="Disable this endpoint?"
      does="Disable endpoint"
      destructive
      busy={switching}
      onConfirm={() => turn("disable")}
    >
      <Text as="p">
        It gets no more events, and what waits for it is discarded. To keep what comes in the meantime, pause
        it instead.
      </Text>
    </ConfirmDialog>
  );
}
