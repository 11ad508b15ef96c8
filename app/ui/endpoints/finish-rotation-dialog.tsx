import { useFetcher } from "@remix-run/react";
import { Text } from "@shopify/polaris";
import { showToast } from "../app-bridge/bridge.ts";
import type { Unavailable } from "../forms/or-unavailable.ts";
import { useAnswer } from "../forms/use-answer.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";

/** What the route that finishes a rotation answers. */
export type FinishAnswer = { kind: "finished" } | Unavailable;

interface FinishRotationDialogProps {
  endpointId: string;
  /** last characters of the secret that stays */
  hint: string;
  open: boolean;
  onClose: () => void;
}

export function FinishRotationDialog({ endpointId, hint, open, onClose }: FinishRotationDialogProps) {
  const fetcher = useFetcher<FinishAnswer>();
  useAnswer(fetcher, (answer) => {
    if (answer.kind !== "finished") return;
    onClose();
    showToast("Rotation finished");
  });
  const unavailable = fetcher.state === "idle" && fetcher.data?.kind === "unavailable";
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title="End the old secrets now?"
      does="Finish rotation"
      destructive
      busy={fetcher.state !== "idle"}
      onConfirm={() =>
        fetcher.submit(null, { method: "post", action: `/app/endpoints/${endpointId}/finish-rotation` })
      }
      problem={unavailable ? "Carillon could not be reached. Try again in a moment." : undefined}
    >
      <Text as="p">
        From now on only the secret that ends with <span className="mono">{hint}</span> signs. A server that
        does not know it refuses everything until it does.
      </Text>
    </ConfirmDialog>
  );
}
