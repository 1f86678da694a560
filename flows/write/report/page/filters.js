// What is shown: the filters and the order, kept in the URL's fragment, so that a view can be sent to others.

const EMPTY = {
  q: "",
  types: [],
  statuses: [],
  from: "",
  to: "",
  actor: "",
  country: "",
  pair: "",
  speaker: "",
  sides: "",
  outlet: "",
  confidence: 0,
  sort: "date",
  down: true,
  bin: "",
  event: "",
};
const ORDERS = {
  date: (e) => e.day ?? "",
  type: (e) => e.type,
  who: (e) => e.who.toLowerCase(),
  whom: (e) => e.whom.toLowerCase(),
  where: (e) => e.place.toLowerCase(),
  outlet: (e) => (e.article.outlet ?? "").toLowerCase(),
  confidence: (e) => e.confidence,
};
const BINS = ["day", "week", "month", "year"];
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

function stateOf(fragment) {
  const given = new URLSearchParams(fragment.replace(/^#/, ""));
  const known = (name, all) => (given.get(name) ?? "").split(",").filter((x) => all.includes(x));
  const day = (name) => (ISO_DAY.test(given.get(name) ?? "") ? given.get(name) : "");
  const [sort, way] = (given.get("sort") ?? "date.down").split(".");
  const confidence = Number(given.get("confidence"));
  return {
    q: given.get("q") ?? "",
    types: known("type", TYPES),
    statuses: known("status", STATUSES),
    from: day("from"),
    to: day("to"),
    actor: given.get("actor") ?? "",
    country: given.get("country") ?? "",
    pair: /^[A-Z]{3}-[A-Z]{3}$/.test(given.get("pair") ?? "") ? given.get("pair") : "",
    speaker: given.get("speaker") ?? "",
    sides: given.get("sides") ?? "",
    outlet: given.get("outlet") ?? "",
    confidence: confidence >= 0 && confidence <= 1 ? confidence : 0,
    sort: sort in ORDERS ? sort : "date",
    down: way === "down",
    bin: BINS.includes(given.get("by")) ? given.get("by") : "",
    event: given.get("event") ?? "",
  };
}

function fragmentOf(state) {
  const given = new URLSearchParams();
  const put = (name, value) => value && given.set(name, value);
  put("q", state.q);
  put("type", state.types.join(","));
  put("status", state.statuses.join(","));
  for (const name of ["from", "to", "actor", "country", "pair", "speaker", "sides", "outlet"]) put(name, state[name]);
  if (state.confidence) put("confidence", String(state.confidence));
  if (state.sort !== "date" || !state.down) put("sort", state.sort + (state.down ? ".down" : ""));
  put("by", state.bin);
  put("event", state.event);
  return given.toString();
}

function filterCount(state) {
  const set = ["q", "from", "to", "actor", "country", "pair", "speaker", "sides", "outlet", "confidence"].filter((n) => state[n]);
  return set.length + (state.types.length > 0) + (state.statuses.length > 0);
}

// The predicates of all filters that are set, by name, so that a facet can leave its own out.
function predicates(state) {
  const found = {};
  if (state.types.length) found.types = (e) => state.types.includes(e.type);
  if (state.statuses.length) found.statuses = (e) => state.statuses.includes(e.status);
  // An interval is in a range that it overlaps; an end that is open counts as the known one.
  if (state.from) found.from = (e) => e.day !== null && (e.end ?? e.start) >= state.from;
  if (state.to) found.to = (e) => e.day !== null && (e.start ?? e.end) <= state.to;
  if (state.actor) {
    const actor = state.actor.toLowerCase();
    found.actor = (e) => e.everyone.toLowerCase().includes(actor);
  }
  if (state.country) {
    found.country = (e) => e.placeCountry === state.country || e.countries.includes(state.country);
  }
  if (state.pair) found.pair = (e) => e.pairs.some(([a, b]) => `${a}-${b}` === state.pair);
  if (state.speaker) found.speaker = (e) => speakerOf(e)?.key === state.speaker;
  if (state.sides) found.sides = (e) => sidesOf(e).some((pair) => pair.key === state.sides);
  if (state.outlet) found.outlet = (e) => e.article.outlet === state.outlet;
  if (state.confidence) found.confidence = (e) => e.confidence >= state.confidence;
  if (state.q) {
    const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
    found.q = (e) => words.every((w) => searchedWords(e).includes(w));
  }
  return found;
}

function filtered(state, without = "") {
  const tests = Object.entries(predicates(state))
    .filter(([name]) => name !== without)
    .map(([, test]) => test);
  return tests.length ? events.filter((e) => tests.every((test) => test(e))) : events;
}

function ordered(found, state) {
  const by = ORDERS[state.sort];
  const sign = state.down ? -1 : 1;
  const keys = found.map(by);
  // From the way the table is sorted already, so that the commonest order costs one pass.
  const places = found.map((_, i) => (state.down ? found.length - 1 - i : i));
  places.sort((i, j) => {
    const a = keys[i];
    const b = keys[j];
    // What has no value stands last, whichever way the others go.
    if ((a === "") !== (b === "")) return a === "" ? 1 : -1;
    return a < b ? -sign : a > b ? sign : found[i].index - found[j].index;
  });
  return places.map((i) => found[i]);
}
