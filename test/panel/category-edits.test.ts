import { expect, test } from "vitest";
import type { EndpointChoice } from "../../app/queries/endpoint-list.ts";
import { chipsOf, NO_EDIT } from "../../app/ui/by-category/chips.ts";
import {
  afterSave,
  allTaken,
  changesOf,
  type Edits,
  hasWrong,
  isAddedTo,
  isEdited,
  NO_EDITS,
  taken,
  typed,
  without,
} from "../../app/ui/by-category/edits.ts";
import { isTooMany, withoutSecret } from "../../app/ui/by-category/foresee.ts";

const A = "https://a.example/hook";
const NEW = "https://new.example/";
const PAID = "order/paid";
const CREATED = "order/created";

const known: EndpointChoice[] = [
  { id: "1", url: A, topics: [PAID], status: "paused" },
  { id: "2", url: "https://all.example/", topics: ["*"], status: "enabled" },
];

const entered = (text: string, edits: Edits = NO_EDITS, topics = [PAID]) =>
  taken(typed(edits, { field: "field", topics }, text), known, "field");

const urlsOf = (topic: string, edits: Edits) =>
  chipsOf(known, topic, edits.topics[topic] ?? NO_EDIT).map(({ url }) => url);

test("what is typed is an edit at once, and a change when the field is left", () => {
  const typing = typed(NO_EDITS, { field: PAID, topics: [PAID] }, NEW);
  expect([isEdited(typing), changesOf(typing)]).toEqual([true, []]);
  expect(changesOf(allTaken(typing, known))).toEqual([{ topic: PAID, add: [NEW], remove: [] }]);
});

test("a field of several topics adds its URLs to each", () => {
  expect(changesOf(entered(`${NEW}, ${A}`, NO_EDITS, [PAID, CREATED]))).toEqual([
    { topic: PAID, add: [NEW], remove: [] },
    { topic: CREATED, add: [NEW, A], remove: [] },
  ]);
});

test("a URL that gets the topic already is no change", () => {
  expect(isEdited(entered("HTTPS://A.example/hook\nhttps://all.example"))).toBe(false);
  expect(changesOf(entered(`${NEW}\n${NEW}`))[0]?.add).toEqual([NEW]);
});

test("what cannot be stays in the field, with the reason, and the rest is taken", () => {
  const edits = entered(`nonsense, ${NEW}`);
  expect(edits.entries.field).toMatchObject({ text: "nonsense", wrong: [{ url: "nonsense" }] });
  expect([hasWrong(edits), urlsOf(PAID, edits).includes(NEW)]).toEqual([true, true]);
  expect(hasWrong(typed(edits, { field: "field", topics: [PAID] }, ""))).toBe(false);
});

test("a URL that is taken away and added again is no change", () => {
  const removed = without(NO_EDITS, PAID, A);
  expect([urlsOf(PAID, removed), isEdited(removed)]).toEqual([["https://all.example/"], true]);
  expect(isEdited(entered(A, removed))).toBe(false);
  expect(isEdited(without(entered(NEW), PAID, NEW))).toBe(false);
});

test("after a save only what came meanwhile is left, and what was taken back meanwhile turns round", () => {
  const sent = without(entered(NEW), PAID, A);
  expect(isEdited(afterSave(sent, sent))).toBe(false);
  const meanwhile = typed(
    entered("https://late.example/", sent, [PAID, CREATED]),
    { field: "x", topics: [] },
    "ht",
  );
  const left = afterSave(without(entered(A, meanwhile), PAID, NEW), sent);
  expect(changesOf(left)).toEqual([
    { topic: PAID, add: ["https://late.example/", A], remove: [NEW] },
    { topic: CREATED, add: ["https://late.example/"], remove: [] },
  ]);
  expect(left.entries.x?.text).toBe("ht");
});

test("an endpoint of every topic stands in every row but the operational ones", () => {
  expect(chipsOf(known, CREATED, NO_EDIT)).toEqual([
    { url: "https://all.example/", endpoints: [known[1]], always: true },
  ]);
  expect(chipsOf(known, "endpoint/failing", NO_EDIT)).toEqual([]);
  expect(urlsOf(CREATED, without(NO_EDITS, CREATED, "https://all.example/"))).toEqual([
    "https://all.example/",
  ]);
});

test("a field that adds a URL, or holds one that cannot be, is told from those that do neither", () => {
  expect(isAddedTo(entered(NEW), PAID)).toBe(true);
  expect(isAddedTo(entered("nonsense"), "field")).toBe(true);
  expect(isAddedTo(without(NO_EDITS, PAID, A), PAID)).toBe(false);
  expect(isAddedTo(NO_EDITS, PAID)).toBe(false);
});

test("more endpoints than the shop may have are foreseen, and those that a save deletes make room", () => {
  const made = { create: [{ url: NEW, topics: [PAID] }], change: [], empty: [] };
  expect(isTooMany(made, 1, 2)).toBe(false);
  expect(isTooMany(made, 2, 2)).toBe(true);
  expect(isTooMany({ ...made, empty: known.slice(0, 1) }, 2, 2)).toBe(false);
  expect(isTooMany({ ...made, create: [] }, 3, 2)).toBe(false);
});

test("URLs that were to be new and got no secret are told", () => {
  const secrets = [{ secret: "whsec_x", endpoints: [{ id: "1", url: "https://NEW.example" }] }];
  expect(withoutSecret([NEW, A], secrets)).toEqual([A]);
  expect(withoutSecret([NEW, A], [])).toEqual([NEW, A]);
});
