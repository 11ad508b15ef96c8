import { useFetcher } from "@remix-run/react";
import { useEffect, useId, useState } from "react";
import type { SigningMode } from "../../signing/sign.ts";
import { useAnswer } from "../forms/use-answer.ts";
import { findMistake, type Mistake } from "../json/find-mistake.ts";
import type { SampleAnswer, TestCallAnswer } from "./test-call-answer.ts";

const PATH = "/app/test-calls";

/** Stands for every endpoint. */
export const EVERYONE = "*";

export interface Trial {
  url: string;
  headers?: Record<string, string>;
}

/** An answer and how its call was signed. */
export interface Answered {
  signing: SigningMode;
  answer: TestCallAnswer;
}

interface Order {
  open: boolean;
  /** the first one */
  topic: string;
  /** whose data to begin with, instead of the sample */
  eventId: string | undefined;
  endpointIds: string[];
  trials: Trial[];
}

/** A test call that is being put together, and what came of the last one. Begins anew whenever it is opened. */
export function useTestCall({ open, topic: first, eventId, endpointIds, trials }: Order) {
  const sampling = useFetcher<SampleAnswer>();
  const [round, setRound] = useState(0);
  // A fetcher for each opening and topic: the answer to an older call comes to nobody.
  const calling = useFetcher<TestCallAnswer>({ key: `${useId()}${round}` });
  const [topic, setTopic] = useState(first);
  const [to, setTo] = useState(EVERYONE);
  const [signing, setSigning] = useState<SigningMode>("signed");
  const [sample, setSample] = useState<string>();
  const [text, setText] = useState("");
  const [mistake, setMistake] = useState<Mistake>();
  const [sentAs, setSentAs] = useState<SigningMode>("signed");
  const [answered, setAnswered] = useState<Answered>();

  const { load } = sampling;
  useEffect(() => {
    if (!open) return;
    setRound((before) => before + 1);
    setTopic(first);
    setTo(EVERYONE);
    setSigning("signed");
    setSample(undefined);
    setText("");
    setMistake(undefined);
    setAnswered(undefined);
    load(`${PATH}?${new URLSearchParams(eventId ? { event: eventId } : { topic: first })}`);
  }, [open, first, eventId, load]);
  useAnswer(sampling, (answer) => {
    if (answer.kind !== "sample") return;
    setTopic(answer.topic);
    setSample(answer.text);
    write(answer.text);
  });
  useAnswer(calling, (answer) => setAnswered({ signing: sentAs, answer }));

  function write(next: string) {
    setText(next);
    setMistake(undefined);
    setAnswered(undefined);
  }
  function choose(next: string) {
    setRound(round + 1);
    setTopic(next);
    setAnswered(undefined);
    load(`${PATH}?${new URLSearchParams({ topic: next })}`);
  }
  function send() {
    const found = findMistake(text);
    setMistake(found);
    setAnswered(undefined);
    if (found) return;
    setSentAs(signing);
    const form = new FormData();
    form.set("topic", topic);
    form.set("signing", signing);
    form.set("data", text);
    const isCalled = (one: string) => to === EVERYONE || to === one;
    for (const id of endpointIds.filter(isCalled)) form.append("endpoint", id);
    addTrials(
      form,
      trials.filter(({ url }) => isCalled(url)),
    );
    calling.submit(form, { method: "post", action: PATH });
  }

  const sampled = sampling.state === "idle" ? sampling.data : undefined;
  return {
    topic,
    choose,
    to,
    setTo,
    signing,
    setSigning(next: SigningMode) {
      setSigning(next);
      setAnswered(undefined);
    },
    text,
    write,
    /** undefined while there is nothing to go back to */
    reset: sample !== undefined && sample !== text ? () => write(sample) : undefined,
    /** of the text that was to be sent */
    mistake,
    check: () => setMistake(text === "" ? undefined : findMistake(text)),
    loading: sampling.state !== "idle",
    /** why there is no sample */
    noSample: sampled?.kind === "sample" ? undefined : sampled?.kind,
    send,
    sending: calling.state !== "idle",
    answered,
  };
}

/** Those that are tried together have the same headers. */
function addTrials(form: FormData, trials: Trial[]): void {
  for (const { url } of trials) form.append("url", url);
  for (const [name, value] of Object.entries(trials[0]?.headers ?? {})) {
    form.append("header_name", name);
    form.append("header_value", value);
  }
}
