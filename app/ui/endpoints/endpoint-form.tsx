import { useForm, useInputControl } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { useFetcher } from "@remix-run/react";
import { BlockStack, Card } from "@shopify/polaris";
import { type FocusEvent, type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { editEndpointForm, newEndpointsForm } from "../../endpoints/endpoint-forms.ts";
import type { TopicState } from "../../shopify/topic-states.ts";
import { ChangedMeanwhile } from "../forms/changed-meanwhile.tsx";
import { focusFirstInvalid, isSave } from "../forms/focus-first-invalid.ts";
import { HeldStill } from "../forms/held-still.tsx";
import { InputField } from "../forms/input-field.tsx";
import { FormSaveBar } from "../forms/save-bar.tsx";
import { SaveProblem } from "../forms/save-problem.tsx";
import { useAfterPress } from "../forms/use-after-press.ts";
import { AdvancedFields } from "./advanced-fields.tsx";
import { CredentialWarning } from "./credential-warning.tsx";
import {
  type EndpointShape,
  type EndpointValues,
  KNOWN_HEADER,
  type SaveAnswer,
  type Saved,
  shapeNow,
  shapeOf,
} from "./endpoint-values.ts";
import { isSame } from "./held-draft.ts";
import { TopicsCard } from "./topics-card.tsx";
import { UrlListField } from "./url-list-field.tsx";
import { useFormCall } from "./use-form-call.ts";
import { useKeptDraft } from "./use-kept-draft.ts";
import { useSaved } from "./use-saved.ts";

interface EndpointFormProps {
  /** undefined for a new one */
  initial?: EndpointValues;
  /** topics that a new one begins with */
  wanted?: readonly string[];
  states: Record<string, TopicState>;
  /** the route's path alone: the query of a first load holds a session token */
  action: string;
  onSaved: (answer: Saved) => void;
}

const ID = "endpoint";

/** Begins anew when what was entered is discarded. */
export function EndpointForm(props: EndpointFormProps) {
  const [round, setRound] = useState(0);
  return <Fields key={round} {...props} onDiscard={() => setRound(round + 1)} />;
}

function Fields(props: EndpointFormProps & { onDiscard: () => void }) {
  const { wanted, states, action, onSaved, onDiscard } = props;
  // What is loaded later is no part of what was entered: to be saved over it, it has to be shown first.
  const [initial] = useState(props.initial);
  const { t } = useTranslation("endpoints");
  const fetcher = useFetcher<SaveAnswer>();
  const answer = fetcher.data;
  const schema = initial ? editEndpointForm : newEndpointsForm;
  const before = shapeOf(initial, wanted);
  const draft = useKeptDraft(action, before);
  const [form, fields] = useForm<EndpointShape, unknown>({
    id: ID,
    lastResult: answer?.kind === "refused" ? answer.result : undefined,
    defaultValue: draft.begin,
    shouldRevalidate: "onInput",
    onValidate: ({ formData }) => parseWithZod(formData, { schema }),
  });
  const topics = useInputControl(fields.topics);
  const now = shapeNow(fields);
  const call = useFormCall(initial, now);
  const saved = useSaved(fetcher, onSaved);
  const afterPress = useAfterPress();
  const busy = fetcher.state !== "idle" || saved;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    if (busy) return event.preventDefault();
    form.onSubmit(event);
    if (event.defaultPrevented && isSave(event)) focusFirstInvalid(ID);
  };
  const checkLeft = ({ target }: FocusEvent<HTMLFormElement, Element>) => {
    if (isField(target)) afterPress(() => target.isConnected && form.validate({ name: target.name }));
  };
  const askForUrl = () => {
    form.validate({ name: fields.url.name });
    focusFirstInvalid(ID);
  };

  return (
    <fetcher.Form
      method="post"
      action={action}
      id={ID}
      onSubmit={submit}
      onBlur={checkLeft}
      onClickCapture={(event) => draft.keepFor(event, now)}
      noValidate
    >
      {initial?.headerNames?.map((name) => (
        <input key={name} type="hidden" name={KNOWN_HEADER} value={name} />
      ))}
      {initial ? <input type="hidden" name="loaded" value={initial.version} /> : null}
      <BlockStack gap="400">
        <FormSaveBar
          formId={ID}
          dirty={!saved && !draft.kept && !isSame(now, before)}
          saving={busy}
          onDiscard={onDiscard}
        />
        <SaveProblem
          unavailable={answer?.kind === "unavailable"}
          problem={answer?.kind === "limit" ? t("form.limit", { count: answer.limit }) : form.errors?.[0]}
        />
        {answer?.kind === "changed_meanwhile" && !busy ? <ChangedMeanwhile onLoad={onDiscard} /> : null}
        <HeldStill still={busy}>
          <BlockStack gap="400">
            <Card>
              <BlockStack gap="400">
                {initial ? (
                  <>
                    <InputField
                      field={fields.url}
                      label={t("form.url")}
                      type="url"
                      helpText={t("form.urlHelp")}
                    />
                    <CredentialWarning urls={[now.url]} />
                  </>
                ) : (
                  <UrlListField
                    field={fields.url}
                    secretEach={fields.secretEach}
                    problems={answer?.kind === "refused" ? answer.urls : []}
                  />
                )}
                <InputField
                  field={fields.description}
                  label={t("form.description")}
                  helpText={t("form.descriptionHelp")}
                />
              </BlockStack>
            </Card>
            <TopicsCard
              chosen={now.topics}
              states={states}
              onChange={topics.change}
              error={fields.topics.errors?.[0]}
              call={call}
              onNoUrl={askForUrl}
            />
            <AdvancedFields
              form={form}
              fields={fields}
              isNew={!initial}
              startsOpen={
                draft.begin.headers.length > 0 ||
                draft.begin.rateLimit !== "" ||
                draft.begin.weeklyCheck !== ""
              }
            />
          </BlockStack>
        </HeldStill>
      </BlockStack>
    </fetcher.Form>
  );
}

/** Something of the form that has a name, and so a place in its schema. */
const isField = (element: Element): element is HTMLInputElement | HTMLTextAreaElement =>
  (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) && element.name !== "";
