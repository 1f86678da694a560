// Shows an event's evidence: its article with every word that the row rests on, and where it comes from.

const ROLE_ORDER = ["speaker", "visitor", "participant", "host", "addressee"];

function spansOf(event, detail) {
  const spans = detail.mentions.map((m) => ({ start: m.start, end: m.end, kind: "mention", label: event.type }));
  for (const p of detail.participants) spans.push({ start: p.start, end: p.end, kind: "actor", label: p.role });
  if (detail.event_date_text_start !== undefined) {
    spans.push({ start: detail.event_date_text_start, end: detail.event_date_text_end, kind: "date", label: "date" });
  }
  if (detail.content_start !== undefined) {
    spans.push({ start: detail.content_start, end: detail.content_end, kind: "content", label: "content" });
  }
  spans.push({ start: detail.char_start, end: detail.char_end, kind: "quote", label: "" });
  return spans;
}

// The place has no offsets of its own in the tables: it is looked for in the row's words, then anywhere.
function placeSpan(points, place, detail) {
  if (!place) return [];
  const wanted = Array.from(place);
  const at = (from, to) => {
    for (let i = from; i + wanted.length <= to; i++) if (wanted.every((c, k) => points[i + k] === c)) return i;
    return -1;
  };
  let start = at(detail.char_start, detail.char_end);
  if (start < 0) start = at(0, points.length);
  return start < 0 ? [] : [{ start, end: start + wanted.length, kind: "place", label: "place" }];
}

// Cuts the text at every border of a span and at line ends. Offsets count code points, not UTF-16 units.
function markedText(points, spans) {
  const cuts = new Set([0, points.length]);
  for (const s of spans) cuts.add(s.start).add(s.end);
  points.forEach((c, i) => c === "\n" && cuts.add(i).add(i + 1));
  const at = [...cuts].sort((a, b) => a - b);
  const paragraphs = [];
  let paragraph = element("p", { dir: "auto" });
  for (let i = 0; i + 1 < at.length; i++) {
    const words = points.slice(at[i], at[i + 1]).join("");
    if (words === "\n") {
      if (paragraph.childNodes.length) paragraphs.push(paragraph);
      paragraph = element("p", { dir: "auto" });
      continue;
    }
    const here = spans.filter((s) => s.start <= at[i] && at[i + 1] <= s.end);
    paragraph.append(here.length ? piece(words, here, at[i]) : visible(words));
  }
  if (paragraph.childNodes.length) paragraphs.push(paragraph);
  return paragraphs;
}

function piece(words, here, start) {
  const named = here.filter((s) => s.label);
  const made = element(
    named.some((s) => s.kind !== "content") ? "mark" : "span",
    { class: here.map((s) => s.kind).join(" "), title: [...new Set(named.map((s) => s.label))].join(", ") || null },
    words,
  );
  const begins = named.filter((s) => s.start === start && s.kind !== "content");
  if (begins.length) made.prepend(element("span", { class: "sr" }, `[${begins.map((s) => s.label).join(", ")}:] `));
  return made;
}

function facts(rows) {
  return element(
    "dl",
    { class: "facts" },
    rows.filter(([, value]) => value).flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]),
  );
}

function actorWords(p) {
  const said = [p.title, p.affiliation, p.country ? countryName(p.country) : null].filter(Boolean).join(", ");
  return element("span", {}, element("bdi", { class: "strong" }, p.name), said ? element("bdi", { class: "muted" }, ` ${said}`) : null);
}

function actorFacts(participants) {
  return ROLE_ORDER.map((role) => {
    const those = participants.filter((p) => p.role === role);
    const items = those.map((p) => element("li", {}, actorWords(p)));
    return [role, items.length ? element("ul", { class: "plain" }, items) : null];
  });
}

const BASIS = {
  explicit: "a calendar date in the text",
  relative: "counted from another day",
  dateline: "from the dateline",
  inherited: "taken over from another event",
  publication: "from the day of publication",
  none: "no expression in the text",
};

// The rows of other articles that tell the same event, as buttons that open them.
function tellings(event, open) {
  const others = events.filter((e) => e.story === event.story && e !== event);
  if (!others.length) return null;
  const items = others.map((e) => {
    const words = e.article.title || e.article.outlet || "another article";
    return element("li", {}, element("button", { type: "button", class: "telling", onclick: () => open(e) }, element("bdi", {}, words)));
  });
  return element("ul", { class: "plain" }, items);
}

function eventFacts(event, detail, open) {
  const codes = [
    detail.cameo_code && `CAMEO ${detail.cameo_code}`,
    detail.plover_event && `PLOVER ${[detail.plover_event, detail.plover_mode].filter(Boolean).join(", ")}`,
  ];
  const basis = event.dateText ? `“${event.dateText}”, ${BASIS[event.basis]}` : BASIS[event.basis];
  const date = `${dateWords(event)} (${basis})`;
  const place = event.place && event.place + (event.placeCountry ? `, ${countryName(event.placeCountry)}` : "");
  return facts([
    ["status", event.status],
    ["date", date],
    ["as EDTF", event.edtf],
    ...actorFacts(detail.participants),
    ["place", place],
    ["medium", event.medium],
    ["reported by", event.reportedBy],
    ["also told in", tellings(event, open)],
    ["codes", codes.filter(Boolean).join(" · ")],
    ["confidence", `${event.confidence.toFixed(2)}: the estimated probability that type, date, status and main actors are all right`],
  ]);
}

function provenanceFacts(event, detail, article) {
  const source = detail.source_selector;
  const within = [
    article.source_record,
    source && `characters ${NUMBER.format(source.start)} to ${NUMBER.format(source.end)} of the decoded record`,
  ];
  return facts([
    ["words", `characters ${NUMBER.format(detail.char_start)} to ${NUMBER.format(detail.char_end)} of the article's text`],
    ["text", element("code", {}, `sha256 ${article.text_sha256}`)],
    ["source", link(article.source_uri, article.source_uri)],
    ["within it", within.filter(Boolean).join(", ")],
    ["source file", element("code", {}, `sha256 ${article.source_sha256}`)],
    ["found by", `rule ${[...new Set(detail.mentions.map((m) => m.rule_id))].join(", ")}; Readout ${article.extractor_version}; ${article.model}`],
    ["run", article.run_id],
    ["event", event.key],
  ]);
}

function legend(spans, place) {
  const kinds = [["mention", "event word"], ["actor", "actor"], ["date", "date"], ["place", "place"], ["content", "content"]];
  const there = new Set([...spans, ...place].map((s) => s.kind));
  return element(
    "p",
    { class: "evidence-legend", "aria-hidden": "true" },
    kinds.filter(([kind]) => there.has(kind)).map(([kind, words]) => element("span", { class: kind }, words)),
  );
}

function showEvidence(event, open) {
  const article = block(`article-${event.article.key}`);
  const detail = article.events[event.key];
  const points = Array.from(article.text);
  const spans = spansOf(event, detail);
  const place = placeSpan(points, event.place, detail);
  const about = [event.article.outlet, event.article.published && `published ${dayWords(event.article.published)}`];
  const title = event.article.title || "Untitled article";
  const towards = event.type === "statement" || event.type === "visit";
  const body = document.getElementById("evidence-body");
  body.replaceChildren(
    element(
      "h2",
      { id: "evidence-title" },
      element("span", { class: `type ${event.type}` }, event.type),
      " ",
      element("bdi", {}, event.who || "Unnamed"),
      event.whom ? [element("span", { class: "muted" }, towards ? " → " : " with "), element("bdi", {}, event.whom)] : [],
    ),
    eventFacts(event, detail, open),
    element("h3", {}, "The article"),
    element("p", { class: "strong" }, event.article.url ? link(event.article.url, title) : element("bdi", {}, title)),
    element("p", { class: "muted" }, about.filter(Boolean).join(", ")),
    legend(spans, place),
    element("div", { class: `article ${event.type}`, tabindex: 0, role: "group", "aria-label": "Text of the article" }, markedText(points, [...spans, ...place])),
    element("h3", {}, "Where this row comes from"),
    provenanceFacts(event, detail, article),
  );
  return body;
}
