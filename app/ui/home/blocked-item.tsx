import { Button, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { BlockedTopics } from "../../shopify/blocked-topics.ts";
import { useScopeText } from "../permissions/use-scope-text.ts";
import { AskPermission } from "../topics/ask-permission.tsx";
import { recipePath, rulePath } from "../topics/topic-paths.ts";
import { AttentionItem } from "./attention-item.tsx";
import { TopicNames } from "./topic-names.tsx";

/** Topics that were chosen and cannot come as things are. */
export function BlockedItem({ blocked }: { blocked: BlockedTopics }) {
  const { t } = useTranslation("home");
  if (blocked.why === "rules_unreadable") return <RulesUnreadable />;
  const isRefused = blocked.why === "refused";
  return (
    <AttentionItem
      badge={t(isRefused ? "attention.refusedBadge" : "attention.cannotArrive")}
      tone={isRefused ? "critical" : "attention"}
      title={<TopicNames names={blocked.topics} areShopifys={isRefused} />}
      action={<Remedy blocked={blocked} />}
    >
      <Text as="p" tone="subdued">
        <Why blocked={blocked} />
      </Text>
    </AttentionItem>
  );
}

function RulesUnreadable() {
  const { t } = useTranslation("home");
  return (
    <AttentionItem
      badge={t("attention.rulesUnreadableBadge")}
      tone="critical"
      title={t("attention.rulesUnreadable")}
      action={<Button url="/app/settings/rules">{t("attention.seeRules")}</Button>}
    >
      <Text as="p" tone="subdued">
        {t("attention.rules_unreadable")}
      </Text>
    </AttentionItem>
  );
}

type BlockedTopic = Exclude<BlockedTopics, { why: "rules_unreadable" }>;

function Why({ blocked }: { blocked: BlockedTopic }) {
  const { t } = useTranslation("home");
  const scopeText = useScopeText();
  switch (blocked.why) {
    case "needs_permission":
      return t("attention.needs_permission", { permission: scopeText(blocked.scope).name });
    case "refused":
      return blocked.words === null
        ? t("attention.refusedSilently")
        : t("attention.refused", { words: blocked.words });
    default:
      return t(`attention.${blocked.why}`);
  }
}

function Remedy({ blocked }: { blocked: BlockedTopic }) {
  const { t } = useTranslation("home");
  const { t: common } = useTranslation();
  const topic = blocked.topics[0] ?? "";
  const about = (action: string) => common("pair", { of: action, what: topic });
  switch (blocked.why) {
    case "needs_permission":
      return <AskPermission topic={topic} scope={blocked.scope} />;
    case "needs_rule":
      return (
        <Button url={rulePath(blocked.rule)} accessibilityLabel={about(t("attention.setRule"))}>
          {t("attention.setRule")}
        </Button>
      );
    case "only_flow_or_api":
      return (
        <Button url={recipePath(topic)} accessibilityLabel={about(t("attention.seeHow"))}>
          {t("attention.seeHow")}
        </Button>
      );
    case "refused":
      return (
        <Button url="/app/settings/webhooks" accessibilityLabel={about(t("attention.seeWebhooks"))}>
          {t("attention.seeWebhooks")}
        </Button>
      );
  }
}
