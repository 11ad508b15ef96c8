import { useEffect, useRef, useState } from "react";
import { bridge } from "../app-bridge/bridge.ts";
import { ChosenList } from "./chosen-list.tsx";
import { useInShopify } from "./in-shopify.tsx";
import type { ListPath } from "./rule-values.ts";
import { useRuleList } from "./use-rule-list.ts";

/** Products, chosen in the admin's own picker. */
export function ChooseProducts({ path, label }: { path: ListPath; label: string }) {
  const { remember } = useInShopify();
  const { entries, set } = useRuleList(path);
  const hasPicker = useHasPicker();
  const isOpen = useRef(false);

  /** One picker at a time: of two, the second would undo what was chosen in the first. */
  async function open(): Promise<void> {
    if (isOpen.current) return;
    isOpen.current = true;
    await choose().finally(() => {
      isOpen.current = false;
    });
  }
  async function choose(): Promise<void> {
    const chosen = await bridge()?.resourcePicker({
      type: "product",
      action: "select",
      multiple: true,
      filter: { variants: false },
      selectionIds: entries.map((id) => ({ id })),
    });
    if (!chosen) return; // the merchant has closed it
    remember(Object.fromEntries(chosen.map(({ id, title }) => [id, title])));
    set(chosen.map(({ id }) => id));
  }
  return <ChosenList path={path} label={label} onChoose={hasPicker ? () => void open() : undefined} />;
}

/** Known once the browser has taken over; until then as in the admin. */
function useHasPicker(): boolean {
  const [has, setHas] = useState(true);
  useEffect(() => {
    const app = bridge();
    setHas(app !== undefined && "resourcePicker" in app);
  }, []);
  return has;
}
