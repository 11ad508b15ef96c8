import { ask } from "./ask.ts";
import { Dialog } from "./dialog.ts";

const DISCARD = { yes: "Discard changes", no: "Keep editing", tone: "critical" } as const;

/** <ui-save-bar>: its own two buttons, shown at the top of the page. Without a text they are named by the styles. */
export class UiSaveBar extends Dialog {
  #internals = this.attachInternals();
  #discarding = false;

  constructor() {
    super();
    this.#internals.role = "region";
    this.#internals.ariaLabel = "Unsaved changes";
    this.addEventListener("click", (event) => this.#confirmDiscard(event), { capture: true });
  }

  disconnectedCallback(): void {
    this.hide();
  }

  protected open(): void {
    this.#internals.states.add("showing");
  }

  protected close(): void {
    this.#internals.states.delete("showing");
  }

  async #confirmDiscard(event: Event): Promise<void> {
    const button = (event.target as Element).closest("button");
    const discards = button && button.getAttribute("variant") !== "primary";
    if (!discards || this.#discarding || !this.hasAttribute("discardconfirmation")) return;
    event.stopPropagation();
    event.preventDefault();
    if (!(await ask("Discard all unsaved changes?", DISCARD))) return;
    this.#discarding = true;
    button.click();
    this.#discarding = false;
  }
}

/** The save bars that the page shows now. */
export const shownSaveBars = (): UiSaveBar[] =>
  [...document.querySelectorAll("ui-save-bar")].filter(
    (bar): bar is UiSaveBar => bar instanceof UiSaveBar && bar.showing,
  );
