// Reads a live stream as a client of server-sent events does.
import { createParser, type EventSourceMessage } from "eventsource-parser";
import { afterAll } from "vitest";

export interface LiveClient {
  status: number;
  headers: Headers;
  /** all that came, `ready` first */
  messages: EventSourceMessage[];
  comments: string[];
  /** the events' ids, in the order in which they came */
  ids(): string[];
  /** resolves when so many events have come */
  until(count: number): Promise<LiveEventData[]>;
  /** resolves when the stream has ended, to what `end` said */
  ended: Promise<{ reason: string; detail: string } | undefined>;
  leave(): void;
}

interface LiveEventData {
  id: string;
  topic: string;
  shop_domain: string;
  triggered_at: string;
  body: string;
}

interface Options {
  /** after `?` */
  query?: string;
  lastEventId?: string | undefined;
}

/** Resolves once `ready` has come. `base`: of version 1. */
export async function listenLive(base: string, token: string, options: Options = {}): Promise<LiveClient> {
  const over = new AbortController();
  afterAll(() => over.abort());
  const answer = await fetch(`${base}/events/live?${options.query ?? ""}`, {
    headers: {
      authorization: `Bearer ${token}`,
      ...(options.lastEventId !== undefined && { "last-event-id": options.lastEventId }),
    },
    signal: over.signal,
  });
  const messages: EventSourceMessage[] = [];
  const comments: string[] = [];
  const waiting = new Set<() => void>();
  const parser = createParser({
    onEvent: (message) => void messages.push(message),
    onComment: (comment) => void comments.push(comment),
  });
  const events = () => messages.filter(({ event }) => event === "event").map(({ data }) => JSON.parse(data));
  const when = (isSo: () => boolean) =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (!isSo()) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });

  async function read(): Promise<void> {
    const decoder = new TextDecoder();
    try {
      const reader = answer.body?.getReader();
      for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
        parser.feed(decoder.decode(read.value, { stream: true }));
        for (const check of [...waiting]) check();
      }
    } catch {
      // it was left or cut off
    }
  }
  const ended = read().then(() => {
    const last = messages.find(({ event }) => event === "end");
    return last && JSON.parse(last.data);
  });
  if (answer.ok) await Promise.race([when(() => messages.length > 0), ended]);
  return {
    ...{ status: answer.status, headers: answer.headers, messages, comments, ended },
    ids: () => events().map(({ id }) => id),
    until: async (count) => {
      await when(() => events().length >= count);
      return events();
    },
    leave: () => over.abort(),
  };
}
