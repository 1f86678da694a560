// Draws who visits, calls and meets whom: a matrix of countries and the most frequent pairs.

const CELL = 30; // pixels; a matrix has as many countries as the page has room for
const MARGIN_LEFT = 104;
const MARGIN_RIGHT = 56; // the last name slants into it
const MATRIX_COUNTRIES = 14;
const PAIRS = 6;

function shade(share) {
  return 0.12 + 0.88 * share ** 0.7;
}

function pairCounts(found) {
  return tally(found.flatMap((e) => e.pairs.map(([a, b]) => `${a}-${b}`)));
}

function pairWords(key, n) {
  const [first, second] = key.split("-");
  return `${countryName(first)} → ${countryName(second)}: ${counted(n, "event")}`;
}

// The countries of pairs by how often they stand there, then those that are only known as visited.
function frequentCountries(pairs) {
  const times = (some) => tally(some.flatMap(([key, n]) => key.split("-").flatMap((c) => Array(n).fill(c)))).map(([code]) => code);
  const known = times(pairs.filter(([key]) => !key.startsWith(NOT_KNOWN)));
  return [...new Set([...known, ...times(pairs)])].filter((code) => code !== NOT_KNOWN);
}

function drawCountries(found, choose) {
  const pairs = pairCounts(found);
  const note = document.getElementById("countries-note");
  const room = document.getElementById("matrix");
  drawPairs(pairs, choose);
  if (!pairs.length) {
    room.replaceChildren(element("p", { class: "empty" }, "No visit, call or meeting with a country on both sides."));
    note.textContent = "";
    return;
  }
  const fits = Math.max(4, Math.min(MATRIX_COUNTRIES, Math.floor((roomWidth(room) - MARGIN_LEFT - MARGIN_RIGHT) / CELL)));
  const top = frequentCountries(pairs).slice(0, fits);
  const cells = pairs
    .map(([key, n]) => ({ key, n, from: key.slice(0, 3), to: key.slice(4) }))
    .filter((c) => [...top, NOT_KNOWN].includes(c.from) && top.includes(c.to));
  const most = Math.max(...cells.map((c) => c.n), 1);
  const from = [...top, NOT_KNOWN].filter((code) => cells.some((c) => c.from === code));
  const to = top.filter((code) => cells.some((c) => c.to === code));
  const width = Math.min(roomWidth(room), MARGIN_LEFT + MARGIN_RIGHT + to.length * 44);
  const label = (code) => shortened(visible(countryName(code)), 16);
  const chart = libraries.plot({
    width,
    height: 96 + from.length * 28,
    marginLeft: MARGIN_LEFT,
    marginTop: 84,
    marginRight: MARGIN_RIGHT,
    marginBottom: 4,
    className: "plot",
    ariaLabel: `Matrix of ${from.length} by ${to.length} countries; the pairs below say the same in words`,
    x: { type: "band", domain: to, axis: "top", tickFormat: label, tickRotate: -40, tickSize: 0, label: null, padding: 0.06 },
    y: { type: "band", domain: from, tickFormat: label, tickSize: 0, label: null, padding: 0.06 },
    marks: [
      libraries.cell(from.flatMap((a) => to.map((b) => [a, b])), { x: "1", y: "0", fill: "var(--well)", rx: 3 }),
      libraries.cell(cells, {
        x: "to",
        y: "from",
        rx: 3,
        fill: { value: (c) => (c.from === NOT_KNOWN ? "var(--muted)" : "var(--accent)"), scale: null },
        fillOpacity: { value: (c) => shade(c.n / most), scale: null },
        title: (c) => visible(pairWords(c.key, c.n)),
        tip: { fill: "var(--surface)", stroke: "var(--line)" },
      }),
      libraries.text(cells, {
        x: "to",
        y: "from",
        text: (c) => String(c.n),
        fill: { value: (c) => (shade(c.n / most) > 0.66 ? "var(--on-accent)" : "var(--ink)"), scale: null },
        pointerEvents: "none",
      }),
    ],
  });
  asImage(chart);
  chart.addEventListener("click", () => chart.value && choose({ pair: chart.value.key }));
  room.replaceChildren(chart);
  const drawn = cells.reduce((sum, c) => sum + c.n, 0);
  const all = pairs.reduce((sum, [, n]) => sum + n, 0);
  note.textContent =
    "Rows visit, call or meet columns; the visitor's or first-named side is the row." +
    (from.includes(NOT_KNOWN) ? " The last row counts visits by people whose country is not known." : "") +
    (drawn < all ? ` ${counted(all - drawn, "pair")} with other countries not in the matrix.` : "");
}

function drawPairs(all, choose) {
  const pairs = all.filter(([key]) => !key.startsWith(NOT_KNOWN));
  const rows = pairs.slice(0, PAIRS).map(([key, n]) => {
    const words = key.split("-").map(countryName).join(" → ");
    return bar(words, n, pairs[0][1], [["accent", n]], () => choose({ pair: key }));
  });
  document.getElementById("pairs").replaceChildren(...rows);
  document.getElementById("pairs-title").hidden = !rows.length;
}

function shortened(words, most) {
  return words.length > most ? `${words.slice(0, most - 1).trimEnd()}…` : words;
}

// One line of a bar list: a button, so that it works from the keyboard, with a bar behind its words, which
// has a part in the colour of each kind.
function bar(words, n, most, parts, press, about = "") {
  const line = element("span", { class: "bar" });
  line.style.width = `${(100 * n) / most}%`;
  for (const [kind, share] of parts) {
    if (!share) continue;
    const part = element("span");
    part.style.flexGrow = share;
    part.style.background = colour(kind);
    line.append(part);
  }
  const said = element("bdi", { class: "bar-words" }, words, about ? element("bdi", { class: "muted" }, `  ${about}`) : null);
  return element("li", {}, element("button", { type: "button", onclick: press, title: about ? `${words}, ${about}` : words }, line, said, element("span", { class: "bar-n" }, NUMBER.format(n))));
}
