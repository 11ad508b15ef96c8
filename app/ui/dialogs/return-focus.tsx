import { useEffect, useState } from "react";

/**
 * A part of a dialog's content: remembers what has the focus when the dialog opens, and gives it back when the dialog has
 * gone. Polaris does so only for a button that the modal itself holds; without, the focus falls to the document's
 * beginning. What came to the page meanwhile and takes the focus, such as a new secret, gets it instead.
 */
export function ReturnFocus() {
  const [before] = useState(() => ({ openers: focusedNow(), news: newsNow() }));
  useEffect(() => {
    const giveOn = () =>
      giveBack([...newsNow().filter((one) => !before.news.includes(one)), ...before.openers]);
    // Not at once: until it has gone the dialog takes every focus back into itself.
    return () => void requestAnimationFrame(giveOn);
  }, [before]);
  return null;
}

const newsNow = () => [...document.querySelectorAll<HTMLElement>(".takes-focus")];

/** What has the focus; then the buttons of the menus that it is in, for a menu goes when one of its items is chosen. */
function focusedNow(): HTMLElement[] {
  const focused = document.activeElement as HTMLElement | null;
  const controls = [...document.querySelectorAll<HTMLElement>("[aria-controls]")].filter((control) =>
    document.getElementById(control.getAttribute("aria-controls") ?? "")?.contains(focused),
  );
  return focused ? [focused, ...controls.toReversed()] : [];
}

/** To the first that is still there and takes it; to the page's heading when none is. */
function giveBack(takers: HTMLElement[]): void {
  for (const taker of [...takers, pageHeading()]) {
    if (document.activeElement !== document.body) return; // somebody has it by now
    taker?.focus();
  }
}

function pageHeading(): HTMLElement | null {
  const heading = document.querySelector("h1");
  if (heading) heading.tabIndex = -1; // else it takes no focus
  return heading;
}
