import { Link, Text } from "@shopify/polaris";
import type { EndpointView } from "../../queries/endpoints.ts";
import { shortUrl } from "./short-url.ts";

/** The description, or else the URL, as a link to the endpoint's page. */
export function EndpointName({ endpoint: { id, url, description } }: { endpoint: EndpointView }) {
  return (
    <div className="endpoint-name">
      <Link url={`/app/endpoints/${id}`} dataPrimaryLink removeUnderline monochrome>
        <span className="two-lines" title={description || url}>
          <Text as="span" fontWeight="medium">
            {description || shortUrl(url)}
          </Text>
        </span>
      </Link>
      {description ? (
        <span className="two-lines" title={url}>
          <Text as="span" tone="subdued">
            {shortUrl(url)}
          </Text>
        </span>
      ) : null}
    </div>
  );
}
