// Copies a table as it stands, to be put into a document or a spreadsheet. Without this script its button is not there.
(() => {
  "use strict";
  const told = (cell) => {
    const seen = cell.cloneNode(true);
    for (const one of seen.querySelectorAll(".bar, .fold, [aria-hidden]")) one.remove();
    return seen.textContent.replace(/\s+/g, " ").trim();
  };

  // Every place of the grid, one that spans several filled once: what a spreadsheet makes of rows and columns.
  const grid = (table) => {
    const rows = [];
    [...table.rows].forEach((row, y) => {
      rows[y] ??= [];
      let x = 0;
      for (const cell of row.cells) {
        while (rows[y][x] !== undefined) x += 1;
        for (let down = 0; down < cell.rowSpan; down += 1)
          for (let across = 0; across < cell.colSpan; across += 1)
            (rows[y + down] ??= [])[x + across] = down || across ? "" : told(cell);
      }
    });
    return rows;
  };

  const escaped = (text) => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);
  const asText = (rows) => rows.map((row) => row.join("\t")).join("\r\n");
  const asTable = (rows) =>
    `<table>${rows.map((row) => `<tr>${row.map((one) => `<td>${escaped(one)}</td>`).join("")}</tr>`).join("")}</table>`;

  const copy = async (rows) => {
    const kinds = { "text/plain": asText(rows), "text/html": asTable(rows) };
    if (navigator.clipboard?.write && window.ClipboardItem) {
      const blobs = Object.entries(kinds).map(([kind, text]) => [kind, new Blob([text], { type: kind })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
      return;
    }
    const put = (event) => {
      for (const [kind, text] of Object.entries(kinds)) event.clipboardData.setData(kind, text);
      event.preventDefault();
    };
    document.addEventListener("copy", put, { once: true });
    if (!document.execCommand("copy")) throw new Error("not copied");
  };

  for (const button of document.querySelectorAll("[data-copies]")) {
    const table = document.getElementById(button.dataset.copies);
    const status = button.parentElement.querySelector("[role=status]");
    if (!table) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await copy(grid(table));
        status.textContent = button.dataset.copied;
      } catch {
        status.textContent = button.dataset.failed;
      }
    });
  }
})();
