import { useFetcher } from "@remix-run/react";
import { BlockStack, Card, InlineGrid, TextField } from "@shopify/polaris";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { KeptDaysProblem, KeptDaysProblems } from "../../privacy/save-kept-days.ts";
import type { KeptDays, KeptLimits } from "../../queries/kept-days.ts";
import { showToast } from "../app-bridge/bridge.ts";
import { Fact } from "../copy/fact.tsx";
import { FactList } from "../copy/fact-list.tsx";
import { ConfirmDialog } from "../endpoints/confirm-dialog.tsx";
import { focusFirstInvalid } from "../forms/focus-first-invalid.ts";
import type { Unavailable } from "../forms/or-unavailable.ts";
import { FormSaveBar } from "../forms/save-bar.tsx";
import { SaveProblem } from "../forms/save-problem.tsx";
import { useAnswer } from "../forms/use-answer.ts";
import { useDraft } from "../forms/use-draft.ts";

/** What the route answers. */
export type SaveRetentionAnswer =
  | { kind: "saved" }
  | { kind: "refused"; problems: KeptDaysProblems }
  | Unavailable;

export interface Retention {
  kept: KeptDays;
  limits: KeptLimits;
  /** days, of what the operator alone decides */
  others: Record<"keys" | "customerData", number>;
}

const FORM = "retention";
const CHOSEN = ["payloads", "log"] as const;

/** How long what is kept: bodies and log no longer than the operator keeps them, or shorter. */
export function RetentionCard({ kept, limits, others }: Retention) {
  const { t } = useTranslation("settings");
  const fetcher = useFetcher<SaveRetentionAnswer>();
  const stored = { payloads: String(kept.payloads), log: String(kept.log) };
  const draft = useDraft({ values: stored, version: `${kept.payloads} ${kept.log}` }, fetcher);
  const { values } = draft;
  const [problems, setProblems] = useState<KeptDaysProblems>({});
  const [asking, setAsking] = useState(false);
  useAnswer(fetcher, (answer) => {
    setAsking(false);
    setProblems(answer.kind === "refused" ? answer.problems : {});
    if (answer.kind === "refused") focusFirstInvalid(FORM);
    if (answer.kind === "saved") showToast(t("sending.retention.saved"));
  });
  const saving = fetcher.state !== "idle";
  const send = () => {
    draft.send();
    fetcher.submit(values, { method: "post", action: "/app/settings/sending" });
  };
  function save(event: FormEvent): void {
    event.preventDefault();
    if (CHOSEN.some((what) => Number(values[what]) < kept[what])) setAsking(true);
    else send();
  }
  return (
    <Card>
      <form id={FORM} onSubmit={save} noValidate>
        <BlockStack gap="400">
          <SaveProblem unavailable={!saving && fetcher.data?.kind === "unavailable"} problem={undefined} />
          <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400">
            {CHOSEN.map((what) => (
              <DaysField
                key={what}
                what={what}
                value={values[what]}
                limits={limits[what]}
                problem={problems[what]}
                onChange={(days) => {
                  draft.change({ ...values, [what]: days });
                  setProblems({ ...problems, [what]: undefined });
                }}
              />
            ))}
          </InlineGrid>
          <Others inbox={kept.inbox} {...others} />
        </BlockStack>
        <FormSaveBar
          formId={FORM}
          dirty={draft.dirty}
          saving={saving}
          onDiscard={() => {
            draft.discard();
            setProblems({});
          }}
        />
      </form>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t("sending.retention.ask")}
        does={t("sending.retention.does")}
        destructive
        busy={saving}
        onConfirm={send}
      >
        <p>{t("sending.retention.askWhy")}</p>
      </ConfirmDialog>
    </Card>
  );
}

interface DaysFieldProps {
  what: (typeof CHOSEN)[number];
  value: string;
  limits: { least: number; most: number };
  problem: KeptDaysProblem | undefined;
  onChange: (value: string) => void;
}

function DaysField({ what, value, limits, problem, onChange }: DaysFieldProps) {
  const { t } = useTranslation("settings");
  return (
    <TextField
      label={t(`sending.retention.${what}`)}
      type="text"
      inputMode="numeric"
      autoComplete="off"
      maxLength={4}
      suffix={t("sending.retention.days")}
      value={value}
      onChange={onChange}
      helpText={t(`sending.retention.help.${what}`, { ...limits })}
      error={problem && t(`sending.retention.problems.${problem}`, { ...limits })}
    />
  );
}

/** What follows from the choice, or is none. */
function Others(days: Record<"inbox" | "keys" | "customerData", number>) {
  const { t } = useTranslation("settings");
  return (
    <FactList>
      {(["inbox", "keys", "customerData"] as const).map((what) => (
        <Fact key={what} label={t(`sending.retention.${what}`)}>
          {t("sending.retention.kept", { count: days[what] })}
        </Fact>
      ))}
    </FactList>
  );
}
