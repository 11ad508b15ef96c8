import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, ChoiceList, SkeletonBodyText, Text, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asked } from "../../shopify/look-up/ask-now.ts";
import type { Choice, ChoiceKind, Choices } from "../../shopify/look-up/choices.ts";
import { Dialog } from "../dialogs/dialog.tsx";
import { useScopeText } from "../permissions/use-scope-text.ts";

interface ChoicePickerProps {
  kind: ChoiceKind;
  /** gids */
  chosen: string[];
  /** several at a time */
  multiple?: boolean;
  onDone: (chosen: Choice[]) => void;
  onClose: () => void;
}

const TYPING_MS = 250;

/** A list out of the shop, with a search, to choose from. Mounted while it is open. */
export function ChoicePicker({ kind, chosen, multiple = true, onDone, onClose }: ChoicePickerProps) {
  const { t } = useTranslation("rules");
  const [search, setSearch] = useState("");
  const [selected, setSelected] = useState<Choice[]>(chosen.map((id) => ({ id, name: "" })));
  const { answer, again } = useChoices(kind, search);
  const items = answer?.kind === "known" ? answer.value.items : [];

  /** Those that the search does not show stay chosen. */
  function choose(ids: string[]): void {
    const shown = new Set(items.map(({ id }) => id));
    const kept = multiple ? selected.filter(({ id }) => !shown.has(id)) : [];
    setSelected([...kept, ...items.filter(({ id }) => ids.includes(id))]);
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`picker.${kind}`)}
      primaryAction={{ content: t("picker.done"), onAction: () => onDone(selected) }}
      secondaryActions={[{ content: t("picker.cancel"), onAction: onClose }]}
    >
      <BlockStack gap="400">
        <TextField
          label={t("picker.search")}
          autoComplete="off"
          type="search"
          value={search}
          onChange={setSearch}
          maxLength={100}
        />
        {answer === undefined ? (
          <div role="status" aria-label={t("picker.loading")}>
            <SkeletonBodyText lines={4} />
          </div>
        ) : null}
        {answer?.kind === "unknown" ? <NotKnown scope={answer.scope} onAgain={again} /> : null}
        {answer?.kind === "known" && items.length === 0 ? (
          <Text as="p" tone="subdued">
            {search ? t("picker.noneFound") : t("picker.none")}
          </Text>
        ) : null}
        {items.length === 0 ? null : (
          <ChoiceList
            title={t(`picker.${kind}`)}
            titleHidden
            allowMultiple={multiple}
            choices={items.map(({ id, name, group }) => ({ value: id, label: name, helpText: group }))}
            selected={selected.map(({ id }) => id)}
            onChange={choose}
          />
        )}
        {answer?.kind === "known" && answer.value.more ? (
          <Text as="p" tone="subdued">
            {t("picker.more")}
          </Text>
        ) : null}
      </BlockStack>
    </Dialog>
  );
}

/** `answer`: undefined before the first. The one before stays until the next is there. */
function useChoices(kind: ChoiceKind, search: string) {
  const { load, data } = useFetcher<Asked<Choices>>();
  const url = `/app/settings/rules/choices?${new URLSearchParams({ kind, search })}`;
  useEffect(() => {
    const timer = setTimeout(() => load(url), search === "" ? 0 : TYPING_MS);
    return () => clearTimeout(timer);
  }, [load, url, search]);
  return { answer: data, again: () => load(url) };
}

function NotKnown({ scope, onAgain }: { scope: string | null; onAgain: () => void }) {
  const { t } = useTranslation("rules");
  const scopeText = useScopeText();
  if (scope !== null)
    return (
      <Banner tone="warning">
        <p>{t("picker.scope", { scope: scopeText(scope).name })}</p>
      </Banner>
    );
  return (
    <Banner tone="critical" action={{ content: t("picker.again"), onAction: onAgain }}>
      <p>{t("picker.failed")}</p>
    </Banner>
  );
}
