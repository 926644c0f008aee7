// The navigation above every page, with the switch between light and dark.
(() => {
  const stored = localStorage.getItem("crm-theme");
  const paint = (dark) => document.body.classList.toggle("dark", dark);

  // Gradio leaves some of its icon buttons without a name.
  function name_buttons() {
    for (const button of document.querySelectorAll('button[aria-label=""]')) {
      button.setAttribute("aria-label", "Show or hide details");
    }
  }

  // On a small screen the list of conversations covers the chat: it starts closed, and closes after a choice.
  const small = matchMedia("(max-width: 767px)");

  let touched = false;

  function close_history() {
    const button = document.querySelector("#history.open .toggle-button, #history.open > button");
    if (button) button.click();
    return Boolean(button);
  }

  // Gradio opens the list at some moment while the page builds itself: watch for a while, unless a person takes over.
  function settle(until) {
    if (document.getElementById("history") && !close_history()) document.body.classList.add("crm-settled");
    if (performance.now() < until && !touched) setTimeout(settle, 120, until);
  }

  function start() {
    if (document.getElementById("nav")) return;
    document.body.insertAdjacentHTML("afterbegin", NAV_HTML);
    if (stored) paint(stored === "dark");
    else if (!document.querySelector("gradio-app")) paint(matchMedia("(prefers-color-scheme: dark)").matches);
    for (const link of document.querySelectorAll(".crm-links a")) {
      if (link.pathname === location.pathname) link.setAttribute("aria-current", "page");
    }
    document.getElementById("crm-theme").addEventListener("click", () => {
      const dark = !document.body.classList.contains("dark");
      paint(dark);
      localStorage.setItem("crm-theme", dark ? "dark" : "light");
    });
    document.addEventListener("pointerdown", (event) => {
      if (event.target.closest("#history")) touched = true;
    });
    document.addEventListener("click", (event) => {
      if (small.matches && event.target.closest("#past button, #new")) close_history();
    });
    if (small.matches && location.pathname === "/") settle(performance.now() + 8000);
    new MutationObserver(name_buttons).observe(document.body, { childList: true, subtree: true });
    fetch("/me").then((answer) => answer.json()).then((me) => {
      const name = document.getElementById("crm-name");
      name.textContent = me.name;
      name.title = "Your account (" + me.role + ")";
    });
  }

  // A form of a thousand choices sends only those that a person made.
  document.addEventListener("change", (event) => {
    if (event.target.dataset.name) event.target.name = event.target.dataset.name;
  });

  // Files that are too large are refused before they are sent, not after.
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (!field.dataset.largest) return;
    const bytes = [...field.files].reduce((sum, file) => sum + file.size, 0);
    field.setCustomValidity(bytes > Number(field.dataset.largest) ? field.dataset.tooLarge : "");
    field.reportValidity();
  });

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
