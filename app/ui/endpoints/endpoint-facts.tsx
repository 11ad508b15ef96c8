import { BlockStack, Card, List, Text } from "@shopify/polaris";
import { ALL_TOPICS } from "../../endpoints/endpoint-fields.ts";
import type { EndpointView } from "../../queries/endpoints.ts";
import { Fact } from "../copy/fact.tsx";
import { FactList } from "../copy/fact-list.tsx";
import { AbsoluteDate } from "../time/absolute-date.tsx";
import { ordered } from "./topic-selection.ts";

/** What an endpoint is set to. */
export function EndpointFacts({ endpoint }: { endpoint: EndpointView }) {
  const { id, url, description, topics, createdAt, rateLimit, weeklyCheck } = endpoint;
  const names = ordered(topics).filter((topic) => topic !== ALL_TOPICS);
  return (
    <>
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            Details
          </Text>
          <FactList>
            <Fact label="URL" copy={url}>
              {url}
            </Fact>
            {description ? <Fact label="Description">{description}</Fact> : null}
            <Fact label="Endpoint id" copy={id}>
              {id}
            </Fact>
            {rateLimit === null ? null : <Fact label="Rate limit">{rateLimit} requests per second</Fact>}
            {weeklyCheck ? <Fact label="Weekly check">A test call after 7 silent days</Fact> : null}
            <Fact label="Created">
              <AbsoluteDate time={createdAt} />
            </Fact>
          </FactList>
        </BlockStack>
      </Card>
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            Topics
          </Text>
          {topics.includes(ALL_TOPICS) ? (
            <Text as="p">
              Every topic, later ones included{names.length > 0 ? ", and of Carillon’s own:" : "."}
            </Text>
          ) : null}
          {names.length > 0 ? (
            <List>
              {names.map((topic) => (
                <List.Item key={topic}>
                  <span className="mono wrap-anywhere">{topic}</span>
                </List.Item>
              ))}
            </List>
          ) : null}
        </BlockStack>
      </Card>
    </>
  );
}
