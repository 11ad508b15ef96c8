import { Button, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ChoicePicker } from "./choice-picker.tsx";
import { useInShopify } from "./in-shopify.tsx";

interface SegmentFieldProps {
  /** empty while none is chosen */
  gid: string;
  /** whose it is */
  tier: string;
  onChange: (gid: string) => void;
  error: string | undefined;
}

/** The segment of a tier by its name. Where Shopify tells none, its id, which can be typed. */
export function SegmentField({ gid, tier, onChange, error }: SegmentFieldProps) {
  const { t } = useTranslation("rules");
  const [open, setOpen] = useState(false);
  const { answer, names, remember } = useInShopify();
  const isUnknown = answer?.names.kind === "unknown";
  return (
    <>
      <TextField
        label={t("tiers.segment")}
        autoComplete="off"
        value={isUnknown ? gid : (names[gid] ?? gid)}
        readOnly={!isUnknown}
        onChange={(typed) => onChange(typed.trim())}
        error={error}
        connectedRight={
          <Button
            onClick={() => setOpen(true)}
            accessibilityLabel={t("list.chooseFor", { label: `${t("tiers.segment")}, ${tier}` })}
          >
            {t("list.choose")}
          </Button>
        }
      />
      {open ? (
        <ChoicePicker
          kind="segment"
          chosen={gid ? [gid] : []}
          multiple={false}
          onClose={() => setOpen(false)}
          onDone={([chosen]) => {
            if (chosen?.name) remember({ [chosen.id]: chosen.name });
            if (chosen) onChange(chosen.id);
            setOpen(false);
          }}
        />
      ) : null}
    </>
  );
}
