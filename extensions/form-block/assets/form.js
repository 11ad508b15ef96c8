// Sends the forms of Carillon's block without leaving the page. They work without this, too.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-carillon-form]")) return;
  event.preventDefault();
  const button = form.querySelector("[type=submit]");
  const problem = form.querySelector("[data-carillon-problem]");
  button.disabled = true;
  problem.textContent = "";
  try {
    const response = await fetch(form.action, {
      method: "POST",
      headers: { accept: "application/json" },
      body: new URLSearchParams(new FormData(form)),
    });
    const { ok, error } = await response.json();
    if (ok) showSent(form);
    else problem.textContent = error || form.dataset.failed;
  } catch {
    problem.textContent = form.dataset.failed;
  }
  button.disabled = false;
});

function showSent(form) {
  const sent = document.getElementById(form.dataset.sent);
  form.hidden = true;
  sent.classList.add("carillon-form__sent--shown");
  sent.focus();
}
