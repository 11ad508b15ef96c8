interface Answers {
  yes: string;
  no: string;
  /** critical: saying yes loses something */
  tone: "critical" | "plain";
}

/** A question over the page; true when it was answered with yes. */
export function ask(question: string, { yes, no, tone }: Answers): Promise<boolean> {
  const dialog = document.createElement("dialog");
  dialog.className = "sandbox-modal";
  dialog.dataset.variant = "small";
  dialog.setAttribute("aria-label", question);
  const [header, footer] = [document.createElement("header"), document.createElement("footer")];
  const title = document.createElement("h2");
  title.textContent = question;
  header.append(title);
  dialog.append(header, footer);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    const answer = (label: string, value: boolean) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      if (value)
        button.setAttribute(tone === "critical" ? "tone" : "variant", tone === "critical" ? tone : "primary");
      button.addEventListener("click", () => {
        resolve(value);
        dialog.remove();
      });
      footer.append(button);
    };
    answer(no, false);
    answer(yes, true);
    dialog.addEventListener("cancel", () => {
      resolve(false);
      dialog.remove();
    });
  });
}
