import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { showToast } from "../app-bridge/bridge.ts";
import { Dialog } from "../dialogs/dialog.tsx";
import type { Unavailable } from "../forms/or-unavailable.ts";
import { useAnswer } from "../forms/use-answer.ts";

/** What the route answers. */
export type EraseLogAnswer = { kind: "ordered" } | Unavailable;

/** What the form says when the word was typed. */
export const CONFIRMED = "yes";

interface EraseLogDialogProps {
  open: boolean;
  onClose: () => void;
}

/** Asks for a word to be typed before the log is deleted for good. */
export function EraseLogDialog({ open, onClose }: EraseLogDialogProps) {
  const { t } = useTranslation("privacy");
  const fetcher = useFetcher<EraseLogAnswer>();
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState(false);
  const word = t("erase.word");

  function close(): void {
    setTyped("");
    setWrong(false);
    onClose();
  }
  useAnswer(fetcher, ({ kind }) => {
    if (kind !== "ordered") return;
    showToast(t("erase.ordered"));
    close();
  });
  function confirm(): void {
    const isRight = typed.trim() === word;
    setWrong(!isRight);
    if (isRight)
      fetcher.submit({ confirmed: CONFIRMED }, { method: "post", action: "/app/settings/privacy/erase-log" });
  }

  return (
    <Dialog
      open={open}
      onClose={close}
      title={t("erase.ask")}
      primaryAction={{
        content: t("erase.does"),
        destructive: true,
        loading: fetcher.state !== "idle",
        onAction: confirm,
      }}
      secondaryActions={[{ content: t("erase.keep"), onAction: close }]}
    >
      <BlockStack gap="400">
        {fetcher.state === "idle" && fetcher.data?.kind === "unavailable" ? (
          <Banner tone="critical" title={t("erase.notReached")} />
        ) : null}
        <p>{t("erase.askWhy")}</p>
        <TextField
          label={t("erase.type", { word })}
          autoComplete="off"
          value={typed}
          onChange={(text) => {
            setTyped(text);
            setWrong(false);
          }}
          error={wrong ? t("erase.typeWrong", { word }) : undefined}
        />
      </BlockStack>
    </Dialog>
  );
}
