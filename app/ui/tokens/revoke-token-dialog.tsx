import { useFetcher } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { ApiTokenView } from "../../queries/api-tokens.ts";
import { showToast } from "../app-bridge/bridge.ts";
import { ConfirmDialog } from "../endpoints/confirm-dialog.tsx";
import type { Unavailable } from "../forms/or-unavailable.ts";
import { useAnswer } from "../forms/use-answer.ts";

/** What the route answers. */
export type RevokeAnswer = { kind: "revoked" } | Unavailable;

interface RevokeTokenDialogProps {
  /** undefined: closed */
  token: ApiTokenView | undefined;
  onClose: () => void;
}

export function RevokeTokenDialog({ token, onClose }: RevokeTokenDialogProps) {
  const { t } = useTranslation("settings");
  const fetcher = useFetcher<RevokeAnswer>();
  useAnswer(fetcher, ({ kind }) => {
    if (kind !== "revoked") return;
    showToast(t("tokens.revoked"));
    onClose();
  });
  const revoke = () =>
    fetcher.submit(null, { method: "post", action: `/app/settings/tokens/${token?.id}/revoke` });
  const isUnavailable = fetcher.state === "idle" && fetcher.data?.kind === "unavailable";
  return (
    <ConfirmDialog
      open={token !== undefined}
      onClose={onClose}
      title={t("tokens.revokeAsk", { name: token?.name || t("tokens.unnamed") })}
      does={t("tokens.revokeDoes")}
      destructive
      busy={fetcher.state !== "idle"}
      onConfirm={revoke}
      problem={isUnavailable ? t("tokens.notRevoked") : undefined}
    >
      <p>{t("tokens.revokeWhy")}</p>
    </ConfirmDialog>
  );
}
