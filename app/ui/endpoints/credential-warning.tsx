import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { credentialIn } from "../../endpoints/url-list.ts";

/** Says that a URL seems to carry a password, which a header would keep to itself. Nothing is refused for it. */
export function CredentialWarning({ urls }: { urls: string[] }) {
  const { t } = useTranslation("endpoints");
  const name = urls.map(credentialIn).find((found) => found !== undefined);
  return name === undefined ? null : (
    <Text as="p" tone="caution">
      {t("form.credential", { name })}
    </Text>
  );
}
