import { useFetcher, useLocation } from "@remix-run/react";
import { Banner, BlockStack, Button, Card, InlineStack, Text, TextField } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAnswer } from "../forms/use-answer.ts";
import type { CheckAnswer } from "./check-answer.ts";
import { CheckResult } from "./check-result.tsx";
import { MOST_BODY, MOST_HEADERS } from "./limits.ts";

const ID = "signature";

/** Takes headers and body as a receiver got them, and says whether they are signed, or why not. */
export function CheckCard({ endpointId }: { endpointId: string }) {
  const { t } = useTranslation("signatures");
  const fetcher = useFetcher<CheckAnswer>();
  const [headers, setHeaders] = useState("");
  const [body, setBody] = useState("");
  const [answer, setAnswer] = useState<CheckAnswer>();
  const [missing, setMissing] = useState(false);
  const card = useScrolledTo();
  const result = useFocusedOn(answer);
  useAnswer(fetcher, setAnswer);
  const edit = (set: (text: string) => void) => (text: string) => {
    set(text);
    setAnswer(undefined);
    setMissing(false);
  };
  const check = () => {
    if (headers.trim() === "" || body === "") return setMissing(true);
    fetcher.submit(
      { headers, body },
      { method: "post", action: `/app/endpoints/${endpointId}/check-signature` },
    );
  };
  const needed = missing ? t("check.needed") : undefined;
  return (
    <section id={ID} ref={card} aria-label={t("check.title")}>
      <Card>
        <BlockStack gap="300">
          <BlockStack gap="100">
            <Text as="h2" variant="headingMd">
              {t("check.title")}
            </Text>
            <Text as="p" tone="subdued">
              {t("check.what")}
            </Text>
          </BlockStack>
          <TextField
            label={t("check.headers")}
            helpText={t("check.headersHelp")}
            multiline={4}
            maxHeight="12rem"
            monospaced
            autoComplete="off"
            spellCheck={false}
            maxLength={MOST_HEADERS}
            value={headers}
            onChange={edit(setHeaders)}
            error={headers.trim() === "" ? needed : undefined}
          />
          <TextField
            label={t("check.body")}
            helpText={t("check.bodyHelp")}
            multiline={4}
            maxHeight="12rem"
            monospaced
            autoComplete="off"
            spellCheck={false}
            maxLength={MOST_BODY}
            value={body}
            onChange={edit(setBody)}
            error={body === "" ? needed : undefined}
          />
          <InlineStack>
            <Button onClick={check} loading={fetcher.state !== "idle"}>
              {t("check.do")}
            </Button>
          </InlineStack>
          <div role="status" ref={result} className="takes-focus" tabIndex={-1}>
            {answer ? <Answer answer={answer} /> : null}
          </div>
        </BlockStack>
      </Card>
    </section>
  );
}

function Answer({ answer }: { answer: CheckAnswer }) {
  const { t } = useTranslation("signatures");
  if (answer.kind === "checked") return <CheckResult report={answer.report} />;
  return <Banner tone="critical" title={t(`refused.${answer.kind}`)} />;
}

/** Leads to what it came to: it stands below two long fields. */
function useFocusedOn(answer: CheckAnswer | undefined) {
  const result = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (answer) result.current?.focus();
  }, [answer]);
  return result;
}

/** An address may name this card, which stands behind a tab: the browser itself comes too early. */
function useScrolledTo() {
  const { hash } = useLocation();
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (hash === `#${ID}`) card.current?.scrollIntoView();
  }, [hash]);
  return card;
}
