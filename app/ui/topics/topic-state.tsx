import { Badge, type BadgeProps, BlockStack, InlineStack, Link, Text } from "@shopify/polaris";
import { Trans, useTranslation } from "react-i18next";
import type { TopicState as State } from "../../shopify/topic-states.ts";
import { useScopeText } from "../permissions/use-scope-text.ts";
import { RelativeTime } from "../time/relative-time.tsx";
import { AskPermission } from "./ask-permission.tsx";
import { recipePath, rulePath } from "./topic-paths.ts";

interface TopicStateProps {
  /** its name */
  topic: string;
  state: State;
  /** on one line, for lists */
  compact?: boolean;
}

const TONES: Record<State["status"], BadgeProps["tone"]> = {
  ready: "success",
  needs_permission: "attention",
  needs_rule: "attention",
  only_flow_or_api: "info",
};

/** Whether this shop can get a topic as it is now, what to do where it cannot, and when one came last. */
export function TopicState({ topic, state, compact = false }: TopicStateProps) {
  const { t } = useTranslation("topics");
  if (compact) {
    return (
      <InlineStack gap="200" blockAlign="center">
        <TopicBadge status={state.status} />
        <TopicRemedy topic={topic} state={state} />
        <OtherApps topic={topic} state={state} />
        <LastReceived at={state.last_received} />
      </InlineStack>
    );
  }
  return (
    <BlockStack gap="200" inlineAlign="start">
      <TopicBadge status={state.status} />
      <Explained state={state} />
      <TopicRemedy topic={topic} state={state} />
      <OtherApps topic={topic} state={state} />
      {state.otherApps === "never" ? <Text as="p">{t("state.otherApps.neverWhy")}</Text> : null}
      <LastReceived at={state.last_received} />
    </BlockStack>
  );
}

function TopicBadge({ status }: Pick<State, "status">) {
  const { t } = useTranslation("topics");
  return <Badge tone={TONES[status]}>{t(`state.${status}.label`)}</Badge>;
}

function Explained({ state: { status, missing_scope } }: { state: State }) {
  const { t } = useTranslation("topics");
  const scopeText = useScopeText();
  const permission = missing_scope === null ? "" : scopeText(missing_scope).name;
  return <Text as="p">{t(`state.${status}.meaning`, { permission })}</Text>;
}

/** What the merchant can do so that it comes; nothing where it comes already. */
function TopicRemedy({ topic, state }: Pick<TopicStateProps, "topic" | "state">) {
  const { t } = useTranslation("topics");
  const { status, missing_scope, missing_rule } = state;
  if (status === "needs_permission" && missing_scope !== null) {
    return <AskPermission topic={topic} scope={missing_scope} />;
  }
  if (status === "needs_rule" && missing_rule !== null) {
    return (
      <Link url={rulePath(missing_rule)} accessibilityLabel={t("state.setRuleFor", { topic })}>
        {t("state.setRule")}
      </Link>
    );
  }
  if (status === "only_flow_or_api") {
    return (
      <Link url={recipePath(topic)} accessibilityLabel={t("state.seeHowFor", { topic })}>
        {t("state.seeHow")}
      </Link>
    );
  }
  return null;
}

/** Whose contracts a topic of contracts tells of. */
function OtherApps({ topic, state: { otherApps } }: Pick<TopicStateProps, "topic" | "state">) {
  const { t } = useTranslation("topics");
  if (otherApps === null) return null;
  const link = (
    <Link
      url={rulePath("subscription_source")}
      accessibilityLabel={t("state.otherApps.linkFor", { topic })}
    />
  );
  return (
    <Text as="span" tone="subdued">
      <Trans t={t} i18nKey={`state.otherApps.${otherApps}`} components={{ a: link }} />
    </Text>
  );
}

function LastReceived({ at }: { at: Date | null }) {
  const { t } = useTranslation("topics");
  if (at === null) return null;
  return (
    <Text as="span" tone="subdued">
      <Trans t={t} i18nKey="state.lastReceived" components={{ time: <RelativeTime time={at} /> }} />
    </Text>
  );
}
