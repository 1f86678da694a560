// Ties filters, charts, table and evidence together.

const by = (id) => document.getElementById(id);
let state = stateOf(location.hash);
let rows = [];
let showsMap = false;

function choose(change) {
  state = { ...state, ...change };
  history.replaceState(null, "", `#${fragmentOf(state)}`);
  update();
}

const grid = new EventGrid(by("grid"), {
  open: openEvidence,
  sort: (key) => choose({ sort: key, down: key === state.sort ? !state.down : key === "date" || key === "confidence" }),
});

function toggled(list, value) {
  return list.includes(value) ? list.filter((x) => x !== value) : [...list, value];
}

function chip(words, on, press, n = null) {
  return element("button", { type: "button", class: "chip", "aria-pressed": String(on), onclick: press }, words, n === null ? null : element("span", { class: "muted" }, ` ${NUMBER.format(n)}`));
}

// Buttons are kept and changed in place, so that the one that was pressed keeps the focus.
function fill(room, made) {
  const index = [...room.children].indexOf(document.activeElement);
  room.replaceChildren(...made);
  if (index >= 0) room.children[index]?.focus();
}

function drawFacets(found) {
  // A facet counts what passes all filters but its own; one that is not set leaves nothing out.
  const passing = (name) => (state[name].length ? filtered(state, name) : found);
  const types = new Map(tally(passing("types").map((e) => e.type)));
  fill(
    by("types"),
    TYPES.map((type) =>
      element(
        "button",
        { type: "button", class: `card ${type}`, "aria-pressed": String(state.types.includes(type)), onclick: () => choose({ types: toggled(state.types, type) }) },
        element("span", { class: "card-n" }, NUMBER.format(types.get(type) ?? 0)),
        element("span", {}, types.get(type) === 1 ? type : `${type}s`),
      ),
    ),
  );
  const statuses = new Map(tally(passing("statuses").map((e) => e.status)));
  fill(
    by("statuses"),
    STATUSES.map((s) => chip(s, state.statuses.includes(s), () => choose({ statuses: toggled(state.statuses, s) }), statuses.get(s) ?? 0)),
  );
}

// How a name that stands in the fragment is written in the rows.
function shownAs(key, of) {
  for (const event of events) for (const name of [of(event)].flat()) if (name?.key === key) return name.shown;
  return key;
}

function drawActive() {
  const set = [];
  if (state.pair) set.push(["pair", state.pair.split("-").map(countryName).join(" → ")]);
  if (state.speaker) set.push(["speaker", `speaker: ${shownAs(state.speaker, speakerOf)}`]);
  if (state.sides) set.push(["sides", shownAs(state.sides, sidesOf)]);
  by("active").replaceChildren(
    ...set.map(([name, words]) => element("li", {}, chip(`${words} ✕`, true, () => choose({ [name]: "" })))),
  );
}

function drawInputs() {
  for (const name of ["q", "from", "to", "actor", "country", "outlet", "sort"]) {
    if (by(name) !== document.activeElement) by(name).value = state[name];
  }
  by("confidence").value = state.confidence;
  by("confidence-value").textContent = state.confidence.toFixed(2);
  by("reset").disabled = filterCount(state) === 0;
}

function drawPlaces(found) {
  by("matrix-view").hidden = showsMap;
  by("map-view").hidden = !showsMap;
  by("show-map").setAttribute("aria-pressed", String(showsMap));
  by("show-matrix").setAttribute("aria-pressed", String(!showsMap));
  if (showsMap) drawMap(found, choose);
  else drawCountries(found, choose);
}

function drawCharts(found) {
  drawTimeline(found, state, choose, openEvidence);
  drawPlaces(found);
  drawSides(found, choose);
  drawSpeakers(found, choose);
}

// All at once, before anything changes: each question after a change would lay out the page again.
function measureRooms() {
  for (const id of ["timeline", showsMap ? "map" : "matrix"]) roomWidth(by(id));
}

function update() {
  measureRooms();
  const found = filtered(state);
  rows = ordered(found, state);
  by("count").textContent = found.length === events.length ? counted(events.length, "event") : `${NUMBER.format(found.length)} of ${counted(events.length, "event")}`;
  drawFacets(found);
  drawActive();
  drawInputs();
  grid.show(rows, state);
  drawCharts(found);
}

function openEvidence(event) {
  if (!document.getElementById(`article-${event.article.key}`)) {
    // The articles come last in the file: this one is still on its way.
    document.addEventListener("DOMContentLoaded", () => openEvidence(event), { once: true });
    return;
  }
  const dialog = by("evidence");
  const index = rows.indexOf(event);
  showEvidence(event, openEvidence);
  by("position").textContent = index < 0 ? "" : `${NUMBER.format(index + 1)} of ${NUMBER.format(rows.length)}`;
  by("previous").disabled = index <= 0;
  by("next").disabled = index < 0 || index + 1 >= rows.length;
  if (!dialog.open) dialog.showModal();
  by("evidence-body").scrollTop = 0;
  const words = by("evidence-body").querySelector(".article .mention");
  const text = words.closest(".article");
  text.scrollTop = words.offsetTop - text.clientHeight / 3;
  by("evidence-body").focus({ preventScroll: true });
  state.event = event.key;
  history.replaceState(null, "", `#${fragmentOf(state)}`);
}

function step(by_) {
  const next = rows[rows.findIndex((e) => e.key === state.event) + by_];
  if (next) openEvidence(next);
}

function closed() {
  const index = rows.findIndex((e) => e.key === state.event);
  state.event = "";
  history.replaceState(null, "", `#${fragmentOf(state)}`);
  if (index >= 0) grid.focus(index);
}

function options(select, all, any) {
  select.replaceChildren(
    element("option", { value: "" }, any),
    ...all.map(([value, words]) => element("option", { value }, words)),
  );
}

function setUp() {
  const days = events.map((e) => e.day).filter(Boolean).sort();
  const span = days.length ? `, ${dayWords(days[0])} to ${dayWords(days[days.length - 1])}` : "";
  by("subtitle").textContent = `${counted(events.length, "event")} in ${counted(articles.length, "article")}${span}`;
  by("legend").replaceChildren(
    ...TYPES.map((type) => element("li", { class: type }, type)),
    element("li", { class: "hollow" }, "planned"),
    element("li", { class: "pale" }, "cancelled or denied"),
  );
  const codes = tally(events.flatMap((e) => [...new Set([e.placeCountry, ...e.countries])]));
  options(by("country"), codes.map(([code, n]) => [code, `${countryName(code)} (${n})`]), "any");
  options(by("outlet"), tally(events.map((e) => e.article.outlet)).map(([name, n]) => [name, `${name} (${n})`]), "any");
  options(by("bin"), BINS.map((bin) => [bin, bin]), "best fit");
  by("sort").replaceChildren(...COLUMNS.filter(([key]) => key).map(([key, words]) => element("option", { value: key }, words.toLowerCase())));
  const names = tally(events.flatMap((e) => e.everyone.split("; "))).slice(0, 300);
  by("actors").replaceChildren(...names.map(([name]) => element("option", { value: name })));
}

function listen() {
  // Typing redraws once it pauses: a chart for every letter would lag behind the hand.
  let waiting = 0;
  const later = (change) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => choose(change), 120);
  };
  for (const name of ["q", "actor"]) by(name).addEventListener("input", (e) => later({ [name]: e.target.value.trim() }));
  for (const name of ["from", "to", "country", "outlet", "bin"]) by(name).addEventListener("change", (e) => choose({ [name]: e.target.value }));
  by("confidence").addEventListener("input", (e) => later({ confidence: Number(e.target.value) }));
  by("sort").addEventListener("change", (e) => choose({ sort: e.target.value, down: ["date", "confidence"].includes(e.target.value) }));
  by("filters").addEventListener("submit", (e) => e.preventDefault());
  by("reset").addEventListener("click", () => choose({ ...EMPTY, sort: state.sort, down: state.down, bin: state.bin }));
  by("fold").addEventListener("click", () => {
    const open = by("filters").classList.toggle("open");
    by("fold").setAttribute("aria-expanded", String(open));
    by("fold").textContent = open ? "Hide filters" : "Show filters";
  });
  for (const [id, map] of [["show-map", true], ["show-matrix", false]]) {
    by(id).addEventListener("click", () => {
      showsMap = map;
      drawPlaces(filtered(state));
    });
  }
  by("skip").addEventListener("click", (e) => {
    e.preventDefault(); // the fragment holds the filters
    by("events").focus();
  });
  by("close").addEventListener("click", () => by("evidence").close());
  by("previous").addEventListener("click", () => step(-1));
  by("next").addEventListener("click", () => step(1));
  by("evidence").addEventListener("close", closed);
  by("evidence").addEventListener("click", (e) => e.target === by("evidence") && by("evidence").close());
  addEventListener("hashchange", () => {
    state = stateOf(location.hash);
    update();
  });
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth === width) return; // a phone's address bar that slides away changes the height alone
    width = innerWidth;
    clearTimeout(waiting);
    widths.clear();
    waiting = setTimeout(() => drawCharts(filtered(state)), 150);
  });
}

function theme() {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const tell = () => by("theme").setAttribute("aria-pressed", String(dark()));
  by("theme").addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    tell();
  });
  system.addEventListener("change", tell);
  tell();
}

setUp();
listen();
theme();
update();
const asked = events.find((e) => e.key === state.event);
if (asked) openEvidence(asked);
