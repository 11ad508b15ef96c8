import { Tag } from "@shopify/polaris";
import type { MouseEvent } from "react";
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
    <ul className="url-chips" onClickCapture={passOverSecond} aria-label={t("urls.of", { topic })}>
      {chips.map((chip) => (
        <li key={chip.url}>
          {chip.always ? (
            <Tag>{t("urls.every", { url: shortUrl(chip.url) })}</Tag>
          ) : (
            <Tag accessibilityLabel={shortUrl(chip.url)} onRemove={() => onRemove(topic, chip.url)}>
              {t(`urls.${stateOf(chip)}`, { url: shortUrl(chip.url) })}
            </Tag>
          )}
        </li>
      ))}
    </ul>
  );
}

/** By the second click of a double click the next URL may have come under the pointer. */
function passOverSecond(event: MouseEvent): void {
  if (event.detail > 1) event.stopPropagation();
}

const stateOf = ({ endpoints: [first] }: Chip) => (first ? first.status : "new");
