import { useState } from "react";
import { MASKED } from "../../endpoints/endpoint-fields.ts";
import { type HeaderRow, listedUrlProblem } from "../../endpoints/endpoint-forms.ts";
import { splitUrls, urlKey, withoutDoubles } from "../../endpoints/url-list.ts";
import type { EndpointShape, EndpointValues } from "./endpoint-values.ts";
import { shortUrl } from "./short-url.ts";

/** Test calls out of the form: to the endpoint while its URL is as it was saved, otherwise to the URLs that were typed. */
export function useFormCall(initial: EndpointValues | undefined, { url, headers }: EndpointShape) {
  const [topic, setTopic] = useState<string>();
  const urls = withoutDoubles(splitUrls(url)).filter((one) => listedUrlProblem(one) === undefined);
  const isSaved = (one: string) => initial !== undefined && urlKey(one) === urlKey(initial.url);
  return {
    topic,
    setTopic,
    canCall: urls.length > 0,
    endpoints:
      initial && urls.some(isSaved)
        ? [{ id: initial.id, label: initial.description || shortUrl(initial.url) }]
        : [],
    trials: urls.filter((one) => !isSaved(one)).map((one) => ({ url: one, headers: typedHeaders(headers) })),
  };
}

/** A header whose value is not known cannot be sent to another address. */
const typedHeaders = (rows: HeaderRow[]): Record<string, string> =>
  Object.fromEntries(
    rows.flatMap(({ name, value }) => (name && value && value !== MASKED ? [[name, value]] : [])),
  );
