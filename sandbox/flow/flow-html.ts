import { escapeHtml } from "../escape-html.ts";
import type { Flow } from "./create-flow.ts";
import { eventHtml, valuesHtml } from "./event-html.ts";
import type { FlowTrigger } from "./extensions.ts";
import { type Draft, newWorkflowHtml, workflowHtml } from "./workflow-html.ts";

interface FlowPage {
  shop: string;
  flow: Flow;
  /** why what the merchant just did was not done */
  problem?: string;
  draft?: Draft;
}

/** The whole page. Everything that comes from the app or the merchant is escaped. */
export function flowHtml({ shop, flow, problem, draft }: FlowPage): string {
  const { extensions } = flow;
  const store = `/store/${shop.replace(".myshopify.com", "")}`;
  const nameOf = (handle: string) =>
    extensions.triggers.find((trigger) => trigger.handle === handle)?.name ?? handle;
  const workflows = flow
    .workflows()
    .map((workflow) => workflowHtml({ extensions, base: `${store}/flow`, nameOf }, workflow));
  const events = flow.events().map((event, index) => eventHtml(event, nameOf, index === 0));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Shopify Flow · ${escapeHtml(shop)} · Sandbox</title>
<style>${STYLE}</style>
</head>
<body>
<header>
  <strong>${escapeHtml(shop.replace(".myshopify.com", ""))}</strong>
  <span class="notice">Sandbox: not Shopify</span>
  <a href="${escapeHtml(store)}/apps/carillon">Carillon</a>
</header>
<main>
<h1>Shopify Flow</h1>
<p>A stand-in for Flow. It knows the triggers and the action in the app's <code>extensions</code>, and refuses what
Shopify refuses. A workflow here has a trigger and, if you like, the app's action.</p>
${problem === undefined ? "" : `<p role="alert">${escapeHtml(problem)}</p>`}
<section aria-labelledby="workflows">
<h2 id="workflows">Workflows</h2>
${workflows.join("") || "<p>None yet.</p>"}
${newWorkflowHtml(extensions, `${store}/flow`, draft)}
</section>
<section aria-labelledby="runs">
<h2 id="runs">What happened</h2>
<p>Newest first. <a href="${escapeHtml(store)}/flow">Reload</a></p>
${events.join("") || "<p>Nothing yet.</p>"}
</section>
<section aria-labelledby="triggers">
<h2 id="triggers">The app's triggers</h2>
${extensions.triggers.map(triggerHtml).join("") || "<p>There is none in <code>extensions</code>.</p>"}
</section>
</main>
</body>
</html>
`;
}

const triggerHtml = ({ name, handle, description, fields }: FlowTrigger): string => `<details>
<summary>${escapeHtml(name)}</summary>
<p>${escapeHtml(description)} <code>${escapeHtml(handle)}</code></p>
${valuesHtml(fields.map(({ key, type }) => [key, type]))}
</details>`;

const STYLE = `
* { box-sizing: border-box }
body { margin: 0; font: 14px/1.5 system-ui, sans-serif; color: #303030; background: #f1f1f1 }
header { display: flex; flex-wrap: wrap; gap: 12px; align-items: center; padding: 8px 16px; background: #1a1a1a; color: #fff }
header a { color: #fff }
.notice { background: #ffd6a4; color: #412d00; padding: 2px 10px; border-radius: 8px; font-weight: 600 }
main { max-width: 900px; margin: 0 auto; padding: 16px; overflow-wrap: anywhere }
h1 { font-size: 22px; margin: 0 0 8px }
h2 { font-size: 17px; margin: 24px 0 8px }
h3 { font-size: 15px; margin: 0 }
article, details { background: #fff; border: 1px solid #d0d0d0; border-radius: 8px; padding: 12px; margin: 0 0 8px }
article details { border: 0; padding: 8px 0 0; margin: 0 }
summary { cursor: pointer; font-weight: 600 }
[role=alert] { background: #fee9e8; color: #8e0b21; border: 1px solid #8e0b21; border-radius: 8px; padding: 12px }
.line { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center }
.state { display: inline-block; padding: 0 10px; border-radius: 8px; background: #e3e3e3 }
.on { background: #cdfee1; color: #0c5132 }
.bad { background: #fee9e8; color: #8e0b21 }
dl { display: grid; grid-template-columns: 200px minmax(0, 1fr); gap: 2px 12px; margin: 8px 0 }
dt { color: #5c5c5c }
dd { margin: 0; white-space: pre-wrap }
label { display: block; margin: 8px 0 2px }
input, select, textarea { font: inherit; width: 100%; padding: 6px; border: 1px solid #8a8a8a; border-radius: 8px; background: #fff }
button { font: inherit; padding: 4px 10px; border: 1px solid #8a8a8a; border-radius: 8px; background: #fff; color: #303030; margin: 8px 0 0 }
.line button { margin: 0 }
@media (max-width: 600px) { dl { grid-template-columns: minmax(0, 1fr) } dd { margin: 0 0 6px } }
`;
