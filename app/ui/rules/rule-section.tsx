import { BlockStack, Card } from "@shopify/polaris";
import type { ReactNode } from "react";
import { Annotated } from "../settings/annotated.tsx";

interface RuleSectionProps {
  /** places in the rules that are set here: other pages lead to them (app/ui/topics/topic-paths.ts) */
  places: string[];
  title: string;
  why: string;
  children: ReactNode;
}

/** One kind of rule: what it is for beside its fields. */
export function RuleSection({ places, title, why, children }: RuleSectionProps) {
  return (
    <div>
      {places.map((place) => (
        <span key={place} id={place} className="rule-anchor" />
      ))}
      <Annotated title={title} why={why}>
        <Card>
          <BlockStack gap="400">{children}</BlockStack>
        </Card>
      </Annotated>
    </div>
  );
}
