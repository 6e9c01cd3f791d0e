// What a page must keep for people who read it with other eyes, ears or hands. Gives a list of faults.
// After WCAG 2.2 (levels A and AA) as far as a program can see it; the names of rules are those that axe uses for the like.
const faults = [];
const fault = (rule, element, what) => faults.push(`${rule}: ${what} in ${element.outerHTML.slice(0, 160)}`);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const isShown = (element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && element.getClientRects().length > 0;
const nameOf = (element) => {
  const label = element.getAttribute("aria-label")?.trim();
  if (label) return label;
  const by = (element.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ").trim();
  if (by) return by;
  if (element.labels?.length) return [...element.labels].map((l) => l.textContent).join(" ").trim();
  return (element.textContent || element.getAttribute("title") || element.getAttribute("alt") || element.value || "").trim();
};

// The document
if (!document.documentElement.lang) faults.push("html-has-lang: the page has no language");
if (!document.title.trim()) faults.push("document-title: the page has no title");
if (all("main").length !== 1) faults.push("landmark-one-main: the page needs one main");
if (all("h1").filter(isShown).length !== 1) faults.push("page-has-heading-one: the page needs one h1");
const ids = all("[id]").map((e) => e.id);
ids.filter((id, i) => ids.indexOf(id) !== i).forEach((id) => faults.push(`duplicate-id: ${id}`));
let last = 0;
all("h1, h2, h3, h4, h5, h6").filter(isShown).forEach((h) => {
  const level = Number(h.tagName[1]);
  if (level > last + 1) fault("heading-order", h, `h${level} after h${last}`);
  last = level;
});
all("[aria-labelledby], [aria-describedby], [aria-controls]").forEach((e) => {
  for (const name of ["aria-labelledby", "aria-describedby", "aria-controls"]) {
    (e.getAttribute(name) ?? "").split(" ").filter(Boolean).forEach((id) => { if (!document.getElementById(id)) fault("aria-valid-attr-value", e, `${name} names ${id}, which is not there`); });
  }
});

// Names of what can be used
all("a[href], button, [role=button]").filter(isShown).forEach((e) => { if (!nameOf(e) && !all("img[alt], svg title", e).length) fault("link-name", e, "no name"); });
all("input:not([type=hidden]), select, textarea").filter(isShown).forEach((e) => { if (!nameOf(e)) fault("label", e, "no label"); });
all("img").forEach((e) => { if (!e.hasAttribute("alt")) fault("image-alt", e, "no alt"); });
all("svg").filter(isShown).forEach((e) => {
  if (e.closest("[aria-hidden=true]")) return;
  if (!e.querySelector(":scope > title") && !e.getAttribute("aria-label") && !e.getAttribute("aria-labelledby")) fault("svg-img-alt", e, "no title");
});
all("[role=img]").forEach((e) => { if (!nameOf(e) && !e.querySelector("title")) fault("role-img-alt", e, "no name"); });

// Tables
all("table").filter(isShown).forEach((table) => {
  if (!all("th", table).length) fault("table-headers", table, "no header cell");
  all("th", table).forEach((th) => { if (!th.scope && !th.id) fault("scope", th, "a header without scope"); });
});

// Lists
all("ul, ol").forEach((list) => [...list.children].forEach((child) => { if (child.tagName !== "LI") fault("list", list, `a ${child.tagName} in a list`); }));
all("dl").forEach((list) => [...list.children].forEach((child) => { if (!["DT", "DD", "DIV"].includes(child.tagName)) fault("definition-list", list, `a ${child.tagName} in a dl`); }));

// Nothing that a strict policy forbids
all("[style]").forEach((e) => fault("inline-style", e, "a style of its own"));
all("script:not([src])").forEach((e) => fault("inline-script", e, "a script in the page"));
all("*").forEach((e) => [...e.attributes].filter((a) => a.name.startsWith("on")).forEach((a) => fault("inline-handler", e, a.name)));
all("a[href], form[action]").forEach((e) => { if (/^\s*javascript:/i.test(e.getAttribute("href") ?? e.getAttribute("action"))) fault("javascript-url", e, "runs a script"); });

// Keys: all that is used is reached, and shows where it is
all("[tabindex]").forEach((e) => { if (Number(e.getAttribute("tabindex")) > 0) fault("tabindex", e, "an order of its own"); });
all(".scroll, pre").filter(isShown).forEach((e) => {
  const scrolls = e.scrollWidth > e.clientWidth + 1;
  if (scrolls && e.tabIndex < 0 && !all("a[href], button, input, [tabindex]", e).length) fault("scrollable-region-focusable", e, "cannot be scrolled by keys");
});

// Contrast of text with what lies behind it
const channel = (c) => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
const parse = (text) => { const m = text.match(/rgba?\(([^)]+)\)/); if (!m) return null; const [r, g, b, a = 1] = m[1].split(/[ ,/]+/).map(Number); return [r, g, b, a]; };
const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a)];
const behind = (element) => {
  const layers = [];
  for (let e = element; e; e = e.parentElement) {
    const color = parse(getComputedStyle(e).backgroundColor);
    if (color && color[3] > 0) { layers.push(color); if (color[3] === 1) break; }
  }
  return layers.reverse().reduce((under, color) => over(color, under), matchMedia("(prefers-color-scheme: dark)").matches ? [20, 23, 27] : [255, 255, 255]);
};
const seen = new Set();
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const node = walker.currentNode;
  const element = node.parentElement;
  if (!node.textContent.trim() || seen.has(element) || !isShown(element) || element.closest("svg, option, :disabled, .visually-hidden, .skip")) continue;
  seen.add(element);
  const style = getComputedStyle(element);
  const ink = parse(style.color);
  if (!ink) continue;
  const ground = behind(element);
  const [a, b] = [light(over(ink, ground)), light(ground)].sort((x, y) => y - x);
  const ratio = (a + 0.05) / (b + 0.05);
  const size = parseFloat(style.fontSize);
  const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  if (ratio < (isLarge ? 3 : 4.5)) fault("color-contrast", element, `${ratio.toFixed(2)} to 1`);
}
// Targets of at least 24 by 24 points, unless they stand in a line of text
all("button, input:not([type=hidden]), select").filter(isShown).forEach((e) => {
  const box = e.getBoundingClientRect();
  if ((box.width < 24 || box.height < 24) && !["checkbox", "radio"].includes(e.type) && !e.classList.contains("plain")) fault("target-size", e, `${Math.round(box.width)} by ${Math.round(box.height)}`);
});
// At this width nothing but tables, figures and code needs to be moved sideways
if (document.documentElement.scrollWidth > innerWidth + 1) {
  const wide = all("main *").filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".scroll, pre, figure, svg"))[0];
  faults.push(`reflow: ${document.documentElement.scrollWidth} points wide at ${innerWidth}${wide ? ` because of ${wide.outerHTML.slice(0, 120)}` : ""}`);
}
return faults;
