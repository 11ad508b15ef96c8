import { Tag } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { shortUrl } from "../endpoints/short-url.ts";
import type { Chip } from "./chips.ts";

interface UrlChipsProps {
  topic: string;
  chips: Chip[];
  onRemove: (topic: string, url: string) => void;
}

/** The URLs that get a topic, each with a button that takes it away. */
export function UrlChips({ topic, chips, onRemove }: UrlChipsProps) {
  const { t } = useTranslation("byCategory");
  if (chips.length === 0) return null;
  return (
    <ul className="url-chips" aria-label={t("urls.of", { topic })}>
      {chips.map(({ url, endpointIds, always }) => (
        <li key={url}>
          {always ? (
            <Tag>{t("urls.every", { url: shortUrl(url) })}</Tag>
          ) : (
            <Tag accessibilityLabel={shortUrl(url)} onRemove={() => onRemove(topic, url)}>
              {endpointIds.length > 0 ? shortUrl(url) : t("urls.new", { url: shortUrl(url) })}
            </Tag>
          )}
        </li>
      ))}
    </ul>
  );
}
