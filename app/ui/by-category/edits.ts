// What was changed in the view by category and is not saved yet. Pure.
import { type UrlProblem, urlProblems } from "../../endpoints/endpoint-forms.ts";
import type { TopicChange } from "../../endpoints/plan-topics.ts";
import { splitUrls, urlKey, withoutDoubles } from "../../endpoints/url-list.ts";
import type { EndpointChoice } from "../../queries/endpoint-list.ts";
import { chipsOf, NO_EDIT, type TopicEdit } from "./chips.ts";

/** What stands in a field for URLs. */
export interface UrlEntry {
  text: string;
  /** those that are to get the topics */
  topics: readonly string[];
  /** those of the text that cannot be, once it was left */
  wrong: UrlProblem[];
}

export interface Edits {
  /** by topic */
  topics: Readonly<Record<string, TopicEdit>>;
  /** by the name of the field */
  entries: Readonly<Record<string, UrlEntry>>;
}

export const NO_EDITS: Edits = { topics: {}, entries: {} };
export const NO_ENTRY: UrlEntry = { text: "", topics: [], wrong: [] };

/** A field and the topics that it stands for. */
export interface Target {
  field: string;
  topics: readonly string[];
}

export const typed = (edits: Edits, { field, topics }: Target, text: string): Edits => ({
  ...edits,
  entries: { ...edits.entries, [field]: { text, topics, wrong: [] } },
});

/** Takes the URLs of a field over into its topics. What cannot be stays in the field. */
export function taken(edits: Edits, endpoints: readonly EndpointChoice[], field: string): Edits {
  const { text, topics } = edits.entries[field] ?? NO_ENTRY;
  const urls = splitUrls(text);
  if (urls.length === 0) return edits;
  const wrong = urlProblems(urls);
  const right = urls.filter((url) => !wrong.some((one) => one.url === url));
  const entry = { text: wrong.map(({ url }) => url).join("\n"), topics, wrong };
  const left = { ...edits, entries: { ...edits.entries, [field]: entry } };
  return right.length === 0
    ? left
    : topics.reduce((next, topic) => withUrls(next, endpoints, topic, right), left);
}

/** Takes over what stands in any field. */
export const allTaken = (edits: Edits, endpoints: readonly EndpointChoice[]): Edits =>
  Object.keys(edits.entries).reduce((next, field) => taken(next, endpoints, field), edits);

/** A URL that gets the topic already, or is only to be removed, is not added anew. */
function withUrls(edits: Edits, endpoints: readonly EndpointChoice[], topic: string, urls: string[]): Edits {
  const edit = edits.topics[topic] ?? NO_EDIT;
  const kept = edit.remove.filter((url) => !has(urls, url));
  const shown = chipsOf(endpoints, topic, { add: edit.add, remove: kept }).map(({ url }) => url);
  const add = withoutDoubles([...edit.add, ...urls.filter((url) => !has(shown, url))]);
  return { ...edits, topics: { ...edits.topics, [topic]: { add, remove: kept } } };
}

/** Takes a URL away from a topic: one that was only just added is gone, any other is to be removed. */
export function without(edits: Edits, topic: string, url: string): Edits {
  const edit = edits.topics[topic] ?? NO_EDIT;
  const next = has(edit.add, url)
    ? { ...edit, add: edit.add.filter((one) => urlKey(one) !== urlKey(url)) }
    : { ...edit, remove: [...edit.remove, url] };
  return { ...edits, topics: { ...edits.topics, [topic]: next } };
}

/**
 * What is still to be saved once `sent` was: what came to it meanwhile, and the contrary of what was taken back meanwhile.
 */
export function afterSave(now: Edits, sent: Edits): Edits {
  const names = [...new Set([...Object.keys(now.topics), ...Object.keys(sent.topics)])];
  const topics = names.map((name): [string, TopicEdit] => {
    const [wanted, done] = [now.topics[name] ?? NO_EDIT, sent.topics[name] ?? NO_EDIT];
    return [
      name,
      {
        add: withoutDoubles([...minus(wanted.add, done.add), ...minus(done.remove, wanted.remove)]),
        remove: withoutDoubles([...minus(wanted.remove, done.remove), ...minus(done.add, wanted.add)]),
      },
    ];
  });
  return { ...now, topics: Object.fromEntries(topics) };
}

const minus = (urls: readonly string[], others: readonly string[]): string[] =>
  urls.filter((url) => !has(others, url));

export const changesOf = ({ topics }: Edits): TopicChange[] =>
  Object.entries(topics)
    .filter(([, { add, remove }]) => add.length + remove.length > 0)
    .map(([topic, edit]) => ({ topic, ...edit }));

export const isEdited = (edits: Edits): boolean =>
  changesOf(edits).length > 0 || Object.values(edits.entries).some(({ text }) => text.trim() !== "");

export const hasWrong = ({ entries }: Edits): boolean =>
  Object.values(entries).some(({ wrong }) => wrong.length > 0);

/** Whether a topic is to get URLs, or its field holds one that cannot be. `field`: a topic, or what stands for several */
export const isAddedTo = ({ topics, entries }: Edits, field: string): boolean =>
  (topics[field]?.add.length ?? 0) + (entries[field]?.wrong.length ?? 0) > 0;

const has = (urls: readonly string[], url: string): boolean =>
  urls.some((one) => urlKey(one) === urlKey(url));
