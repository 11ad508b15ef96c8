import { useEffect, useState } from "react";

/**
 * A part of a dialog's content: remembers what has the focus when the dialog opens, and gives it back when the dialog has
 * gone. Polaris does so only for a button that the modal itself holds; without, the focus falls to the document's
 * beginning.
 */
export function ReturnFocus() {
  const [openers] = useState(focusedNow);
  // Not at once: until it has gone the dialog takes every focus back into itself.
  useEffect(() => () => void requestAnimationFrame(() => giveBack(openers)), [openers]);
  return null;
}

/** What has the focus; then the buttons of the menus that it is in, for a menu goes when one of its items is chosen. */
function focusedNow(): HTMLElement[] {
  const focused = document.activeElement as HTMLElement | null;
  const controls = [...document.querySelectorAll<HTMLElement>("[aria-controls]")].filter((control) =>
    document.getElementById(control.getAttribute("aria-controls") ?? "")?.contains(focused),
  );
  return focused ? [focused, ...controls.toReversed()] : [];
}

/** To the first that is still there and takes it; to the page's heading when none is. */
function giveBack(openers: HTMLElement[]): void {
  for (const opener of [...openers, pageHeading()]) {
    if (document.activeElement !== document.body) return; // somebody has it by now
    opener?.focus();
  }
}

function pageHeading(): HTMLElement | null {
  const heading = document.querySelector("h1");
  if (heading) heading.tabIndex = -1; // else it takes no focus
  return heading;
}
