import { useNavigate } from "@remix-run/react";
import { Box, Button, InlineStack, Select, TextField } from "@shopify/polaris";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Disclosure } from "../json/disclosure.tsx";
import { address } from "../paging/pager.tsx";
import { type FilterFields, NO_FILTER, type WrongFields } from "./filter-address.ts";
import { EVENTS } from "./paths.ts";
import { useTopicOptions } from "./use-topic-options.ts";

interface EventFiltersProps {
  fields: FilterFields;
  wrong: WrongFields;
  loading: boolean;
}

/** Which events are listed. All of it stands in the address, so that a list can be linked to. */
export function EventFilters({ fields, wrong, loading }: EventFiltersProps) {
  const { t } = useTranslation("events");
  const navigate = useNavigate();
  const topics = useTopicOptions();
  const [draft, setDraft] = useState(fields);
  const show = (next: FilterFields) =>
    navigate(
      address(
        EVENTS,
        Object.fromEntries(Object.entries(next).map(([name, text]) => [name, text || undefined])),
      ),
    );
  const choose = (name: "topic" | "kind") => (value: string) => {
    setDraft({ ...draft, [name]: value });
    show({ ...draft, [name]: value });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    show(draft);
  };
  const { topic: _topic, kind: _kind, ...others } = fields;
  const filtered = Object.values(fields).some((text) => text !== "");

  return (
    <Box padding="300">
      <form onSubmit={submit} className="event-filters" aria-label={t("filter.title")}>
        <Select
          label={t("filter.topic")}
          options={[{ label: t("filter.allTopics"), value: "" }, ...topics]}
          value={draft.topic}
          onChange={choose("topic")}
        />
        <Select
          label={t("filter.kind")}
          options={(["", "live", "test"] as const).map((kind) => ({
            label: t(`filter.kinds.${kind || "all"}`),
            value: kind,
          }))}
          value={draft.kind}
          onChange={choose("kind")}
        />
        <div className="event-filters-more">
          <Disclosure title={t("filter.more")} open={Object.values(others).some((text) => text !== "")}>
            <div className="event-filters">
              {TEXTS.map((name) => (
                <TextField
                  key={name}
                  label={t(`filter.${name}`)}
                  type={name === "from" || name === "to" ? "date" : "text"}
                  autoComplete="off"
                  maxLength={255}
                  value={draft[name]}
                  onChange={(text) => setDraft({ ...draft, [name]: text })}
                  error={wrong[name] && t(`filter.problem.${wrong[name]}`)}
                />
              ))}
            </div>
            <Box paddingBlockStart="300">
              <InlineStack gap="200">
                <Button submit loading={loading}>
                  {t("filter.show")}
                </Button>
              </InlineStack>
            </Box>
          </Disclosure>
        </div>
        {filtered ? (
          <div className="event-filters-more">
            <Button variant="plain" onClick={() => show(NO_FILTER)}>
              {t("filter.clear")}
            </Button>
          </div>
        ) : null}
      </form>
    </Box>
  );
}

const TEXTS = ["customer", "resource", "from", "to"] as const;
