import { InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { EndpointView } from "../../queries/endpoints.ts";
import { CopyButton } from "../copy/copy-button.tsx";
import { shortUrl } from "./short-url.ts";

type Named = Pick<EndpointView, "id" | "url" | "description">;

/** The description, or else the URL, as a link to the endpoint's page; and the URL to copy. */
export function EndpointName({ endpoint: { id, url, description } }: { endpoint: Named }) {
  const { t } = useTranslation("endpoints");
  const copy = (
    <span className="keeps-its-width">
      <CopyButton text={url} what={t("list.urlOf", { name: description || shortUrl(url) })} variant="plain" />
    </span>
  );
  return (
    <div className="endpoint-name">
      <InlineStack gap="200" wrap={false} blockAlign="center">
        <Link url={`/app/endpoints/${id}`} removeUnderline monochrome>
          <span className="two-lines" title={description || url}>
            <Text as="span" fontWeight="medium">
              {description || shortUrl(url)}
            </Text>
          </span>
        </Link>
        {description ? null : copy}
      </InlineStack>
      {description ? (
        <InlineStack gap="200" wrap={false} blockAlign="center">
          <span className="one-line" title={url}>
            <Text as="span" tone="subdued">
              {shortUrl(url)}
            </Text>
          </span>
          {copy}
        </InlineStack>
      ) : null}
    </div>
  );
}
