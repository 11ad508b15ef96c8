import { useState } from "react";
import { MASKED } from "../../endpoints/endpoint-fields.ts";
import { type HeaderRow, listedUrlProblem } from "../../endpoints/endpoint-forms.ts";
import { splitUrls, urlKey } from "../../endpoints/url-list.ts";
import type { EndpointShape, EndpointValues } from "./endpoint-values.ts";
import { shortUrl } from "./short-url.ts";

/** Test calls out of the form: to the endpoint while its URL is as it was saved, otherwise to the URL that was typed. */
export function useFormCall(initial: EndpointValues | undefined, { url, headers }: EndpointShape) {
  const [topic, setTopic] = useState<string>();
  const [chosen, setChosen] = useState<string>();
  const urls = splitUrls(url).filter((one) => listedUrlProblem(one) === undefined);
  const target = urls.find((one) => one === chosen) ?? urls[0];
  const isSaved = initial && target !== undefined && urlKey(target) === urlKey(initial.url);
  return {
    topic,
    setTopic,
    /** those that could be called */
    urls,
    target,
    choose: setChosen,
    endpoints: isSaved
      ? [{ id: initial.id, label: initial.description || shortUrl(initial.url) }]
      : undefined,
    trial: target === undefined ? undefined : { url: target, headers: typedHeaders(headers) },
  };
}

/** A header whose value is not known cannot be sent to another address. */
const typedHeaders = (rows: HeaderRow[]): Record<string, string> =>
  Object.fromEntries(
    rows.flatMap(({ name = "", value = "" }) => (name && value && value !== MASKED ? [[name, value]] : [])),
  );
