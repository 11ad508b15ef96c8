import { ActionList, Button, Popover } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { READY_SETS, type ReadySet, topicsOfSet } from "./ready-sets.ts";

/** Offers the ready-made sets of topics. */
export function SetMenu({ onChoose }: { onChoose: (topics: string[]) => void }) {
  const { t } = useTranslation("endpoints");
  const [open, setOpen] = useState(false);
  const choose = (set: ReadySet) => {
    setOpen(false);
    onChoose(topicsOfSet(set));
  };
  return (
    <Popover
      active={open}
      autofocusTarget="first-node"
      onClose={() => setOpen(false)}
      activator={
        <Button disclosure onClick={() => setOpen(!open)}>
          {t("sets.title")}
        </Button>
      }
    >
      <ActionList
        actionRole="menuitem"
        items={READY_SETS.map((set) => ({
          content: t(`sets.${set}`),
          helpText: t("topics.count", { count: topicsOfSet(set).length }),
          onAction: () => choose(set),
        }))}
      />
    </Popover>
  );
}
