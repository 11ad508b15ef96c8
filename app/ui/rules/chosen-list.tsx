import { BlockStack, Button, InlineError, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useInShopify } from "./in-shopify.tsx";
import type { ListPath } from "./rule-values.ts";
import { TextList } from "./text-list.tsx";
import { useRuleList } from "./use-rule-list.ts";

interface ChosenListProps {
  path: ListPath;
  label: string;
  /** Opens what they are chosen from; undefined where there is nothing to choose from. */
  onChoose: (() => void) | undefined;
}

/**
 * Things of Shopify's by their names. Where Shopify tells none they are shown by their ids, and where they cannot be
 * chosen their ids can be typed.
 */
export function ChosenList({ path, label, onChoose }: ChosenListProps) {
  const { t } = useTranslation("rules");
  const { answer } = useInShopify();
  const { entries, remove, error } = useRuleList(path);
  if (onChoose === undefined || answer?.names.kind === "unknown")
    return <TextList path={path} label={label} />;
  const id = `chosen-${path}`;
  return (
    <BlockStack gap="200">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h3" variant="bodyMd">
          {label}
        </Text>
        <Button onClick={onChoose} accessibilityLabel={t("list.chooseFor", { label })}>
          {t("list.choose")}
        </Button>
      </InlineStack>
      {entries.length === 0 ? null : (
        <ul className="plain-list" aria-label={label}>
          {entries.map((entry) => (
            <li key={entry} className="chosen">
              <ChosenName gid={entry} />
              <RemoveButton gid={entry} onRemove={() => remove(entry)} />
            </li>
          ))}
        </ul>
      )}
      {error ? <InlineError fieldID={id} message={error} /> : null}
    </BlockStack>
  );
}

/** The name, or the id where Shopify has not told one. */
function ChosenName({ gid }: { gid: string }) {
  const { t } = useTranslation("rules");
  const { answer, names } = useInShopify();
  const name = names[gid];
  if (name !== undefined) return <span className="wrap-anywhere">{name}</span>;
  return (
    <span className="wrap-anywhere">
      <span className="mono">{gid}</span>
      {answer?.names.kind === "known" ? ` (${t("list.noName")})` : null}
    </span>
  );
}

function RemoveButton({ gid, onRemove }: { gid: string; onRemove: () => void }) {
  const { t } = useTranslation("rules");
  const name = useInShopify().names[gid] ?? gid;
  return (
    <Button variant="tertiary" onClick={onRemove} accessibilityLabel={t("list.removeNamed", { name })}>
      {t("list.remove")}
    </Button>
  );
}
