import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, SkeletonBodyText, Text } from "@shopify/polaris";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { DeliverySearch } from "../../queries/delivery-search.ts";
import { showToast } from "../app-bridge/bridge.ts";
import { LeftOut } from "../deliveries/left-out.tsx";
import { searchParameters } from "../deliveries/search-address.ts";
import { Dialog } from "../dialogs/dialog.tsx";
import { useAnswer } from "../forms/use-answer.ts";
import { address } from "../paging/pager.tsx";
import type { BeginAnswer, ResendCountAnswer } from "./answers.ts";
import { useRecoveryWords } from "./use-recovery-words.ts";
import { useWhyNot } from "./use-why-not.ts";

interface ResendAllDialogProps {
  /** of the list */
  search: DeliverySearch;
  open: boolean;
  onClose: () => void;
}

const PATH = "/app/deliveries/resend-all";

/** Says how many the list's filter would send again, and sends them when told so. */
export function ResendAllDialog({ search, open, onClose }: ResendAllDialogProps) {
  const { t } = useTranslation("recoveries");
  const words = useRecoveryWords();
  const whyNot = useWhyNot();
  const counting = useFetcher<ResendCountAnswer>();
  const beginning = useFetcher<BeginAnswer>();
  useAnswer(beginning, (answer) => {
    if (answer.kind !== "begun") return;
    showToast(t("queued"));
    onClose();
  });
  const asked = address(PATH, searchParameters(search));
  const { load } = counting;
  useEffect(() => {
    if (open) load(asked);
  }, [open, asked, load]);

  const answer = counting.state === "idle" ? counting.data : undefined;
  const counted = answer?.kind === "counted" ? answer : undefined;
  // What was counted is sent, and nothing that came after it.
  const { since, until } = counted ?? search;
  const action = address(PATH, searchParameters({ ...search, span: null, since, until }));
  const problem = whyNot(answer) ?? (beginning.state === "idle" ? whyNot(beginning.data) : undefined);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t("all.title")}
      primaryAction={{
        content: counted ? words.send("failed", counted) : t("all.send"),
        disabled: !counted || counted.count === 0,
        loading: beginning.state !== "idle",
        onAction: () => beginning.submit(null, { method: "post", action }),
      }}
      secondaryActions={[{ content: t("all.cancel"), onAction: onClose }]}
    >
      <BlockStack gap="300">
        {problem ? <Banner tone="warning" title={problem} /> : null}
        <div role="status">
          <BlockStack gap="300">
            {counted ? <CountText counted={counted} /> : problem ? null : <SkeletonBodyText lines={2} />}
            {counted ? <Doubles counted={counted} /> : null}
            {counted ? <LeftOut left={counted.left} /> : null}
          </BlockStack>
        </div>
      </BlockStack>
    </Dialog>
  );
}

interface CountProps {
  counted: Extract<ResendCountAnswer, { kind: "counted" }>;
}

/** What arrived before arrives twice: nothing but a warning keeps an order from being booked twice by a careless server. */
function Doubles({ counted: { succeeded } }: CountProps) {
  const { t, i18n } = useTranslation("recoveries");
  if (succeeded === 0) return null;
  const number = new Intl.NumberFormat(i18n.language).format(succeeded);
  return (
    <Banner tone="warning">
      <p>{t("all.doubles", { count: succeeded, number })}</p>
    </Banner>
  );
}

function CountText({ counted }: CountProps) {
  const { t } = useTranslation("recoveries");
  const words = useRecoveryWords();
  const { count, more, endpoints } = counted;
  if (count === 0) return <Text as="p">{t("noneFailed")}</Text>;
  const deliveries = words.deliveries(count, more);
  return <Text as="p">{t("all.what", { deliveries, count: endpoints })}</Text>;
}
