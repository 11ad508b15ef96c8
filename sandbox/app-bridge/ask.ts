/** A question over the page; true when the second button, named by `yes`, was pressed. */
export function ask(question: string, yes: string): Promise<boolean> {
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
      if (value) button.setAttribute("tone", "critical");
      button.addEventListener("click", () => {
        resolve(value);
        dialog.remove();
      });
      footer.append(button);
    };
    answer("Keep editing", false);
    answer(yes, true);
    dialog.addEventListener("cancel", () => {
      resolve(false);
      dialog.remove();
    });
  });
}
