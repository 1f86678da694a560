// Reads the data blocks: all events at once, an article only when its evidence is opened.

const TYPES = ["statement", "call", "visit", "meeting"];
const STATUSES = ["occurred", "planned", "cancelled", "denied"];

const NOT_KNOWN = "XXX"; // as in passports: the country of a visitor of whom none is known

function block(key) {
  return JSON.parse(document.getElementById(key).textContent);
}

const overview = block("overview");

const articles = overview.articles.article_id.map((key, i) => ({
  key,
  title: overview.articles.title[i],
  outlet: overview.articles.outlet[i],
  url: overview.articles.url[i],
  published: overview.articles.published_date[i],
}));

// Columns of few values hold each of them once, and its place for each event.
const columns = Object.fromEntries(
  Object.entries(overview.events).map(([name, column]) => [name, Array.isArray(column) ? column : column.at.map((i) => column.of[i])]),
);

const events = columns.event_id.map((key, i) => {
  const of = (name) => columns[name][i];
  const everyone = of("participants_text") ?? "";
  const others = everyone.split("; ").slice(1).join("; ");
  return {
    index: i,
    key,
    story: of("story"),
    type: of("event_type"),
    status: of("status"),
    day: of("event_date"),
    start: of("event_date_start"),
    end: of("event_date_end"),
    edtf: of("event_date_edtf"),
    precision: of("event_date_precision"),
    basis: of("event_date_basis"),
    dateText: of("event_date_text"),
    who: of("actor1_name") ?? "",
    whoKind: of("actor1_kind"),
    whoCountry: of("actor1_country"),
    whoTitle: of("actor1_title"),
    whom: of("event_type") === "statement" ? (of("addressee") ?? "") : others,
    everyone,
    countries: of("countries"),
    place: of("place") ?? "",
    placeCountry: of("place_country"),
    latitude: of("place_lat"),
    longitude: of("place_lon"),
    medium: of("medium"),
    reportedBy: of("reported_by"),
    confidence: of("confidence"),
    quote: of("quote"),
    article: articles[of("article")],
    searched: null,
  };
});

// The words that a search looks through, made when the first search needs them.
function searchedWords(event) {
  event.searched ??= [event.everyone, event.whom, event.place, event.quote, event.article.title, event.type]
    .join("\n")
    .toLowerCase();
  return event.searched;
}

function countryName(code) {
  return code === NOT_KNOWN ? "not known" : (overview.countries[code]?.name ?? code);
}

// The countries on both sides: for a visit the visitor's and the host's or the place's, else the first
// participant's and each other participant's.
function countryPairs(event) {
  if (event.type === "statement") return [];
  if (event.type === "visit" && !event.whoCountry && event.placeCountry) return [[NOT_KNOWN, event.placeCountry]];
  const [first, ...others] = event.whoCountry
    ? [event.whoCountry, ...event.countries.filter((c) => c !== event.whoCountry)]
    : [];
  if (!first) return [];
  if (event.type === "visit" && event.placeCountry && event.placeCountry !== first) {
    return [[first, event.placeCountry]];
  }
  return others.map((other) => [first, other]);
}
for (const event of events) event.pairs = countryPairs(event);

function tally(keys) {
  const found = new Map();
  for (const key of keys) if (key) found.set(key, (found.get(key) ?? 0) + 1);
  return [...found].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
