// Sample data for a test call (GET), and the call itself (POST): to endpoints, or to an address that is none yet.
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import type { ClientActionFunctionArgs, ClientLoaderFunctionArgs } from "@remix-run/react";
import { z } from "zod";
import { depsOf } from "../../deps.server.ts";
import { headersField, urlField } from "../../endpoints/endpoint-fields.ts";
import { sendTests } from "../../pipeline/deliver/send-tests.ts";
import { sendTrial } from "../../pipeline/deliver/send-trial.ts";
import { sendTrials } from "../../pipeline/deliver/send-trials.ts";
import { eventSample, testSample } from "../../queries/test-sample.ts";
import { fieldErrors } from "../../rules/field-errors.ts";
import { authenticatePanel } from "../../shopify/authenticate-panel.ts";
import { boundary } from "../../shopify/boundary.server.ts";
import { isTopic } from "../../topics/catalog.ts";
import { readTestData } from "../../topics/read-test-data.ts";
import { orUnavailable } from "../../ui/forms/or-unavailable.ts";
import type { SampleAnswer, TestCallAnswer } from "../../ui/test-call/test-call-answer.ts";

export const headers = boundary.headers;

/** A sample is asked for; it does not come again with every refresh of the page. */
export const shouldRevalidate = () => false;

export async function loader({ request, context }: LoaderFunctionArgs): Promise<SampleAnswer> {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const address = new URL(request.url).searchParams;
  const eventId = address.get("event");
  const topic = address.get("topic") ?? "";
  if (eventId === null && !isTopic(topic)) throw data(null, { status: 404 });
  const sample =
    eventId === null ? await testSample(deps, shop.id, topic) : await eventSample(deps, shop.id, eventId);
  return sample ? { kind: "sample", ...sample } : { kind: "gone" };
}

const orderForm = z.object({
  topic: z.string().refine(isTopic),
  data: z.string(),
  signing: z.enum(["signed", "unsigned", "tampered"]),
  endpoints: z.array(z.string()).max(1_000),
});

const addressForm = z.object({ urls: z.array(urlField).max(1_000), headers: headersField });

/** By field: all URLs are one. */
const addressErrors = (error: z.ZodError): Record<string, string[]> => {
  const entries = Object.entries(fieldErrors(error));
  return Object.fromEntries(entries.map(([path, errors]) => [/^urls/.test(path) ? "url" : path, errors]));
};

export async function action({ request, context }: ActionFunctionArgs) {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const form = await request.formData();
  const order = orderForm.safeParse({ ...Object.fromEntries(form), endpoints: form.getAll("endpoint") });
  if (!order.success) throw data(null, { status: 400 });
  const { topic, signing, endpoints } = order.data;
  const read = readTestData(topic, order.data.data);
  if (read.kind === "wrong") return answer({ kind: "wrong_data", mistake: read.mistake });
  const input = { topic, signing, data: read.data };
  const { differences } = read;

  const address = addressForm.safeParse({ urls: [...new Set(form.getAll("url"))], headers: headersOf(form) });
  if (!address.success) return answer({ kind: "wrong_address", errors: addressErrors(address.error) });
  const { urls, headers } = address.data;
  if (endpoints.length > 0 || urls.length > 1) {
    const [calls, tries] = await Promise.all([
      sendTests(deps, shop.id, endpoints, input),
      sendTrials(deps, shop.id, urls, { headers, ...input }),
    ]);
    const isLost = ({ outcome }: (typeof calls)[number]) => outcome.kind === "not_found";
    if (endpoints.length > 0 && calls.every(isLost)) throw data(null, { status: 404 });
    return answer({ kind: "called", calls, tries, differences });
  }
  const [url] = urls;
  if (url === undefined) throw data(null, { status: 400 });
  const outcome = await sendTrial(deps, shop.id, { url, headers, ...input });
  switch (outcome.kind) {
    case "sent":
      return answer({ kind: "tried", result: outcome.result, differences });
    case "invalid":
      return answer({ kind: "wrong_address", errors: outcome.errors });
    case "too_many":
      return answer(outcome);
  }
}

/** A trial's holds the secret that signed it. */
const answer = (given: TestCallAnswer) => data(given, { headers: { "cache-control": "no-store" } });

/** As pairs: an object of the form's own would lose names. */
const headersOf = (form: FormData): Record<string, FormDataEntryValue> => {
  const values = form.getAll("header_value");
  return Object.fromEntries(form.getAll("header_name").map((name, index) => [name, values[index] ?? ""]));
};

export const clientLoader = ({ serverLoader }: ClientLoaderFunctionArgs) =>
  orUnavailable(() => serverLoader<typeof loader>());

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) =>
  orUnavailable(() => serverAction<typeof action>());
