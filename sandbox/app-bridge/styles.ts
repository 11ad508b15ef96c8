// The stub's look, adopted instead of inserted: a node or an inline style that the server did not render would set
// React off.
import { isFramed } from "./admin-link.ts";

/** Framed, the admin shows menu and title; on its own the page shows them. */
const BARS = isFramed
  ? "ui-nav-menu, s-app-nav, ui-title-bar { display: none }"
  : `
ui-nav-menu, s-app-nav { display: flex; gap: 16px; padding: 8px 16px; background: #1a1a1a }
ui-nav-menu a, s-app-nav a { color: #fff }
ui-nav-menu a[rel=home], s-app-nav a[rel=home] { display: none }
ui-title-bar { display: none }
ui-title-bar:has(button) { display: flex; gap: 8px; padding: 8px 16px }
ui-title-bar::before { content: attr(title); margin-right: auto; font-weight: 600 }`;

const STYLE = `
${BARS}
ui-modal { display: none }
ui-save-bar { display: none }
ui-save-bar:state(showing) {
  display: flex; justify-content: flex-end; gap: 8px; align-items: center;
  position: fixed; inset: 0 0 auto; z-index: 600; padding: 8px 16px; background: #1a1a1a; color: #fff;
}
ui-save-bar::before { content: "Unsaved changes"; margin-right: auto; font-weight: 600 }
ui-save-bar button:empty::before { content: "Discard" }
ui-save-bar button[variant=primary]:empty::before { content: "Save" }
ui-save-bar button[variant=primary] { order: 1 }
ui-save-bar button, .sandbox-modal > header button, .sandbox-modal > footer button, .sandbox-toasts button {
  font: inherit; padding: 4px 12px; border: 1px solid #8a8a8a; border-radius: 8px; background: #fff; color: #303030;
  cursor: pointer;
}
:is(ui-save-bar, .sandbox-modal) button[variant=primary] { background: #303030; color: #fff }
.sandbox-modal button[tone=critical] { background: #8e0b21; color: #fff }
.sandbox-modal { width: min(620px, calc(100% - 32px)); max-height: calc(100% - 32px); padding: 0; border: 0; border-radius: 16px }
.sandbox-modal[data-variant=small] { width: min(380px, calc(100% - 32px)) }
.sandbox-modal[data-variant=large], .sandbox-modal[data-variant=max] { width: min(980px, calc(100% - 32px)) }
.sandbox-modal::backdrop { background: #0008 }
.sandbox-modal > header { display: flex; justify-content: space-between; padding: 12px 16px; background: #f3f3f3 }
.sandbox-modal > header h2 { margin: 0; font-size: 14px; font-weight: 650 }
.sandbox-modal > footer { display: flex; justify-content: flex-end; gap: 8px; padding: 12px 16px }
.sandbox-modal > footer:empty { display: none }
.sandbox-toasts {
  position: fixed; inset: auto 0 16px; z-index: 700; display: flex; flex-direction: column; gap: 8px;
  align-items: center; pointer-events: none;
}
.sandbox-toasts > div {
  display: flex; gap: 12px; align-items: center; padding: 8px 16px; border-radius: 8px; background: #1a1a1a; color: #fff;
  pointer-events: auto;
}
.sandbox-toasts > div[data-error] { background: #8e0b21 }
`;

export function addStyles(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
