import { useFetcher } from "@remix-run/react";
import { Checkbox } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { showToast } from "../app-bridge/bridge.ts";
import type { Unavailable } from "../forms/or-unavailable.ts";
import { useAnswer } from "../forms/use-answer.ts";
import { MOST_ROUNDS } from "./rounds.ts";

/** What the route answers. */
export type AllowAnswer = { kind: "saved" } | Unavailable;

/** Whether events that workflows sent in start a trigger's workflows too. Saved at once; shown as chosen meanwhile. */
export function AllowEvents({ handle, allowed }: { handle: string; allowed: boolean }) {
  const { t } = useTranslation("flow");
  const fetcher = useFetcher<AllowAnswer>();
  useAnswer(fetcher, ({ kind }) => {
    if (kind === "saved") showToast(t("allow.saved"));
  });
  const chosen = fetcher.formData?.get("allowed");
  const failed = fetcher.state === "idle" && fetcher.data?.kind === "unavailable";
  return (
    <Checkbox
      label={t("allow.label")}
      helpText={t("allow.help", { rounds: MOST_ROUNDS })}
      checked={chosen === undefined ? allowed : chosen === "true"}
      onChange={(checked) =>
        fetcher.submit(
          { allowed: String(checked) },
          { method: "post", action: `/app/flow/${handle}/allow-events` },
        )
      }
      error={failed ? t("allow.notSaved") : undefined}
    />
  );
}
