
(() => {
  "use strict";
  const filter = document.getElementById("filter");
  const only = document.getElementById("only");
  const shown = document.getElementById("shown");
  const rows = [...document.querySelectorAll("[data-row]")].map(row => ({ row, text: row.textContent.toLowerCase(), noted: row.matches(".bad, .attention") }));
  const sections = [...document.querySelectorAll("section")].filter(section => section.querySelector("[data-row]"));

  function apply() {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const active = words.length > 0 || only.checked;
    let count = 0;
    for (const { row, text, noted } of rows) {
      const fits = words.every(word => text.includes(word)) && (noted || !only.checked);
      row.hidden = !fits;
      count += fits ? 1 : 0;
    }
    for (const section of sections) {
      section.classList.toggle("empty", !section.querySelector("[data-row]:not([hidden])"));
    }
    shown.value = active ? `${count} of ${rows.length} entries` : "";
    return active;
  }

  // The filter is part of the address, so that a link leads to what somebody saw.
  function changed() {
    const address = new URLSearchParams();
    if (filter.value) { address.set("filter", filter.value); }
    if (only.checked) { address.set("only", "1"); }
    apply();
    history.replaceState(null, "", "#" + address);
  }

  function arrive() {
    const address = location.hash.slice(1);
    const target = document.getElementById(address);
    if (!target && /^(filter|only)=/.test(address)) {
      const wanted = new URLSearchParams(address);
      filter.value = wanted.get("filter") ?? "";
      only.checked = wanted.get("only") === "1";
      apply();
    } else if (target && (target.hidden || target.closest(".empty"))) {
      // Nobody follows a link to see nothing.
      filter.value = "";
      only.checked = false;
      apply();
      target.scrollIntoView();
    }
  }

  filter.addEventListener("input", changed);
  only.addEventListener("change", changed);
  addEventListener("hashchange", arrive);
  addEventListener("keydown", event => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && document.activeElement !== filter) {
      event.preventDefault();
      filter.focus();
    } else if (event.key === "Escape" && document.activeElement === filter && filter.value) {
      filter.value = "";
      changed();
    }
  });
  // On paper nothing can be unfolded.
  let folded = [];
  addEventListener("beforeprint", () => { folded = [...document.querySelectorAll("details:not([open])")]; folded.forEach(details => { details.open = true; }); });
  addEventListener("afterprint", () => folded.forEach(details => { details.open = false; }));
  arrive();
})();
