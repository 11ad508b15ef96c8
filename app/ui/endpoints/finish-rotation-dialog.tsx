import { useFetcher } from "@remix-run/react";
import { Text } from "@shopify/polaris";
import { Trans, useTranslation } from "react-i18next";
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
  const { t } = useTranslation("endpoint");
  const fetcher = useFetcher<FinishAnswer>();
  useAnswer(fetcher, (answer) => {
    if (answer.kind !== "finished") return;
    onClose();
    showToast(t("finish.done"));
  });
  const unavailable = fetcher.state === "idle" && fetcher.data?.kind === "unavailable";
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t("finish.title")}
      does={t("finish.does")}
      destructive
      busy={fetcher.state !== "idle"}
      onConfirm={() =>
        fetcher.submit(null, { method: "post", action: `/app/endpoints/${endpointId}/finish-rotation` })
      }
      problem={unavailable ? t("notReached") : undefined}
    >
      <Text as="p">
        <Trans
          t={t}
          i18nKey="finish.what"
          values={{ hint }}
          components={{ mono: <span className="mono" /> }}
        />
      </Text>
    </ConfirmDialog>
  );
}
