import { useFetcher } from "@remix-run/react";
import { BlockStack, Card, ChoiceList, Text } from "@shopify/polaris";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { HELD_BACK_FIELDS, type HeldBackField } from "../../privacy/held-back-fields.ts";
import { showToast } from "../app-bridge/bridge.ts";
import { ChangedMeanwhile, type ChangedMeanwhileAnswer } from "../forms/changed-meanwhile.tsx";
import type { Unavailable } from "../forms/or-unavailable.ts";
import { FormSaveBar } from "../forms/save-bar.tsx";
import { SaveProblem } from "../forms/save-problem.tsx";
import { useAnswer } from "../forms/use-answer.ts";
import { useDraft } from "../forms/use-draft.ts";

/** What the route answers. */
export type HoldBackAnswer = { kind: "saved" } | ChangedMeanwhileAnswer | Unavailable;

const FORM = "hold-back";

/** Which personal fields leave the shop in no event. */
export function HoldBackCard({ heldBack }: { heldBack: HeldBackField[] }) {
  const { t } = useTranslation("privacy");
  const fetcher = useFetcher<HoldBackAnswer>();
  const draft = useDraft({ values: heldBack, version: heldBack.join() }, fetcher);
  useAnswer(fetcher, ({ kind }) => {
    if (kind === "saved") showToast(t("holdBack.saved"));
  });

  function save(event: FormEvent): void {
    event.preventDefault();
    const form = new FormData();
    form.append("loaded", draft.version);
    for (const field of draft.values) form.append("hold_back", field);
    draft.send();
    fetcher.submit(form, { method: "post", action: "/app/settings/privacy/hold-back" });
  }
  const choices = HELD_BACK_FIELDS.map((field) => ({
    value: field,
    label: t(`holdBack.fields.${field}`),
    helpText: field === "address" ? t("holdBack.addressHelp") : undefined,
  }));
  // In the order of the table, so that to choose and to take back again is no change.
  const choose = (chosen: string[]) => draft.change(HELD_BACK_FIELDS.filter((one) => chosen.includes(one)));
  const answer = fetcher.state === "idle" ? fetcher.data : undefined;
  return (
    <Card>
      <form id={FORM} onSubmit={save}>
        <BlockStack gap="400">
          <BlockStack gap="100">
            <Text as="h2" variant="headingMd">
              {t("holdBack.title")}
            </Text>
            <Text as="p" tone="subdued">
              {t("holdBack.why")}
            </Text>
          </BlockStack>
          <SaveProblem unavailable={answer?.kind === "unavailable"} problem={undefined} />
          {answer?.kind === "changed_meanwhile" && answer.loaded === draft.version ? (
            <ChangedMeanwhile onLoad={draft.discard} />
          ) : null}
          <ChoiceList
            title={t("holdBack.doNotSend")}
            allowMultiple
            choices={choices}
            selected={draft.values}
            onChange={choose}
          />
          <FormSaveBar
            formId={FORM}
            dirty={draft.dirty}
            saving={fetcher.state !== "idle"}
            onDiscard={draft.discard}
          />
        </BlockStack>
      </form>
    </Card>
  );
}
