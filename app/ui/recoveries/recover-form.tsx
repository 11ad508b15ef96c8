import { BlockStack, ChoiceList, Select, TextField } from "@shopify/polaris";
import { CUSTOM, SINCE_OPTIONS } from "./since.ts";
import type { RecoverChoice } from "./use-recover.ts";

interface RecoverFormProps {
  choice: RecoverChoice;
  onChange: (choice: RecoverChoice) => void;
  /** IANA */
  timezone: string;
}

/** What is to be sent again, and since when. */
export function RecoverForm({ choice, onChange, timezone }: RecoverFormProps) {
  const change = (part: Partial<RecoverChoice>) => onChange({ ...choice, ...part });
  return (
    <BlockStack gap="300">
      <ChoiceList
        title="What to send"
        choices={[
          {
            label: "Deliveries that failed or were discarded",
            value: "failed",
            helpText: "One more attempt each.",
          },
          {
            label: "Events that it never got",
            value: "missing",
            helpText: "Of the topics that it has now, with all attempts.",
          },
        ]}
        selected={[choice.include]}
        onChange={([include]) => change({ include: include === "missing" ? "missing" : "failed" })}
      />
      <Select
        label="From when"
        options={SINCE_OPTIONS}
        value={choice.span}
        onChange={(span) => change({ span })}
      />
      {choice.span === CUSTOM ? (
        <TextField
          label="Since"
          type="datetime-local"
          autoComplete="off"
          value={choice.local}
          onChange={(local) => change({ local })}
          helpText={`In your store's time zone, ${timezone}; at most 14 days ago.`}
        />
      ) : null}
    </BlockStack>
  );
}
