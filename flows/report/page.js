"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const form = document.querySelector(".filter");
  const groups = all(".group");
  const words = all(".words tbody tr");
  const text = new Map([...all(".failure"), ...words, ...groups].map((element) => [element, element.textContent.toLowerCase()]));
  const heading = new Map(groups.map((group) => [group, `${group.dataset.check} ${group.querySelector("summary").textContent}`.toLowerCase()]));

  function filter() {
    const sought = byId("find").value.trim().toLowerCase();
    const [stage, table, state] = ["stage", "table", "state"].map((id) => byId(id).value);
    let shown = 0;
    for (const group of groups) {
      const fits = (!stage || group.dataset.stage === stage) && (!table || group.dataset.table === table);
      const named = heading.get(group).includes(sought);
      let inside = 0;
      for (const failure of all(".failure", group)) {
        const visible = fits && (!state || failure.dataset.state === state) && (named || text.get(failure).includes(sought));
        failure.hidden = !visible;
        inside += visible;
      }
      group.hidden = inside === 0;
      if (sought && inside && !named) group.open = true;
      shown += inside;
    }
    let known = 0;
    for (const row of words) {
      row.hidden = Boolean(sought) && !text.get(row).includes(sought);
      known += !row.hidden;
    }
    const total = all(".failure").length;
    byId("found").textContent =
      `${shown} of ${total} failures and warnings shown, ${known} of ${words.length} unknown words.`;
  }

  function order() {
    const by = byId("order").value;
    for (const list of all(".groups")) {
      const sorted = [...list.children].sort((a, b) =>
        by === "check" ? a.dataset.check.localeCompare(b.dataset.check) : b.dataset.count - a.dataset.count || a.dataset.check.localeCompare(b.dataset.check));
      list.append(...sorted);
    }
  }

  function value(row, column, type) {
    const found = row.children[column].textContent.trim();
    return type === "number" ? Number(found.replace(/,/g, "")) : found.toLowerCase();
  }

  function sort(table, header, column) {
    const down = header.getAttribute("aria-sort") === "ascending" || (header.dataset.type === "number" && !header.hasAttribute("aria-sort"));
    for (const other of all("th[aria-sort]", table)) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = table.tBodies[0];
    const rows = [...body.rows].sort((a, b) => {
      const [first, second] = [a, b].map((row) => value(row, column, header.dataset.type));
      return (first < second ? -1 : first > second ? 1 : 0) * (down ? -1 : 1);
    });
    body.append(...rows);
  }

  for (const table of all("table.sortable")) {
    all("thead th", table).forEach((header, column) => {
      if (header.dataset.type === "none") return;
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = header.textContent;
      button.addEventListener("click", () => sort(table, header, column));
      header.replaceChildren(button);
    });
  }

  function openTarget() {
    const target = location.hash && byId(decodeURIComponent(location.hash.slice(1)));
    const group = target && target.closest("details");
    if (group && !group.open) {
      group.open = true;
      target.scrollIntoView();
    }
  }

  if (groups.length + words.length > 0) {
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    for (const id of ["find", "stage", "table", "state"]) byId(id).addEventListener("input", filter);
    byId("order").addEventListener("input", order);
    filter();
  }
  addEventListener("hashchange", openTarget);
  openTarget();

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = groups.filter((group) => !group.open);
    for (const group of closed) group.open = true;
  });
  addEventListener("afterprint", () => {
    for (const group of closed) group.open = false;
  });
})();
