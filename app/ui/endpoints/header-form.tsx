import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, InlineStack, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { showToast } from "../app-bridge/bridge.ts";
import { SaveProblem } from "../forms/save-problem.tsx";
import { useAnswer } from "../forms/use-answer.ts";
import { useProblem } from "../texts/use-problem.ts";
import type { HeaderAnswer } from "./header-answer.ts";

/** Adds a header, or gives one a new value. */
export function HeaderForm({ action }: { action: string }) {
  const { t } = useTranslation("endpoint");
  const problem = useProblem();
  const fetcher = useFetcher<HeaderAnswer>();
  const [name, setName] = useState("");
  const [value, setValue] = useState("");
  useAnswer(fetcher, (answer) => {
    if (answer.kind !== "set") return;
    setName("");
    setValue("");
    showToast(t("headers.saved"));
  });
  const answer = fetcher.state === "idle" ? fetcher.data : undefined;
  const errors = answer?.kind === "refused" ? answer.errors : {};
  return (
    <fetcher.Form method="post" action={action}>
      <BlockStack gap="300">
        <SaveProblem unavailable={answer?.kind === "unavailable"} problem={undefined} />
        <TextField
          label={t("headers.name")}
          name="name"
          autoComplete="off"
          placeholder="Authorization"
          value={name}
          onChange={setName}
          error={errors.name?.[0] && problem(errors.name[0])}
        />
        <TextField
          label={t("headers.value")}
          name="value"
          autoComplete="off"
          value={value}
          onChange={setValue}
          error={errors.value?.[0] && problem(errors.value[0])}
        />
        <InlineStack>
          <Button submit loading={fetcher.state !== "idle"}>
            {t("headers.save")}
          </Button>
        </InlineStack>
      </BlockStack>
    </fetcher.Form>
  );
}
