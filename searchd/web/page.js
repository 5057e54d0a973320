// The page's state is its own URL (q, filters, page, cross); everything shown comes from
// /v1/search. Text from the index enters the page by textContent alone.
"use strict";

const FACETS = ["programme", "country", "year", "lang"];
const TITLES = { programme: "Programme", country: "Country", year: "Year", lang: "Language" };
// The facet of languages is filtered by the parameter `in`.
const PARAMETER = { programme: "programme", country: "country", year: "year", lang: "in" };
const SIZE = 10;

const byId = (id) => document.getElementById(id);

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

// The text with [begin, end) code points in <mark>.
function marked(parent, text, marks) {
  const letters = Array.from(text);
  let at = 0;
  for (const [begin, end] of marks) {
    parent.append(letters.slice(at, begin).join(""));
    parent.append(element("mark", letters.slice(begin, end).join("")));
    at = end;
  }
  parent.append(letters.slice(at).join(""));
  return parent;
}

const state = () => new URLSearchParams(location.search);
const values = (params, name) => (params.get(name) || "").split(",").filter((value) => value);

function address(params) {
  const text = params.toString();
  return text ? "?" + text : "./";
}

// The state with one facet value put in or taken out; back on page one.
function toggled(facet, value) {
  const params = state();
  const name = PARAMETER[facet];
  const chosen = values(params, name);
  const rest = chosen.filter((other) => other !== value);
  if (rest.length === chosen.length) rest.push(value);
  if (rest.length) params.set(name, rest.join(","));
  else params.delete(name);
  params.delete("page");
  return params;
}

function link(params, text, attributes = {}) {
  return element("a", text, { href: address(params), "data-inside": "", ...attributes });
}

function showFacets(answer) {
  const nav = byId("facets");
  nav.replaceChildren();
  const chosenList = byId("chosen");
  chosenList.replaceChildren();
  for (const facet of FACETS) {
    const counts = answer.facets[facet];
    if (!counts || !counts.values.length) continue;
    nav.append(element("h2", TITLES[facet]));
    const list = element("ul");
    for (const entry of counts.values) {
      const target = toggled(facet, entry.value);
      const anchor = link(target, undefined, entry.selected ? { "aria-current": "true" } : {});
      anchor.append(element("span", entry.label || entry.value));
      anchor.append(element("span", String(entry.count), { class: "count" }));
      const item = element("li");
      item.append(anchor);
      list.append(item);
      if (entry.selected) {
        const remove = element("li");
        remove.append(link(target, (entry.label || entry.value) + " ×",
          { "aria-label": "Remove the filter " + (entry.label || entry.value) }));
        chosenList.append(remove);
      }
    }
    if (counts.other) list.append(element("li", counts.other + " more in other values", { class: "facts" }));
    nav.append(list);
  }
}

function facts(hit) {
  const line = element("p", undefined, { class: "facts" });
  line.append(element("span", hit.lang, { class: "badge", title: "Language of the text" }));
  const parts = [
    hit.project,
    hit.programme.map((programme) => programme.label || programme.id).join(", "),
    hit.country.join(" "),
    hit.year,
  ];
  line.append(parts.filter((part) => part).join(" · "));
  return line;
}

function isWebAddress(text) {
  return typeof text === "string" && /^https?:\/\//i.test(text);
}

function showHits(answer) {
  const list = byId("hits");
  list.replaceChildren();
  list.start = (answer.page.number - 1) * answer.page.size + 1;
  for (const hit of answer.hits) {
    const item = element("li", undefined, { lang: hit.lang === "und" ? "" : hit.lang });
    const heading = element("h2");
    const target = isWebAddress(hit.url) ? hit.url : "v1/documents/" + encodeURIComponent(hit.id);
    const anchor = element("a", undefined, { href: target, rel: "noreferrer" });
    if (hit.title) marked(anchor, hit.title, hit.title_marks);
    else anchor.textContent = hit.id;
    heading.append(anchor);
    item.append(heading, facts(hit));
    for (const snippet of hit.snippets) {
      const paragraph = element("p", undefined, {
        class: "snippet", lang: snippet.lang === "und" ? "" : snippet.lang });
      item.append(marked(paragraph, snippet.text, snippet.marks));
    }
    list.append(item);
  }
}

function showNotes(answer) {
  const list = byId("notes");
  list.replaceChildren();
  for (const warning of answer.query.warnings) list.append(element("li", warning));
  const added = answer.query.expansions.map((expansion) => expansion.to);
  if (added.length) list.append(element("li", "Also searched: " + added.slice(0, 12).join(", ")));
  if (answer.partial) list.append(element("li", "The search took too long and was cut short."));
}

function showPages(answer) {
  const line = byId("pages");
  line.replaceChildren();
  const turn = (number, text) => {
    const params = state();
    if (number > 1) params.set("page", String(number));
    else params.delete("page");
    line.append(link(params, text));
  };
  const { number, size } = answer.page;
  if (number > 1) turn(number - 1, "Previous page");
  if (number * size < Math.min(answer.total.value, 10000)) turn(number + 1, "Next page");
}

function showStatus(answer) {
  const about = answer.total.relation === "eq" ? "" : "at least ";
  const noun = answer.total.value === 1 ? " text" : " texts";
  byId("status").textContent =
    about + answer.total.value.toLocaleString() + noun + ", " + answer.took_ms.toFixed(1) + " ms";
  document.title = (answer.query.text ? answer.query.text + " - " : "") + "Evresi";
}

let latest = 0;

async function show() {
  const params = state();
  byId("q").value = params.get("q") || "";
  byId("cross").checked = params.get("cross") !== "off";
  const wanted = new URLSearchParams(params);
  wanted.set("size", String(SIZE));
  wanted.set("facet_size", "12");
  const turn = ++latest;
  try {
    const response = await fetch("v1/search?" + wanted, { headers: { Accept: "application/json" } });
    const answer = await response.json();
    if (turn !== latest) return;
    if (!response.ok) throw new Error(answer.detail || answer.title);
    showStatus(answer);
    showNotes(answer);
    showFacets(answer);
    showHits(answer);
    showPages(answer);
  } catch (fault) {
    if (turn !== latest) return;
    for (const id of ["notes", "hits", "pages", "facets", "chosen"]) byId(id).replaceChildren();
    byId("status").textContent = "The search failed: " + fault.message;
  }
}

function go(params) {
  history.pushState(null, "", address(params));
  show();
}

byId("search").addEventListener("submit", (event) => {
  event.preventDefault();
  const params = state();
  params.set("q", byId("q").value);
  params.delete("page");
  if (byId("cross").checked) params.delete("cross");
  else params.set("cross", "off");
  go(params);
});

document.addEventListener("click", (event) => {
  const anchor = event.target.closest("a[data-inside]");
  if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  go(new URLSearchParams(anchor.search));
  byId("results").focus();
});

window.addEventListener("popstate", show);
show();
