import { BlockStack, Text } from "@shopify/polaris";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import type { BodyField } from "../../topics/body-schema.ts";
import { useFieldText } from "../texts/use-field-text.ts";

/** Every field of the body. A list on a narrow screen. */
export function FieldTable({ fields }: { fields: BodyField[] }) {
  const { t } = useTranslation("topics");
  return (
    <BlockStack gap="200">
      <Text as="p" tone="subdued">
        {t("field.note")}
      </Text>
      <table className="field-table">
        <caption className="visually-hidden">{t("arrives.fields")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("field.path")}</th>
            <th scope="col">{t("field.type")}</th>
            <th scope="col">{t("field.what")}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <FieldRow key={field.path} field={field} />
          ))}
        </tbody>
      </table>
    </BlockStack>
  );
}

/** A path, which may wrap after a dot or an underscore before it breaks anywhere else. */
function FieldPath({ path }: Pick<BodyField, "path">) {
  return (
    <span className="mono">
      {path.split(/(?<=[._])/).map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts repeat and never move
        <Fragment key={index}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </span>
  );
}

function FieldRow({ field: { path, type, nullable, optional, description } }: { field: BodyField }) {
  const { t } = useTranslation("topics");
  const text = useFieldText();
  return (
    <tr>
      <th scope="row">
        <FieldPath path={path} />
      </th>
      <td>
        <span className="mono">{type}</span>
        {nullable ? (
          <Text as="p" tone="subdued">
            {t("field.nullable")}
          </Text>
        ) : null}
        {optional ? (
          <Text as="p" tone="subdued">
            {t("field.optional")}
          </Text>
        ) : null}
      </td>
      <td>{description && text(description)}</td>
    </tr>
  );
}
