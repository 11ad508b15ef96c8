import { Link } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { topicPath } from "../topics/topic-paths.ts";

const SHOWN = 5;

/** The first few of some topics. Those of Shopify have no page. */
export function TopicNames({ names, areShopifys }: { names: string[]; areShopifys: boolean }) {
  const { t } = useTranslation("home");
  const more = names.length - SHOWN;
  return (
    <>
      {names.slice(0, SHOWN).map((name, position) => (
        <span key={name}>
          {position > 0 ? ", " : null}
          {areShopifys ? <span className="mono">{name}</span> : <Link url={topicPath(name)}>{name}</Link>}
        </span>
      ))}
      {more > 0 ? ` ${t("attention.andMore", { count: more })}` : null}
    </>
  );
}
