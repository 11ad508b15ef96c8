// `carillon listen`: a shop's events as they are committed, to a server on the developer's machine.
import { readCommandEnv } from "../../config/command-env.ts";
import { readTarget } from "../../http/target.ts";
import { newSecret, secretProblem } from "../../signing/secret.ts";
import { requireToken } from "../api.ts";
import { CommandError, type FreeCommand, type Terminal, urlOption, type Words } from "../command.ts";
import { toTime } from "../time-words.ts";
import { followStream, type Ready } from "./follow-stream.ts";
import { createForwarder, type Forwarded } from "./forward.ts";

/** What an endpoint gets at a time (ENDPOINT_CONCURRENCY). */
const AT_A_TIME = 10;

export const listen: FreeCommand = {
  over: "nothing",
  summary: "Brings the shop's events live to a server of your own, signed, until Ctrl-C.",
  options: {
    forward: { value: "http://localhost:8080/hook", required: true, says: "where each event is posted" },
    topics: { value: "order/paid,order/cancelled", says: "only these" },
    since: { value: "10m", says: "also what happened since: a time, or how long ago, at most an hour" },
    ...urlOption,
  },
  async run(words, terminal) {
    const { url, token, listenSecret } = readCommandEnv(words.url);
    const address = { url, token: requireToken(token) };
    const forward = forwardUrl(words);
    const secret = listenSecret ?? newSecret();
    const problem = secretProblem(secret);
    if (problem) throw new CommandError(`CARILLON_LISTEN_SECRET: ${problem}`);
    const forwarder = createForwarder(forward, secret);
    const { signal } = terminal;
    signal.addEventListener("abort", forwarder.close, { once: true }); // what is on its way ends at once
    const ready = (facts: Ready) => {
      terminal.say(`Events of ${facts.shop_domain} (${topicWords(facts)}) go to ${forward}`);
      terminal.say(
        listenSecret ? "They are signed with CARILLON_LISTEN_SECRET." : `They are signed with ${secret}`,
      );
    };
    try {
      const inFlight = new Set<Promise<void>>();
      for await (const event of followStream(address, { query: queryOf(words), terminal, ready })) {
        const sent = forwarder.forward(event).then((result) => {
          if (!signal.aborted) report(terminal, result);
        });
        inFlight.add(sent);
        void sent.finally(() => inFlight.delete(sent));
        if (inFlight.size >= AT_A_TIME) await Promise.race(inFlight);
      }
    } finally {
      forwarder.close();
    }
  },
};

function forwardUrl({ forward = "" }: Words): string {
  try {
    readTarget(forward);
    return forward;
  } catch {
    throw new CommandError("--forward must be an http or https URL without user name and password.");
  }
}

function queryOf({ topics, since }: Words): URLSearchParams {
  return new URLSearchParams({
    ...(topics !== undefined && { topics }),
    ...(since !== undefined && { since: toTime("since", since, new Date()) }),
  });
}

const topicWords = ({ topics }: Ready): string => (topics.includes("*") ? "every topic" : topics.join(", "));

function report({ json, print }: Terminal, result: Forwarded): void {
  const { time, topic, event_id, status, reason, detail, duration_ms } = result;
  const failure = [reason, detail && `(${detail})`].filter(Boolean).join(" ");
  const line = `${time}  ${topic}  ${event_id} → ${status ?? failure}  ${duration_ms} ms`;
  print(json ? JSON.stringify(result) : line);
}
