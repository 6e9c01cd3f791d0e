// The page of corrections: one card at a time, every decision by a key, none ever lost.
// A decision is kept in the page's own storage until the server says that it has it, and is sent again until then.
"use strict";

(() => {
  const { one, all, say, store, keys, isTyping } = window.demarche;
  const cards = one("#cards");
  if (!cards) return;
  const last = one("#last");
  const unsent = one("#unsent");
  const progress = one("#progress");
  const queue = cards.dataset.queue;
  const waiting = () => store.get("unsent", []);
  const made = [];                       // what was decided on this page, the last at the end: { card, body, item }
  let decided = 0;
  const times = [];

  const card = () => one("[data-card]:not([hidden])", cards);
  const form = (of) => one("form[data-decide]", of);

  // --- Sending ------------------------------------------------------------------------------------------
  let isSending = false;
  const tell = () => {
    const left = waiting().length;
    unsent.hidden = left === 0;
    unsent.textContent = left === 0 ? "" : `${left} ${left === 1 ? "decision is" : "decisions are"} kept in this browser and not yet with the server; they are sent again by themselves.`;
  };
  const send = async () => {
    if (isSending) return;
    isSending = true;
    try {
      for (let list = waiting(); list.length; list = waiting()) {
        let answer;
        try {
          const body = new URLSearchParams(list[0]);
          // The server may have been started anew: its word of this start is in the page it gives out.
          body.set("token", one("meta[name=demarche-token]").content);
          answer = await fetch("/correct/decide", { method: "POST", body, headers: { Accept: "application/json" } });
        } catch { setTimeout(send, 2000); break; }
        if (answer.status === 403) {
          const page = await fetch("/help").then((a) => a.text()).catch(() => "");
          const token = page.match(/name="demarche-token" content="([^"]*)"/)?.[1];
          if (!token || token === one("meta[name=demarche-token]").content) { setTimeout(send, 2000); break; }
          one("meta[name=demarche-token]").content = token;
          continue;
        }
        if (answer.status >= 500) { setTimeout(send, 2000); break; }
        if (answer.status >= 400) {
          // It cannot be kept as it is; the person has to know why.
          const problem = await answer.json().catch(() => ({}));
          const refused = list[0];
          store.set("unsent", waiting().slice(1));
          bringBack(new URLSearchParams(refused).get("id"), `${problem.detail ?? answer.status}. ${problem.hint ?? ""}`);
          continue;
        }
        store.set("unsent", waiting().slice(1));
      }
    } finally { isSending = false; tell(); }
  };
  const post = (body) => { store.set("unsent", [...waiting(), body.toString()]); tell(); send(); };

  // A decision that was refused: its card stands again, with the reason.
  const bringBack = (id, why) => {
    const at = made.findIndex((one) => one.id === id);
    if (at < 0) { say(`a decision was refused: ${why}`); return; }
    const [entry] = made.splice(at, 1);
    entry.line.remove();
    decided -= 1;
    const current = card();
    if (current) current.hidden = true;
    entry.card.hidden = false;
    const note = document.createElement("p");
    note.className = "warn";
    note.setAttribute("role", "alert");
    note.textContent = why;
    form(entry.card).before(note);
    show(entry.card);
  };

  // --- One card after the other -------------------------------------------------------------------------
  const show = (next) => {
    if (!next) {
      one("#done").hidden = false;
      progress.focus();
      say("this queue is done");
      return;
    }
    next.hidden = false;
    next.dataset.since = String(performance.now());
    active = one("[data-span]", next);
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    say(`${one(".sentence", next).textContent}. ${next.getAttribute("aria-label")}`);
  };
  const advance = (from) => {
    from.hidden = true;
    const rest = all("[data-card]", cards).slice(all("[data-card]", cards).indexOf(from) + 1).filter((one) => !one.dataset.decided);
    show(rest[0]);
    if (rest.length < 4) more();
  };

  // More cards, before the last ones are reached; what is decided here or waits to be sent is not shown again.
  let isFetching = false;
  const more = async () => {
    if (isFetching || new URL(location.href).searchParams.has("event")) return;
    isFetching = true;
    try {
      await send();
      if (waiting().length) return;
      const text = await fetch(cards.dataset.more).then((answer) => answer.text());
      const page = new DOMParser().parseFromString(text, "text/html");
      const known = new Set(all("[data-card]", cards).map(place));
      const fresh = all("#cards > [data-card]", page).filter((one) => !known.has(place(one)));
      fresh.forEach((one) => { one.hidden = true; cards.append(document.adoptNode(one)); prepare(one); });
      if (fresh.length && !card()) { one("#done").hidden = true; show(fresh[0]); }
    } catch { setTimeout(more, 3000); } finally { isFetching = false; }
  };
  const place = (of) => { const t = JSON.parse(of.dataset.item).correction.target; return JSON.stringify([t.text_sha256, t.field, t.sentence, t.trigger, t.event]); };

  const words = (of) => of.getAttribute("aria-label");
  const decide = (decision, extra = {}) => {
    const current = card();
    if (!current) return;
    const body = new URLSearchParams(new FormData(form(current)));
    const id = crypto.randomUUID();
    body.set("decision", decision);
    body.set("id", id);
    body.set("seconds", ((performance.now() - Number(current.dataset.since)) / 1000).toFixed(1));
    for (const [name, value] of Object.entries(extra)) body.set(name, value);
    for (const name of ["back", "token"]) body.delete(name);
    times.push(Number(body.get("seconds")));
    const line = document.createElement("li");
    line.innerHTML = "<b></b> <span></span> <button type=\"button\" class=\"plain\">undo</button>";
    one("b", line).textContent = decision;
    one("span", line).textContent = words(current);
    const entry = { card: current, id, line, item: body.get("item") };
    one("button", line).addEventListener("click", () => undo(entry));
    last.prepend(line);
    all("li", last).slice(10).forEach((old) => old.remove());
    made.push(entry);
    current.dataset.decided = decision;
    decided += 1;
    report();
    post(body);
    advance(current);
  };
  const report = () => {
    const sorted = [...times].sort((a, b) => a - b);
    const median = sorted.length ? sorted[Math.floor(sorted.length / 2)] : 0;
    progress.textContent = `${cards.dataset.coder} decided ${decided} on this page${sorted.length ? `, ${median.toFixed(0)} s each (median)` : ""}.`;
  };

  const undo = (entry = made.at(-1)) => {
    if (!entry) { const button = one("#last form button"); if (button) button.click(); return; }
    made.splice(made.indexOf(entry), 1);
    entry.line.remove();
    const body = new URLSearchParams({ item: entry.item, decision: "undo", undoes: entry.id, id: crypto.randomUUID() });
    post(body);
    decided -= 1;
    report();
    const current = card();
    if (current) current.hidden = true;
    delete entry.card.dataset.decided;
    one("#done").hidden = true;
    show(entry.card);
    say("taken back");
  };

  // --- The words of a field: their place in the sentence, moved word by word ------------------------------
  let active = null;
  const itemOf = (of) => JSON.parse(of.closest("[data-card]").dataset.item);
  // JavaScript counts in units of UTF-16; the record counts code points.
  const points = (text) => [...text];
  const edges = (text) => {
    const starts = [], ends = [];
    const scalars = points(text);
    const isWord = (c) => c !== undefined && !/[\s"“”‘(),.;:!?\[\]]/u.test(c);
    scalars.forEach((c, i) => {
      if (isWord(c) && !isWord(scalars[i - 1])) starts.push(i);
      if (isWord(c) && !isWord(scalars[i + 1])) ends.push(i + 1);
    });
    return { starts, ends, scalars };
  };
  const spanOf = (field) => one(`[name="${field.dataset.span}"]`, field.form);
  const setSpan = (field, start, end, item) => {
    const hidden = spanOf(field);
    field.value = points(item.text).slice(start, end).join("");
    hidden.value = `${start + item.start}-${end + item.start}`;
    say(field.value);
    shade(field);
  };
  const shade = (field) => {
    const current = field.closest("[data-card]");
    one(".picked", current)?.remove();
    const picked = document.createElement("p");
    picked.className = "picked small";
    const item = itemOf(field);
    const [start, end] = (spanOf(field).value.split("|")[0] || "0-0").split("-").map((n) => Number(n) - item.start);
    const scalars = points(item.text);
    picked.append(`${field.labels[0].firstChild.textContent}: `, scalars.slice(0, start).join(""), Object.assign(document.createElement("mark"), { className: "lit", textContent: scalars.slice(start, end).join("") }), scalars.slice(end).join(""));
    field.closest("fieldset").append(picked);
  };
  const move = (field, side, by) => {
    const item = itemOf(field);
    const { starts, ends } = edges(item.text);
    let [start, end] = (spanOf(field).value.split("|")[0] || "").split("-").map((n) => Number(n) - item.start);
    if (!Number.isFinite(start) || !Number.isFinite(end) || end <= start) { setSpan(field, starts[0] ?? 0, ends[0] ?? 0, item); return; }
    if (side === "start") {
      const next = by < 0 ? starts.filter((s) => s < start).at(-1) : starts.find((s) => s > start);
      if (next !== undefined) { start = next; if (start >= end) end = ends.find((e) => e > start) ?? end; }
    } else {
      const next = by < 0 ? ends.filter((e) => e < end).at(-1) : ends.find((e) => e > end);
      if (next !== undefined) { end = next; if (end <= start) start = starts.filter((s) => s < end).at(-1) ?? start; }
    }
    if (start < end) setSpan(field, start, end, item);
  };
  const brackets = { "[": ["start", -1], "]": ["start", 1], "{": ["end", -1], "}": ["end", 1] };

  // --- Fields ---------------------------------------------------------------------------------------------
  const openEdit = (of, row = 0) => {
    const details = one("details.edit", of);
    details.open = true;
    const fieldset = all("fieldset", details)[row];
    if (row > 0) one("details.others", details).open = true;
    return fieldset;
  };
  const setType = (name) => {
    const current = card();
    if (!current) return;
    const item = JSON.parse(current.dataset.item);
    let row = 0;
    if (!item.correction.before) {
      row = all("fieldset", current).findIndex((set) => !one("select", set).value);
      if (row < 0) row = all("fieldset", current).length - 1;
    }
    const fieldset = openEdit(current, row);
    one("select", fieldset).value = name;
    const first = one("[data-span]", fieldset);
    active = first;
    if (!first.value) move(first, "start", 1);
    first.focus();
    say(name);
  };
  const swap = () => {
    const current = card();
    const fieldset = openEdit(current);
    for (const [a, b] of [["actor", "recipient"], ["actor_span", "recipient_span"], ["actor_code", "recipient_code"]]) {
      const [x, y] = [one(`[name^="${a}."]`, fieldset), one(`[name^="${b}."]`, fieldset)];
      [x.value, y.value] = [y.value, x.value];
    }
    say("actor and recipient are swapped");
  };
  const types = one("#types");
  const search = one("#type-search");
  search.addEventListener("input", () => {
    const wanted = search.value.toUpperCase();
    all("li", types).forEach((line) => { line.hidden = !line.dataset.name.startsWith(wanted); });
  });
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    choose(all("li:not([hidden])", types)[0]?.dataset.name);
  });
  const choose = (name) => { types.close(); if (name) setType(name); };
  all("[data-choose]", types).forEach((button) => button.addEventListener("click", () => choose(button.dataset.choose)));

  // --- Keys -------------------------------------------------------------------------------------------------
  const run = { e: () => { const set = openEdit(card()); one("select", set).focus(); }, c: () => one("[name=comment]", card()).focus(), r: swap,
    Backspace: () => undo(), "/": () => { search.value = ""; search.dispatchEvent(new Event("input")); types.showModal(); search.focus(); } };
  // Before the keys of all pages: here a letter decides.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys.on || types.open || one("#help")?.open) return;
    const current = card();
    const target = event.target;
    const isField = isTyping(target);
    if (isField && target.dataset.span && brackets[event.key]) { event.preventDefault(); event.stopImmediatePropagation(); move(target, ...brackets[event.key]); return; }
    if (isField && event.key === "Enter" && target.closest("details.edit, form[data-decide]")) {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (target.name === "comment") { target.blur(); current.focus(); } else save();
      return;
    }
    if (isField) { if (event.key === "Escape") { target.blur(); current?.focus(); event.preventDefault(); event.stopImmediatePropagation(); } return; }
    if (!current && event.key !== "Backspace") return;
    if (event.key === "Enter" && target.closest("button, a, summary")) return;
    const done = () => { event.preventDefault(); event.stopImmediatePropagation(); };
    if (brackets[event.key] && active) { done(); openEdit(current); move(active, ...brackets[event.key]); return; }
    if (run[event.key]) { done(); run[event.key](); return; }
    if (event.key === "Enter") { done(); save(); return; }
    const button = one(`[data-key="${CSS.escape(event.key)}"]`, current);
    if (button && !button.closest("[hidden]")) { done(); button.click(); }
  }, true);
  const save = () => { const current = card(); if (current) decide(JSON.parse(current.dataset.item).correction.before ? "edit" : "mark"); };

  const prepare = (of) => {
    all("button[hidden]", of).forEach((button) => { button.hidden = false; });
    all("[data-type]", of).forEach((button) => button.addEventListener("click", () => setType(button.dataset.type)));
    all("[data-do=swap]", of).forEach((button) => button.addEventListener("click", swap));
    all("[data-span]", of).forEach((field) => {
      field.addEventListener("focus", () => { active = field; if (spanOf(field).value) shade(field); });
      // Words that are written and not moved: where they stand is found by the server, or here.
      field.addEventListener("input", () => {
        const item = itemOf(field);
        const parts = field.value.split("|").map((part) => part.trim()).filter(Boolean);
        const scalars = points(item.text);
        spanOf(field).value = parts.map((part) => {
          const wanted = points(part);
          const at = scalars.findIndex((_, i) => wanted.every((c, k) => scalars[i + k] === c));
          return at < 0 ? "" : `${at + item.start}-${at + wanted.length + item.start}`;
        }).join("|");
      });
    });
    form(of).addEventListener("submit", (event) => {
      event.preventDefault();
      const button = event.submitter;
      if (!button) { save(); return; }
      decide(button.value, button.value === "mark" && button.dataset.key === "x" ? { nothing: "yes" } : {});
    });
  };

  all("[data-card]", cards).forEach((one, i) => { one.hidden = i > 0; prepare(one); });
  tell();
  send();
  if (card()) show(card()); else if (!new URL(location.href).searchParams.has("event")) one("#done").hidden = false;
})();
