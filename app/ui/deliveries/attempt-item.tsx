import { Badge, BlockStack, InlineStack, Text } from "@shopify/polaris";
import type { AttemptView } from "../../queries/deliveries.ts";
import { Disclosure } from "../json/disclosure.tsx";
import { HeaderTable } from "../json/header-table.tsx";
import { JsonBody } from "../json/json-body.tsx";
import { AbsoluteTime } from "../time/absolute-time.tsx";
import { durationText } from "../time/format-time.ts";
import { diagnose } from "./diagnose.ts";

const TRIGGERS: Record<AttemptView["trigger"], string> = {
  schedule: "automatic",
  manual: "sent again by hand",
  replay: "sent again by a recovery",
  test: "test call",
};

interface AttemptItemProps {
  attempt: AttemptView;
  /** whether it went to Shopify Flow, and not to an endpoint */
  toFlow: boolean;
}

/** One request and what came back. */
export function AttemptItem({ attempt, toFlow }: AttemptItemProps) {
  const { number, status, trigger, statusCode, detail, startedAt, durationMs, remoteAddress } = attempt;
  const failure = status === "failed" ? diagnose({ ...attempt, toFlow }) : undefined;
  const facts = [TRIGGERS[trigger], durationText(durationMs), remoteAddress && `to ${remoteAddress}`];
  return (
    <BlockStack gap="200">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h3" variant="headingSm">
          Attempt {number}
        </Text>
        <Badge tone={failure ? "critical" : "success"}>{failure ? failure.short : `${statusCode}`}</Badge>
      </InlineStack>
      <div className="wrap-anywhere">
        <Text as="p" tone="subdued">
          <AbsoluteTime time={startedAt} /> · {facts.filter(Boolean).join(" · ")}
        </Text>
      </div>
      {failure ? (
        <Text as="p">
          {failure.what}
          {detail ? (
            <>
              {" "}
              <span className="mono wrap-anywhere">{detail}</span>
            </>
          ) : null}
        </Text>
      ) : null}
      {toFlow ? null : (
        <Disclosure title="Request headers">
          <HeaderTable caption={`Request headers of attempt ${number}`} headers={attempt.requestHeaders} />
        </Disclosure>
      )}
      {attempt.responseHeaders ? (
        <Disclosure title="Response headers">
          <HeaderTable caption={`Response headers of attempt ${number}`} headers={attempt.responseHeaders} />
        </Disclosure>
      ) : null}
      {attempt.responseBody ? (
        <Disclosure title={attempt.truncated ? "Response body (beginning)" : "Response body"}>
          <BlockStack gap="200">
            <JsonBody text={attempt.responseBody} label={`Response body of attempt ${number}`} />
            {attempt.truncated ? (
              <Text as="p" tone="subdued">
                The answer was longer. Only its beginning is kept.
              </Text>
            ) : null}
          </BlockStack>
        </Disclosure>
      ) : null}
    </BlockStack>
  );
}
