(() => {
  const form = document.getElementById("filters");
  if (!form) return;
  form.hidden = false;
  const shown = document.getElementById("shown");
  const apply = () => {
    const chosen = new Set([...form.querySelectorAll("input:checked")].map((box) => box.value));
    const rule = form.querySelector("select").value;
    const all = chosen.size === form.querySelectorAll("input").length && !rule;
    let count = 0;
    for (const article of document.querySelectorAll("article")) {
      const hidden = new Set();
      for (const note of article.querySelectorAll(".note")) {
        const on = chosen.has(note.dataset.severity) && (!rule || rule === note.dataset.rule);
        note.hidden = !on;
        if (on) count += 1;
        else hidden.add(note.dataset.x);
      }
      // A document of which nothing is shown is in the way.
      const away = !all && hidden.size === article.querySelectorAll(".note").length;
      article.hidden = away;
      const row = document.querySelector(`tr a[href="#${article.id}"]`);
      if (row) row.closest("tr").hidden = away;
      for (const mark of article.querySelectorAll(".m")) {
        mark.classList.toggle("off", mark.dataset.x.split(" ").every((x) => hidden.has(x)));
      }
    }
    shown.textContent = `${count} shown`;
  };
  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
})();
