// Comfort for pages that work without it: keys, brushing, copying, pictures. No page needs it to be read.
"use strict";

(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // --- Said to a screen reader, and nowhere else -------------------------------------------------------
  const voice = document.createElement("p");
  voice.className = "visually-hidden";
  voice.setAttribute("role", "status");
  document.body.append(voice);
  const say = (text) => { voice.textContent = ""; requestAnimationFrame(() => { voice.textContent = text; }); };

  // --- Keys: which are on, and what they are; changed on the page of help --------------------------------
  const store = {
    get(name, otherwise) { try { return JSON.parse(localStorage.getItem(name)) ?? otherwise; } catch { return otherwise; } },
    set(name, value) { try { localStorage.setItem(name, JSON.stringify(value)); } catch { say("this browser keeps nothing"); } },
  };
  const keys = store.get("keys", { on: true, changed: {} });
  // The key that an action has, and the action of a key that was pressed.
  const keyOf = (action, usual) => keys.changed[action] ?? usual;

  const places = { h: "/", r: "/reports", d: "/relation", m: "/who", s: "/search", n: "/incidents", o: "/sources",
    c: "/correct", i: "/ingest", e: "/evaluation", k: "/codebook" };

  const isTyping = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]") !== null;

  let isGoing = false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const help = one("#help");
    if (event.key === "Escape" && isTyping(event.target)) { event.target.blur(); return; }
    if (!keys.on || isTyping(event.target) || (help?.open && event.key !== "?")) return;
    const key = event.key;
    if (isGoing) {
      isGoing = false;
      if (places[key]) { event.preventDefault(); location.href = places[key]; }
      return;
    }
    if (key === keyOf("go", "g")) { isGoing = true; setTimeout(() => { isGoing = false; }, 1500); event.preventDefault(); return; }
    if (key === keyOf("find", "/")) { one("#find")?.focus(); event.preventDefault(); return; }
    if (key === keyOf("help", "?")) {
      if (help?.open) help.close(); else help?.showModal();
      event.preventDefault();
      return;
    }
    if (key === "Escape") { if (document.referrer.startsWith(location.origin)) history.back(); return; }
    if (key === keyOf("table", "t")) {
      const table = one("figure ~ details, figure details, .plot details");
      if (table) { table.open = !table.open; say(table.open ? "table shown" : "table hidden"); event.preventDefault(); }
      return;
    }
    listKey(event);
  });

  // --- Lists: j and k walk the rows, Enter opens one ---------------------------------------------------
  const rowsOf = (list) => all("[data-row]", list).filter((row) => row.offsetParent !== null || row.tagName === "TR");
  const currentList = () => document.activeElement?.closest("[data-list]") ?? one("[data-list]");
  const step = (list, by) => {
    const rows = rowsOf(list);
    if (!rows.length) return;
    const at = rows.findIndex((row) => row.getAttribute("aria-current") === "true");
    const next = rows[Math.max(0, Math.min(rows.length - 1, at < 0 ? 0 : at + by))];
    rows.forEach((row) => row.removeAttribute("aria-current"));
    next.setAttribute("aria-current", "true");
    const target = one("a[href], button", next) ?? next;
    if (target === next && !next.hasAttribute("tabindex")) next.tabIndex = -1;
    target.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    next.dispatchEvent(new CustomEvent("row", { bubbles: true }));
  };
  const listKey = (event) => {
    const list = currentList();
    if (!list) return;
    const forward = [keyOf("next", "j"), keyOf("next-event", "n")];
    const back = [keyOf("previous", "k"), keyOf("previous-event", "p")];
    if (forward.includes(event.key)) { step(list, 1); event.preventDefault(); }
    else if (back.includes(event.key)) { step(list, -1); event.preventDefault(); }
    else {
      const row = one("[data-row][aria-current=true]", list);
      const link = row && one(`[data-key="${CSS.escape(event.key)}"]`, row);
      if (link) { event.preventDefault(); link.click(); }
    }
  };

  // --- The cursor of a matrix: arrow keys move from cell to cell -----------------------------------------
  document.addEventListener("keydown", (event) => {
    const cell = event.target.closest?.("table[data-matrix] td, table[data-matrix] th");
    if (!cell || !event.key.startsWith("Arrow")) return;
    const row = cell.parentElement;
    const column = [...row.children].indexOf(cell);
    const rows = all("tr", cell.closest("table"));
    const down = { ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0;
    const right = { ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? 0;
    const next = rows[rows.indexOf(row) + down]?.children[column + right];
    const target = next && (one("a", next) ?? next);
    if (!target) return;
    if (target === next) next.tabIndex = -1;
    target.focus();
    event.preventDefault();
  });

  // --- Figures: a cursor over the periods, brushing, pictures --------------------------------------------
  all("figure[data-plot]").forEach((figure) => {
    const drawing = one("svg", figure);
    if (!drawing) return;
    const periods = all("[data-period]", drawing);
    const text = (period) => period.dataset.says ?? one("title", period)?.textContent ?? period.dataset.period;
    let at = -1;
    const mark = (index) => {
      if (!periods.length) return;
      at = Math.max(0, Math.min(periods.length - 1, index));
      periods.forEach((period, i) => period.classList.toggle("at", i === at));
      say(text(periods[at]));
    };
    if (periods.length) {
      figure.tabIndex = 0;
      figure.addEventListener("keydown", (event) => {
        if (event.key === "ArrowRight") mark(at + 1);
        else if (event.key === "ArrowLeft") mark(at < 0 ? periods.length - 1 : at - 1);
        else if (event.key === "Home") mark(0);
        else if (event.key === "End") mark(periods.length - 1);
        else if (event.key === "Enter" && at >= 0) narrow(periods[at], periods[at]);
        else return;
        event.preventDefault();
      });
    }
    // Dragging over periods narrows the page to them; a click goes where its link leads.
    const narrow = (first, last) => {
      const from = first.dataset.from, until = last.dataset.until;
      if (!from || !until) return;
      const address = new URL(location.href);
      address.searchParams.set("from", from < until ? from : until);
      address.searchParams.set("until", from < until ? until : from);
      address.searchParams.delete("after");
      location.href = address;
    };
    let start = null;
    const under = (event) => {
      const x = event.clientX;
      return periods.find((period) => { const box = period.getBoundingClientRect(); return x >= box.left && x <= box.right; });
    };
    drawing.addEventListener("pointerdown", (event) => { start = under(event) ?? null; });
    drawing.addEventListener("pointermove", (event) => {
      if (!start || !(event.buttons & 1)) return;
      const now = under(event);
      if (!now) return;
      const [a, b] = [periods.indexOf(start), periods.indexOf(now)].sort((x, y) => x - y);
      periods.forEach((period, i) => period.classList.toggle("at", i >= a && i <= b));
    });
    drawing.addEventListener("pointerup", (event) => {
      const end = start && under(event);
      if (end && end !== start) {
        const [a, b] = [start, end].sort((x, y) => periods.indexOf(x) - periods.indexOf(y));
        narrow(a, b);
        event.preventDefault();
      }
      start = null;
    });
    drawing.addEventListener("dragstart", (event) => event.preventDefault());
  });

  // A picture of a figure: its own file of SVG drawn on a canvas at twice the size.
  all("button[data-png]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        const answer = await fetch(button.dataset.png);
        if (!answer.ok) throw new Error(`the figure did not come: ${answer.status}`);
        const picture = new Image();
        picture.src = URL.createObjectURL(new Blob([await answer.text()], { type: "image/svg+xml" }));
        await picture.decode();
        const canvas = document.createElement("canvas");
        canvas.width = 2 * picture.naturalWidth;
        canvas.height = 2 * picture.naturalHeight;
        const drawn = canvas.getContext("2d");
        drawn.fillStyle = "#fff";
        drawn.fillRect(0, 0, canvas.width, canvas.height);
        drawn.drawImage(picture, 0, 0, canvas.width, canvas.height);
        const link = document.createElement("a");
        link.href = canvas.toDataURL("image/png");
        link.download = button.dataset.name ?? "figure.png";
        link.click();
        say("the picture is saved");
      } catch (error) {
        say(`no picture: ${error.message}`);
        button.after(Object.assign(document.createElement("span"), { className: "small", textContent: ` no picture: ${error.message}` }));
      }
    });
  });

  // --- Copying ------------------------------------------------------------------------------------------
  all("button[data-copy]").forEach((button) => {
    button.hidden = false;
    const name = button.textContent;
    button.addEventListener("click", async () => {
      const source = button.dataset.copy.startsWith("#") ? one(button.dataset.copy)?.textContent : button.dataset.copy;
      try {
        await navigator.clipboard.writeText(source ?? "");
        button.textContent = "copied";
        say("copied");
      } catch { button.textContent = "could not copy"; }
      setTimeout(() => { button.textContent = name; }, 1500);
    });
  });

  // --- The reader: a card and the words it is read from show each other ---------------------------------
  const related = (name, on) => all(`[data-event~="${CSS.escape(name)}"]`).forEach((part) => part.classList.toggle("lit", on));
  for (const [begin, end] of [["pointerenter", "pointerleave"], ["focusin", "focusout"]]) {
    for (const [type, on] of [[begin, true], [end, false]]) {
      document.addEventListener(type, (event) => {
        const part = event.target.closest?.("[data-event]");
        if (part) part.dataset.event.split(" ").forEach((name) => related(name, on));
      }, true);
    }
  }

  // --- Forms that send themselves when a choice is made ---------------------------------------------------
  all("form[data-auto] select, form[data-auto] input[type=checkbox]").forEach((field) => {
    field.addEventListener("change", () => field.form.requestSubmit());
  });
  // What is left empty need not stand in the address.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "get") return;
    all("input, select", form).forEach((field) => { if (!field.value) field.disabled = true; });
    setTimeout(() => all("input, select", form).forEach((field) => { field.disabled = false; }), 0);
  });

  // --- Help: the switch for keys and their change -----------------------------------------------------
  const toggle = one("#keys-on");
  if (toggle) {
    toggle.checked = keys.on;
    toggle.addEventListener("change", () => { keys.on = toggle.checked; store.set("keys", keys); say(keys.on ? "keys are on" : "keys are off"); });
  }
  all("input[data-action]").forEach((field) => {
    field.value = keyOf(field.dataset.action, field.dataset.usual);
    field.addEventListener("change", () => {
      const taken = all("input[data-action]").some((other) => other !== field && other.value === field.value);
      if (taken || [...field.value].length !== 1) { field.setCustomValidity("one key that nothing else has"); field.reportValidity(); return; }
      field.setCustomValidity("");
      if (field.value === field.dataset.usual) delete keys.changed[field.dataset.action];
      else keys.changed[field.dataset.action] = field.value;
      store.set("keys", keys);
      say("saved");
    });
  });
  all("button[data-close]").forEach((button) => button.addEventListener("click", () => button.closest("dialog")?.close()));

  // Other scripts of the site use these.
  window.demarche = { one, all, say, store, keys, keyOf, isTyping };
})();
