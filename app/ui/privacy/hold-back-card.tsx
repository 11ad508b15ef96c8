import { type FetcherWithComponents, useFetcher } from "@remix-run/react";
import { BlockStack, Button, Card, ChoiceList, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import type { HeldBackField } from "../../privacy/held-back-fields.ts";
import { showToast } from "../app-bridge/bridge.ts";
import type { Unavailable } from "../forms/or-unavailable.ts";
import { SaveProblem } from "../forms/save-problem.tsx";
import { useAnswer } from "../forms/use-answer.ts";

/** What the route answers. */
export type HoldBackAnswer = { kind: "saved" } | Unavailable;

const CHOICES: { value: HeldBackField; label: string; helpText?: string }[] = [
  { value: "name", label: "Names" },
  { value: "email", label: "E-mail addresses" },
  { value: "phone", label: "Phone numbers" },
  {
    value: "address",
    label: "Addresses",
    helpText: "Of deliveries and bills, with the IP address that an order came from.",
  },
  { value: "birth_date", label: "Birth dates" },
];

interface HoldBackProps {
  heldBack: HeldBackField[];
}

/**
 * Which personal fields leave the shop in no event. What was saved begins the choice anew; the answer outlives it, so that
 * the toast is shown.
 */
export function HoldBackCard({ heldBack }: HoldBackProps) {
  const fetcher = useFetcher<HoldBackAnswer>();
  useAnswer(fetcher, ({ kind }) => {
    if (kind === "saved") showToast("Privacy saved");
  });
  return <Choice key={heldBack.join()} heldBack={heldBack} fetcher={fetcher} />;
}

function Choice({ heldBack, fetcher }: HoldBackProps & { fetcher: FetcherWithComponents<HoldBackAnswer> }) {
  const [selected, setSelected] = useState<string[]>(heldBack);
  function save() {
    const form = new FormData();
    for (const field of selected) form.append("hold_back", field);
    fetcher.submit(form, { method: "post", action: "/app/privacy/hold-back" });
  }
  const unchanged = selected.length === heldBack.length && heldBack.every((one) => selected.includes(one));
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Hold back
          </Text>
          <Text as="p" tone="subdued">
            What you choose is empty in every event from now on, at every endpoint and in Shopify Flow, and
            listed in the event as redacted. Events that are stored already stay as they were sent.
          </Text>
        </BlockStack>
        <SaveProblem
          unavailable={fetcher.state === "idle" && fetcher.data?.kind === "unavailable"}
          problem={undefined}
        />
        <ChoiceList
          title="Do not send"
          allowMultiple
          choices={CHOICES}
          selected={selected}
          onChange={setSelected}
        />
        <InlineStack align="end">
          <Button variant="primary" onClick={save} loading={fetcher.state !== "idle"} disabled={unchanged}>
            Save
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
