// What needs a script: copying, and the live view. Without it these buttons stay hidden.
"use strict";

for (const button of document.querySelectorAll("button.copy")) {
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = "Copied";
    } catch {
      // Not allowed here: marked, so that Ctrl+C does it.
      getSelection().selectAllChildren(button.parentElement.querySelector("code"));
      button.textContent = "Ctrl+C";
    }
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}

const live = document.getElementById("live");
if (live) {
  const rows = document.getElementById("rows");
  let running = true;
  live.hidden = false;
  document.getElementById("reload").hidden = true;
  live.addEventListener("click", () => {
    running = !running;
    live.textContent = running ? "Pause" : "Go on";
    live.setAttribute("aria-pressed", String(running));
  });
  let shown = "";
  setInterval(async () => {
    if (!running || document.hidden) return;
    try {
      const answer = await fetch(live.dataset.rows, { redirect: "error" });
      const text = await answer.text();
      // The server escaped what others sent; a page that has not changed is left as it is.
      if (answer.ok && text !== shown) rows.innerHTML = shown = text;
    } catch {
      // The server is gone or nobody is logged in: what is shown stays.
    }
  }, 1000);
}
