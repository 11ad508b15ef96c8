import { type FieldMetadata, useInputControl } from "@conform-to/react";
import { Checkbox, Text, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { type UrlProblem, urlProblems } from "../../endpoints/endpoint-forms.ts";
import { splitUrls, urlKey, withoutDoubles } from "../../endpoints/url-list.ts";
import { useProblem } from "../texts/use-problem.ts";
import { CredentialWarning } from "./credential-warning.tsx";
import { ProblemLines } from "./problem-lines.tsx";

interface UrlListFieldProps {
  field: FieldMetadata<string>;
  secretEach: FieldMetadata<string>;
  /** what only the server could know */
  problems: UrlProblem[];
}

/** The URLs of new endpoints: one, or a list of them. */
export function UrlListField({ field, secretEach, problems }: UrlListFieldProps) {
  const { t } = useTranslation("endpoints");
  const control = useInputControl(field);
  const each = useInputControl(secretEach);
  const urls = withoutDoubles(splitUrls(control.value ?? ""));
  return (
    <>
      <TextField
        label={t("form.url")}
        inputMode="url"
        multiline
        spellCheck={false}
        name={field.name}
        autoComplete="off"
        placeholder={t("form.example")}
        value={control.value ?? ""}
        onChange={control.change}
        onFocus={control.focus}
        onBlur={control.blur}
        error={field.errors && <UrlErrors urls={urls} errors={field.errors} refused={problems} />}
        helpText={t("form.urlsHelp")}
      />
      <CredentialWarning urls={urls} />
      {urls.length > 1 ? (
        <Checkbox
          label={t("form.secretEach")}
          helpText={t("form.secretEachHelp", { count: urls.length })}
          checked={each.value === "on"}
          onChange={(on) => each.change(on ? "on" : "")}
          onFocus={each.focus}
          onBlur={each.blur}
        />
      ) : (
        <Text as="p" tone="subdued">
          {t("form.noServer")}
        </Text>
      )}
    </>
  );
}

/** A line for each URL that cannot be; the form's own sentence where none is to blame. */
function UrlErrors({ urls, errors, refused }: { urls: string[]; errors: string[]; refused: UrlProblem[] }) {
  const translate = useProblem();
  const found = urlProblems(urls);
  const known = refused.filter(({ url }) => urls.some((one) => urlKey(one) === urlKey(url)));
  const problems = found.length > 0 ? found : known;
  if (problems.length > 0) return <ProblemLines problems={problems} named={urls.length > 1} />;
  return <>{errors[0] && translate(errors[0])}</>;
}
