import { type FieldMetadata, type SubmissionResult, useForm, useInputControl } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { type FetcherWithComponents, useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, Card, ChoiceList, InlineStack, Text } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { MOST_TOKENS, TOKEN_SCOPES, tokenForm } from "../../tokens/token-fields.ts";
import { InputField } from "../forms/input-field.tsx";
import type { Unavailable } from "../forms/or-unavailable.ts";
import { SaveProblem } from "../forms/save-problem.tsx";
import { useAnswer } from "../forms/use-answer.ts";
import { useProblem } from "../texts/use-problem.ts";
import { ShownToken } from "./shown-token.tsx";

/** What the route answers. */
export type CreateTokenAnswer =
  | { kind: "made"; name: string; token: string }
  | { kind: "refused"; result: SubmissionResult }
  | { kind: "too_many" }
  | Unavailable;

type Made = Extract<CreateTokenAnswer, { kind: "made" }>;

/** Makes a token and shows it until somebody says that it is stored. */
export function CreateTokenCard() {
  const fetcher = useFetcher<CreateTokenAnswer>();
  const [made, setMade] = useState<Made>();
  const [count, setCount] = useState(0);
  useAnswer(fetcher, (answer) => {
    if (answer.kind !== "made") return;
    setMade(answer);
    setCount(count + 1);
  });
  if (made) return <ShownToken name={made.name} token={made.token} onStored={() => setMade(undefined)} />;
  return <Form key={count} fetcher={fetcher} />;
}

function Form({ fetcher }: { fetcher: FetcherWithComponents<CreateTokenAnswer> }) {
  const { t } = useTranslation("settings");
  const answer = fetcher.data;
  const nonce = useNonce();
  const [form, fields] = useForm({
    id: "token",
    lastResult: answer?.kind === "refused" ? answer.result : undefined,
    defaultValue: { name: "", scope: "read" },
    shouldRevalidate: "onInput",
    onValidate: ({ formData }) => parseWithZod(formData, { schema: tokenForm }),
  });
  return (
    <Card>
      <fetcher.Form
        method="post"
        action="/app/settings/tokens"
        id={form.id}
        onSubmit={form.onSubmit}
        noValidate={form.noValidate}
      >
        <input type="hidden" name={fields.nonce.name} value={nonce} />
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            {t("tokens.createTitle")}
          </Text>
          <SaveProblem unavailable={answer?.kind === "unavailable"} problem={form.errors?.[0]} />
          {answer?.kind === "too_many" ? (
            <Banner tone="warning" title={t("tokens.tooMany", { most: MOST_TOKENS })} />
          ) : null}
          <InputField field={fields.name} label={t("tokens.name")} helpText={t("tokens.nameHelp")} />
          <ScopeField field={fields.scope} />
          <InlineStack>
            <Button submit loading={fetcher.state !== "idle"}>
              {t("tokens.create")}
            </Button>
          </InlineStack>
        </BlockStack>
      </fetcher.Form>
    </Card>
  );
}

/** The form's own number, made in the browser: the server's would be another one. */
function useNonce(): string {
  const [nonce, setNonce] = useState("");
  useEffect(() => setNonce(crypto.randomUUID()), []);
  return nonce;
}

function ScopeField({ field }: { field: FieldMetadata<string> }) {
  const { t } = useTranslation("settings");
  const problem = useProblem();
  const control = useInputControl(field);
  return (
    <ChoiceList
      title={t("tokens.scope")}
      name={field.name}
      choices={TOKEN_SCOPES.map((scope) => ({
        value: scope,
        label: t(`tokens.scopes.${scope}`),
        helpText: t(`tokens.scopeHelp.${scope}`),
      }))}
      selected={control.value ? [control.value] : []}
      onChange={([scope]) => control.change(scope)}
      error={field.errors?.[0] && problem(field.errors[0])}
    />
  );
}
