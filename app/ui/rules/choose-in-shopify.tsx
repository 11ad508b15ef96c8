import { useState } from "react";
import type { ChoiceKind } from "../../shopify/look-up/choices.ts";
import { ChoicePicker } from "./choice-picker.tsx";
import { ChosenList } from "./chosen-list.tsx";
import { useInShopify } from "./in-shopify.tsx";
import type { ListPath } from "./rule-values.ts";
import { useRuleList } from "./use-rule-list.ts";

interface ChooseInShopifyProps {
  path: ListPath;
  label: string;
  kind: ChoiceKind;
}

/** A list of the rules that is chosen from what the shop has. */
export function ChooseInShopify({ path, label, kind }: ChooseInShopifyProps) {
  const [open, setOpen] = useState(false);
  const { remember } = useInShopify();
  const { entries, set } = useRuleList(path);
  return (
    <>
      <ChosenList path={path} label={label} onChoose={() => setOpen(true)} />
      {open ? (
        <ChoicePicker
          kind={kind}
          chosen={entries}
          onClose={() => setOpen(false)}
          onDone={(chosen) => {
            remember(Object.fromEntries(chosen.filter(({ name }) => name).map(({ id, name }) => [id, name])));
            set(chosen.map(({ id }) => id));
            setOpen(false);
          }}
        />
      ) : null}
    </>
  );
}
