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

  function start() {
    if (document.getElementById("nav")) return;
    document.body.insertAdjacentHTML("afterbegin", NAV_HTML);
    if (stored) paint(stored === "dark");
    for (const link of document.querySelectorAll(".crm-links a")) {
      if (link.pathname === location.pathname) link.setAttribute("aria-current", "page");
    }
    document.getElementById("crm-theme").addEventListener("click", () => {
      const dark = !document.body.classList.contains("dark");
      paint(dark);
      localStorage.setItem("crm-theme", dark ? "dark" : "light");
    });
    new MutationObserver(name_buttons).observe(document.body, { childList: true, subtree: true });
    fetch("/me").then((answer) => answer.json()).then((me) => {
      const name = document.getElementById("crm-name");
      name.textContent = me.name;
      name.title = "Your account (" + me.role + ")";
    });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
