import { BlockStack, Button, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DeliverySearch } from "../../queries/delivery-search.ts";
import { localOf } from "../time/local-time.ts";
import { useShopClock } from "../time/shop-clock.tsx";
import { SingleFilter } from "./filter-choices.tsx";
import { readWindow } from "./read-window.ts";

type Window = Pick<DeliverySearch, "span" | "since" | "until">;

interface TimeFilterProps {
  search: Window;
  onChange: (window: Window) => void;
}

const CHOICES = ["any", "1h", "24h", "7d", "custom"] as const;
type Choice = (typeof CHOICES)[number];

/** The last while, or between two times of the shop's clocks. */
export function TimeFilter({ search, onChange }: TimeFilterProps) {
  const { t } = useTranslation("deliveries");
  const { span, since, until } = search;
  const [custom, setCustom] = useState(since !== null || until !== null);
  const choose = (choice: Choice) => {
    setCustom(choice === "custom");
    if (choice === "custom") return;
    onChange({ span: choice === "any" ? null : choice, since: null, until: null });
  };
  return (
    <BlockStack gap="300">
      <SingleFilter
        label={t("filter.time")}
        choices={CHOICES.map((value) => ({ value, label: t(`filter.spans.${value}`) }))}
        selected={custom ? "custom" : (span ?? "any")}
        onChange={choose}
      />
      {custom ? <Between since={since} until={until} onChange={onChange} /> : null}
    </BlockStack>
  );
}

function Between({
  since,
  until,
  onChange,
}: Pick<Window, "since" | "until"> & Pick<TimeFilterProps, "onChange">) {
  const { t } = useTranslation("deliveries");
  const { timezone } = useShopClock();
  const local = (instant: string | null) => (instant === null ? "" : localOf(new Date(instant), timezone));
  const [typed, setTyped] = useState({ from: local(since), until: local(until) });
  const [asked, setAsked] = useState(false);
  const read = readWindow(typed, timezone);
  const field = (name: "from" | "until") => (
    <TextField
      label={t(`filter.${name}`)}
      type="datetime-local"
      autoComplete="off"
      value={typed[name]}
      onChange={(text) => setTyped({ ...typed, [name]: text })}
      error={asked && read.kind === "wrong" && read.field === name ? t(`filter.${read.why}`) : undefined}
    />
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (read.kind === "window") onChange({ span: null, since: read.since, until: read.until });
      }}
    >
      <BlockStack gap="200">
        {field("from")}
        {field("until")}
        <p className="subdued-note">{t("filter.zone", { timezone })}</p>
        <Button submit>{t("filter.apply")}</Button>
      </BlockStack>
    </form>
  );
}
