import { Link } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Fact } from "../copy/fact.tsx";
import { roundText } from "../flow/rounds.ts";

/** How often the event has come through Shopify Flow; nothing when it never did. */
export function RoundFact({ hops }: { hops: number }) {
  const { t } = useTranslation("delivery");
  const { t: flow } = useTranslation("flow");
  if (hops === 0) return null;
  return (
    <Fact label={t("facts.throughFlow")}>
      <Link url="/app/flow">{roundText(flow, hops)}</Link>
    </Fact>
  );
}
