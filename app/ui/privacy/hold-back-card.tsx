import { useFetcher } from "@remix-run/react";
import { BlockStack, Card, ChoiceList, Text } from "@shopify/polaris";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { HELD_BACK_FIELDS, type HeldBackField } from "../../privacy/held-back-fields.ts";
import { showToast } from "../app-bridge/bridge.ts";
import type { Unavailable } from "../forms/or-unavailable.ts";
import { FormSaveBar } from "../forms/save-bar.tsx";
import { SaveProblem } from "../forms/save-problem.tsx";
import { useAnswer } from "../forms/use-answer.ts";

/** What the route answers. */
export type HoldBackAnswer = { kind: "saved" } | Unavailable;

const FORM = "hold-back";

/** Which personal fields leave the shop in no event. What was saved begins the choice anew. */
export function HoldBackCard({ heldBack }: { heldBack: HeldBackField[] }) {
  const { t } = useTranslation("privacy");
  const fetcher = useFetcher<HoldBackAnswer>();
  const [selected, setSelected] = useState<string[]>(heldBack);
  const saved = heldBack.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is a new one each time, what it holds is not
  useEffect(() => setSelected(heldBack), [saved]);
  useAnswer(fetcher, ({ kind }) => {
    if (kind === "saved") showToast(t("holdBack.saved"));
  });

  function save(event: FormEvent): void {
    event.preventDefault();
    const form = new FormData();
    for (const field of selected) form.append("hold_back", field);
    fetcher.submit(form, { method: "post", action: "/app/settings/privacy/hold-back" });
  }
  const choices = HELD_BACK_FIELDS.map((field) => ({
    value: field,
    label: t(`holdBack.fields.${field}`),
    helpText: field === "address" ? t("holdBack.addressHelp") : undefined,
  }));
  const unchanged = selected.length === heldBack.length && heldBack.every((one) => selected.includes(one));
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
          <SaveProblem
            unavailable={fetcher.state === "idle" && fetcher.data?.kind === "unavailable"}
            problem={undefined}
          />
          <ChoiceList
            title={t("holdBack.doNotSend")}
            allowMultiple
            choices={choices}
            selected={selected}
            onChange={setSelected}
          />
          <FormSaveBar
            formId={FORM}
            dirty={!unchanged}
            saving={fetcher.state !== "idle"}
            onDiscard={() => setSelected(heldBack)}
          />
        </BlockStack>
      </form>
    </Card>
  );
}
