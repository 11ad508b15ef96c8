import fc from "fast-check";
import { expect, test } from "vitest";
import { hears, planTopics, type TopicChange, type TopicChoice } from "../../app/endpoints/plan-topics.ts";
import { urlKey } from "../../app/endpoints/url-list.ts";

const A = "https://a.example/";
const B = "https://b.example/hook";
const NEW = "https://new.example/";

const endpoint = (id: string, url: string, ...topics: string[]): TopicChoice => ({ id, url, topics });
const add = (topic: string, ...urls: string[]): TopicChange => ({ topic, add: urls, remove: [] });
const remove = (topic: string, ...urls: string[]): TopicChange => ({ topic, add: [], remove: urls });

test("a URL that is known gets the topic and makes no endpoint, however it is written", () => {
  const plan = planTopics([endpoint("1", A, "order/paid")], [add("order/created", "HTTPS://a.example:443")]);
  expect(plan).toEqual({
    create: [],
    change: [endpoint("1", A, "order/paid", "order/created")],
    empty: [],
  });
});

test("a URL that is new makes one endpoint, with all its topics", () => {
  const plan = planTopics([], [add("order/paid", NEW, B), add("order/created", "https://NEW.example")]);
  expect(plan.create).toEqual([
    { url: NEW, topics: ["order/paid", "order/created"] },
    { url: B, topics: ["order/paid"] },
  ]);
});

test("what changes nothing is no change", () => {
  const known = [endpoint("1", A, "order/paid"), endpoint("2", B, "*")];
  const changes = [add("order/paid", A, B), remove("order/created", A), remove("order/paid", NEW, B)];
  expect(planTopics(known, changes)).toEqual({ create: [], change: [], empty: [] });
});

test("every topic does not mean the operational ones: those come and go by name", () => {
  const known = [endpoint("1", A, "*", "endpoint/failing")];
  expect(planTopics(known, [add("endpoint/check", A), remove("endpoint/failing", A)]).change).toEqual([
    endpoint("1", A, "*", "endpoint/check"),
  ]);
});

test("an endpoint that loses its last topic is told apart, unless it gets another one", () => {
  const known = [endpoint("1", A, "order/paid")];
  expect(planTopics(known, [remove("order/paid", A)]).empty).toEqual([endpoint("1", A)]);
  const moved = planTopics(known, [remove("order/paid", A), add("order/created", A)]);
  expect(moved).toEqual({ create: [], change: [endpoint("1", A, "order/created")], empty: [] });
});

test("of endpoints with the same URL one takes what is added, and all lose what is removed", () => {
  const known = [endpoint("1", A, "order/paid", "form/submitted"), endpoint("2", A, "order/paid")];
  expect(planTopics(known, [add("order/created", A)]).change.map(({ id }) => id)).toEqual(["1"]);
  const plan = planTopics(known, [remove("order/paid", A)]);
  expect([plan.change, plan.empty]).toEqual([[endpoint("1", A, "form/submitted")], [endpoint("2", A)]]);
});

test("the same changes a second time find nothing to do, whatever they were", () => {
  const topic = fc.constantFrom("order/paid", "order/created", "endpoint/failing");
  const url: fc.Arbitrary<string> = fc.constantFrom(A, "https://A.example", B, NEW);
  const urls = fc.uniqueArray(url, { maxLength: 3 });
  const changes = fc.array(fc.record({ topic, add: urls, remove: fc.constant<string[]>([]) }), {
    maxLength: 4,
  });
  const known = fc.uniqueArray(topic, { minLength: 1 }).map((topics) => [endpoint("1", A, ...topics)]);
  fc.assert(
    fc.property(known, changes, (endpoints, wanted) => {
      const { create, change } = planTopics(endpoints, wanted);
      const after = [
        ...endpoints.map((one) => change.find(({ id }) => id === one.id) ?? one),
        ...create.map((made, index) => ({ id: `new ${index}`, ...made })),
      ];
      expect(planTopics(after, wanted)).toEqual({ create: [], change: [], empty: [] });
      const gets = (url: string, name: string) =>
        after.some((one) => urlKey(one.url) === urlKey(url) && hears(new Set(one.topics), name));
      expect(wanted.every((change) => change.add.every((one) => gets(one, change.topic)))).toBe(true);
    }),
  );
});
