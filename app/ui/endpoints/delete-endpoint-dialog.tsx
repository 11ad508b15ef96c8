import { useFetcher, useNavigate } from "@remix-run/react";
import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { showToast } from "../app-bridge/bridge.ts";
import type { Unavailable } from "../forms/or-unavailable.ts";
import { useAnswer } from "../forms/use-answer.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";

/** What the delete route answers. */
export type DeleteAnswer = { kind: "deleted" } | Unavailable;

interface DeleteEndpointDialogProps {
  endpointId: string;
  url: string;
  open: boolean;
  onClose: () => void;
}

/** Asks once more, then deletes and leaves for the list. */
export function DeleteEndpointDialog({ endpointId, url, open, onClose }: DeleteEndpointDialogProps) {
  const { t } = useTranslation("endpoint");
  const fetcher = useFetcher<DeleteAnswer>();
  const navigate = useNavigate();
  useAnswer(fetcher, ({ kind }) => {
    if (kind !== "deleted") return;
    showToast(t("delete.done"));
    navigate("/app/endpoints", { replace: true });
  });
  const unavailable = fetcher.state === "idle" && fetcher.data?.kind === "unavailable";
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t("delete.title")}
      does={t("delete.does")}
      destructive
      busy={fetcher.state !== "idle"}
      onConfirm={() =>
        fetcher.submit(null, { method: "post", action: `/app/endpoints/${endpointId}/delete` })
      }
      problem={unavailable ? t("notReached") : undefined}
    >
      <Text as="p" breakWord>
        {t("delete.what", { url })}
      </Text>
    </ConfirmDialog>
  );
}
