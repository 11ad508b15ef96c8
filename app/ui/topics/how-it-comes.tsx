import { BlockStack, Card, Divider, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Availability } from "../../shopify/topic-availability.ts";
import type { WayView } from "../../shopify/topic-ways.ts";
import type { FlowRecipe } from "../../topics/flow/recipes.ts";
import { Disclosure } from "../json/disclosure.tsx";
import { ApiRecipe } from "./api-recipe.tsx";
import { FlowRecipeSteps } from "./flow-recipe-steps.tsx";
import { RECIPE } from "./topic-paths.ts";
import { WayItem } from "./way-item.tsx";

interface HowItComesProps {
  topic: string;
  ways: WayView[];
  recipe: FlowRecipe | null;
  example: string | null;
  status: Availability["status"];
}

/** Every way in which a topic's events can come about, the best one first. */
export function HowItComes({ topic, ways, recipe, example, status }: HowItComesProps) {
  const { t } = useTranslation("topics");
  // Where nothing else brings it, the recipes are the answer and stand open.
  const open = status === "only_flow_or_api";
  return (
    <Card>
      <section id={RECIPE} aria-label={t("way.title")}>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            {t("way.title")}
          </Text>
          {ways.length > 0 ? (
            <ul className="plain-list">
              {ways.map((way) => (
                <li key={JSON.stringify(way)} className="attempt">
                  <WayItem way={way} />
                </li>
              ))}
            </ul>
          ) : (
            <Text as="p">{t("way.onlySentIn")}</Text>
          )}
          {recipe || example ? <Divider /> : null}
          {recipe ? (
            <Disclosure title={t("way.flow")} open={open}>
              <FlowRecipeSteps recipe={recipe} />
            </Disclosure>
          ) : null}
          {example ? (
            <Disclosure title={t("way.api")} open={open && recipe === null}>
              <ApiRecipe topic={topic} example={example} />
            </Disclosure>
          ) : null}
        </BlockStack>
      </section>
    </Card>
  );
}
