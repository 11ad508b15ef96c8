// One connection to the live stream, message by message. Nothing is read while the reader is busy.
import { createParser, type EventSourceMessage } from "eventsource-parser";
import { type ApiAddress, refusal, request } from "../api.ts";
import { CommandError } from "../command.ts";

/** The app sends a comment every 15 seconds. */
const SILENCE_MS = 45_000;
/** For a connection and the beginning of an answer. */
const PATIENCE_MS = 15_000;
/** Characters of one message: Shopify's largest webhook, escaped. */
const MOST_CHARACTERS = 64 << 20;

/** The app answered, and not with a stream. */
export class StreamRefused extends CommandError {
  /** trying again is useless */
  readonly isFinal: boolean;
  constructor(message: string, status: number) {
    super(message);
    this.isFinal = status < 500 && status !== 429;
  }
}

export interface StreamStart {
  query: URLSearchParams;
  lastId: string | undefined;
  signal: AbortSignal;
  patienceMs?: number | undefined;
}

/** Ends when the stream does. Throws StreamRefused, CommandError without an answer, and whatever breaks a connection. */
export async function* readStream(
  address: ApiAddress,
  start: StreamStart,
): AsyncGenerator<EventSourceMessage> {
  const over = new AbortController();
  const answer = await connect(address, start, over);
  const messages: EventSourceMessage[] = [];
  const parser = createParser({
    onEvent: (message) => void messages.push(message),
    maxBufferSize: MOST_CHARACTERS,
  });
  const decoder = new TextDecoder();
  const reader = answer.body.getReader();
  try {
    for (;;) {
      const silence = setTimeout(() => over.abort(new Error("nothing came for too long")), SILENCE_MS);
      const { done, value } = await reader.read().finally(() => clearTimeout(silence));
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
      yield* messages.splice(0);
    }
  } finally {
    over.abort();
  }
}

type StreamAnswer = Response & { body: ReadableStream<Uint8Array> };

async function connect(
  address: ApiAddress,
  { query, lastId, signal, patienceMs = PATIENCE_MS }: StreamStart,
  over: AbortController,
): Promise<StreamAnswer> {
  const patience = setTimeout(() => over.abort(new DOMException("no answer", "TimeoutError")), patienceMs);
  try {
    const answer = await request(address, `/events/live?${query}`, {
      headers: { accept: "text/event-stream", ...(lastId !== undefined && { "last-event-id": lastId }) },
      signal: AbortSignal.any([signal, over.signal]),
    });
    if (isStream(answer)) return answer;
    throw new StreamRefused(refusal(address.url, answer, await answer.text()), answer.status);
  } finally {
    clearTimeout(patience);
  }
}

const isStream = (answer: Response): answer is StreamAnswer =>
  answer.ok &&
  answer.body !== null &&
  answer.headers.get("content-type")?.startsWith("text/event-stream") === true;
