import { ChoiceList, Select, Text, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { OVERLAPS, type Overlap } from "./overlaps.ts";
import { useRotate } from "./use-rotate.ts";

interface RotateSecretDialogProps {
  endpointId: string;
  open: boolean;
  onClose: () => void;
}

/** Asks for how long the old secret is to go on and whose the new one is, and has it shown on the page. */
export function RotateSecretDialog({ endpointId, open, onClose }: RotateSecretDialogProps) {
  const { t } = useTranslation("endpoint");
  const { overlap, setOverlap, bringsOwn, setBringsOwn, own, setOwn, ...rotation } = useRotate({
    endpointId,
    open,
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t("rotate.title")}
      does={bringsOwn ? t("rotate.useOwn") : t("rotate.make")}
      destructive={overlap === "0"}
      busy={rotation.rotating}
      onConfirm={rotation.rotate}
      problem={rotation.problem}
    >
      <Text as="p">{t("rotate.what")}</Text>
      <Select
        label={t("rotate.overlap")}
        options={OVERLAPS.map((value) => ({ value, label: t(`overlap.${value}`) }))}
        value={overlap}
        onChange={(value) => setOverlap(value as Overlap)}
        helpText={overlap === "0" ? t("rotate.atOnce") : t("rotate.earlier")}
      />
      <ChoiceList
        title={t("rotate.whose")}
        choices={[
          { value: "made", label: t("rotate.made"), helpText: t("rotate.madeHelp") },
          { value: "own", label: t("rotate.own"), helpText: t("rotate.ownHelp") },
        ]}
        selected={[bringsOwn ? "own" : "made"]}
        onChange={([whose]) => setBringsOwn(whose === "own")}
      />
      {bringsOwn ? (
        <TextField
          label={t("rotate.ownLabel")}
          autoComplete="off"
          monospaced
          value={own}
          onChange={setOwn}
          error={rotation.ownProblem}
        />
      ) : null}
    </ConfirmDialog>
  );
}
