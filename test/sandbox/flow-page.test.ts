import { expect, test } from "vitest";
import { status } from "../helpers/test-receiver.ts";
import { flowStandIn, type TestFlow, workflow } from "./flow-stand-in.ts";

const PATH = "/store/sandbox-shop/flow";

const get = async ({ url }: TestFlow) => (await fetch(url + PATH)).text();

const post = (stand: TestFlow, path: string, fields: Record<string, string> = {}, headers = {}) =>
  fetch(`${stand.url}${PATH}${path}`, {
    method: "POST",
    body: new URLSearchParams(fields),
    redirect: "manual",
    headers,
  });

const NEW = {
  ...{ name: "Tell the team", trigger: "points-changed", does: "action" },
  ...{ "field:topic": "team/told", "field:data": "event={{ Event }}\r\nby=team" },
};

test("the page shows the app's triggers with their fields, as the extensions declare them", async () => {
  const html = await get(await flowStandIn());
  expect(html).toContain("Sandbox: not Shopify");
  expect(html).toContain("<summary>Points changed</summary>");
  expect(html).toContain("<code>points-changed</code>");
  expect(html).toContain("<dt>Points balance</dt><dd>number_decimal</dd>");
});

test("a workflow is made, turned on and off", async () => {
  const stand = await flowStandIn();
  const made = await post(stand, "/workflows", NEW);
  expect([made.status, made.headers.get("location")]).toEqual([303, PATH]);
  const [one] = stand.flow.workflows();
  expect(one).toMatchObject({
    ...{ name: "Tell the team", trigger: "points-changed", isOn: false },
    action: { topic: "team/told", data: "event={{ Event }}\nby=team" },
  });
  await post(stand, `/workflows/${one?.id}/on`);
  expect(await get(stand)).toContain('<span class="state on">On</span>');
  await post(stand, `/workflows/${one?.id}/off`);
  expect(await get(stand)).toContain('<span class="state">Off</span>');
});

test("what is wrong with a new workflow is said, and what was written stays", async () => {
  const stand = await flowStandIn();
  const answer = await post(stand, "/workflows", { ...NEW, "field:topic": "" });
  const html = await answer.text();
  expect(answer.status).toBe(422);
  expect(html).toContain('<p role="alert">Fill in the action&#39;s field topic.</p>');
  expect(html).toContain('value="Tell the team"');
  expect(html).toContain('<option value="points-changed" selected>');
  expect(html).toContain("\nevent={{ Event }}\nby=team</textarea>");
});

test("the page says why a workflow stays off", async () => {
  const stand = await flowStandIn();
  stand.app.answer(status(500, {}, "out of order"));
  const { id } = stand.flow.addWorkflow(workflow());
  const answer = await post(stand, `/workflows/${id}/on`);
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain(
    "did not confirm that its trigger is used (it answered 500: out of order)",
  );
});

test("a workflow is run by hand with the fields of the form, and the app's answer is shown", async () => {
  const stand = await flowStandIn();
  stand.app.answer(status(400, {}, "No such topic."));
  const { id } = stand.flow.addWorkflow(workflow({ trigger: null, action: { topic: "a/b" } }));
  await stand.flow.turnOn(id);
  expect((await post(stand, `/workflows/${id}/run`, { "field:topic": "c/d" })).status).toBe(303);
  const html = await get(stand);
  expect(html).toContain("<dt>topic</dt><dd>c/d</dd>");
  expect(html).toContain("<dt>Try 1</dt><dd>it answered 400: No such topic.</dd>");
});

test("fired triggers are shown with their fields, refused ones with Shopify's words", async () => {
  const stand = await flowStandIn();
  const payload = { customer_id: 1, Event: "a/b", "Points balance": "5", "Data is complete": true };
  stand.flow.fire({ handle: "points-changed", payload }, () => true);
  stand.flow.fire({ handle: "unknown", payload }, () => true);
  const html = await get(stand);
  expect(html).toContain("<dt>Points balance</dt><dd>5</dd>");
  expect(html).toContain("0 workflows started");
  expect(html).toContain("Shopify refused it: Invalid handle &#39;unknown&#39;.");
});

test("nothing that the app or the merchant writes becomes markup", async () => {
  const bad = '"><script>alert(1)</script>';
  const stand = await flowStandIn();
  stand.app.answer(status(400, {}, bad));
  const { id } = stand.flow.addWorkflow(
    workflow({ name: bad, trigger: null, action: { topic: bad, data: bad } }),
  );
  await post(stand, "/workflows", { ...NEW, name: bad, "field:data": bad });
  await stand.flow.turnOn(id);
  stand.flow.fire({ handle: bad, payload: { [bad]: { [bad]: bad } } }, () => true);
  await post(stand, `/workflows/${id}/run`, { "field:topic": bad });
  const html = await get(stand);
  expect(html).not.toContain("<script");
  expect(html.match(/&lt;script&gt;alert/g)?.length).toBeGreaterThan(8);
});

test("another site cannot press the page's buttons, and other shops have no page", async () => {
  const stand = await flowStandIn();
  const foreign = await post(stand, "/workflows", NEW, { "sec-fetch-site": "cross-site" });
  expect(foreign.status).toBe(403);
  expect(stand.flow.workflows()).toEqual([]);
  expect((await fetch(`${stand.url}/store/other-shop/flow`)).status).toBe(404);
  expect((await post(stand, "/workflows/none/on")).status).toBe(422);
});

test("the admin leads to the page", async () => {
  const { url } = await flowStandIn();
  expect(await (await fetch(`${url}/store/sandbox-shop/apps/carillon`)).text()).toContain(
    `<a href="${PATH}">Flow</a>`,
  );
});
