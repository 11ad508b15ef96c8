import { type SubmissionResult, useForm, useInputControl } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { useFetcher } from "@remix-run/react";
import { BlockStack, Box, Button, Card, InlineStack, Text } from "@shopify/polaris";
import type { FormEvent } from "react";
import { endpointForm } from "../../endpoints/endpoint-fields.ts";
import { InputField } from "../forms/input-field.tsx";
import type { Unavailable } from "../forms/or-unavailable.ts";
import { SaveProblem } from "../forms/save-problem.tsx";
import { useAnswer } from "../forms/use-answer.ts";
import { SendingFields } from "./sending-fields.tsx";
import { TopicPicker } from "./topic-picker.tsx";
import { ordered } from "./topic-selection.ts";

export interface EndpointValues {
  url: string;
  description: string;
  topics: string[];
  rateLimit: number | null;
  weeklyCheck: boolean;
}

/** What the routes that save an endpoint answer. */
export type SaveAnswer =
  | { kind: "created"; id: string; secret: string }
  | { kind: "updated" }
  | { kind: "refused"; result: SubmissionResult }
  | Unavailable;

interface EndpointFormProps {
  /** undefined for a new one */
  initial?: EndpointValues;
  /** the route's path alone: the query of a first load holds a session token */
  action: string;
  cancelUrl: string;
  onSaved: (answer: Extract<SaveAnswer, { kind: "created" | "updated" }>) => void;
}

export function EndpointForm({ initial, action, cancelUrl, onSaved }: EndpointFormProps) {
  const fetcher = useFetcher<SaveAnswer>();
  const answer = fetcher.data;
  const [form, fields] = useForm({
    id: "endpoint",
    lastResult: answer?.kind === "refused" ? answer.result : undefined,
    defaultValue: initial && texts(initial),
    constraint: getZodConstraint(endpointForm),
    shouldValidate: "onBlur",
    shouldRevalidate: "onInput",
    onValidate: ({ formData }) => parseWithZod(formData, { schema: endpointForm }),
  });
  const topics = useInputControl(fields.topics);
  const chosen = chosenTopics(topics.value);
  const now = {
    url: fields.url.value ?? "",
    description: fields.description.value ?? "",
    topics: chosen,
    rateLimit: fields.rateLimit.value ?? "",
    weeklyCheck: fields.weeklyCheck.value ?? "",
  };
  useAnswer(fetcher, (given) => {
    if (given.kind === "created" || given.kind === "updated") onSaved(given);
  });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    form.onSubmit(event);
    if (event.defaultPrevented) focusFirstInvalid(event.currentTarget);
  };

  return (
    <fetcher.Form method="post" action={action} id={form.id} onSubmit={submit} noValidate={form.noValidate}>
      <BlockStack gap="400">
        <SaveProblem unavailable={answer?.kind === "unavailable"} problem={form.errors?.[0]} />
        <Card>
          <BlockStack gap="400">
            <InputField
              field={fields.url}
              label="URL"
              type="url"
              placeholder="https://example.com/webhooks"
              helpText="Carillon sends a POST request here for every event."
            />
            <InputField field={fields.description} label="Description" helpText="Only for you. Optional." />
          </BlockStack>
        </Card>
        <Card>
          <BlockStack gap="400">
            <Text as="h2" variant="headingMd">
              Topics
            </Text>
            <TopicPicker chosen={chosen} onChange={topics.change} error={fields.topics.errors?.[0]} />
          </BlockStack>
        </Card>
        <Card>
          <BlockStack gap="400">
            <Text as="h2" variant="headingMd">
              Sending
            </Text>
            <SendingFields rateLimit={fields.rateLimit} weeklyCheck={fields.weeklyCheck} />
          </BlockStack>
        </Card>
        <Box paddingInline={{ xs: "400", sm: "0" }} paddingBlockEnd="400">
          <InlineStack align="end" gap="200">
            <Button url={cancelUrl}>Cancel</Button>
            <Button
              submit
              variant="primary"
              loading={fetcher.state !== "idle"}
              disabled={initial && JSON.stringify(texts(initial)) === JSON.stringify(now)}
            >
              Save
            </Button>
          </InlineStack>
        </Box>
      </BlockStack>
    </fetcher.Form>
  );
}

const chosenTopics = (value: string | (string | undefined)[] | undefined): string[] =>
  (Array.isArray(value) ? value : [value]).filter((name): name is string => Boolean(name));

/** The values as a form holds them. conform's own `dirty` takes a single topic for a change: a text is no list. */
const texts = ({ url, description, topics, rateLimit, weeklyCheck }: EndpointValues) => ({
  url,
  description,
  topics: ordered(topics),
  rateLimit: rateLimit === null ? "" : String(rateLimit),
  weeklyCheck: weeklyCheck ? "on" : "",
});

/** After React has marked what is wrong. */
function focusFirstInvalid(form: HTMLFormElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
