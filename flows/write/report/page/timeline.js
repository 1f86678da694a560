// Draws the events by day, week, month or year, coloured by type, and below them those that last longer.

const DAY_MS = 86_400_000;
const MARGINS = { marginLeft: 44, marginRight: 12 };
const LANES = 10;
const INTERVALS = 150; // the longest; more could not be told apart, and would make the page slow
const BIN_DAYS = { day: 1, week: 7, month: 30, year: 365 };

function utc(iso) {
  return new Date(`${iso}T00:00:00Z`);
}

function isoDay(date) {
  return date.toISOString().slice(0, 10);
}

function binStart(date, bin) {
  if (bin === "year") return new Date(Date.UTC(date.getUTCFullYear(), 0, 1));
  if (bin === "month") return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1));
  // Weeks begin on Monday, as in ISO 8601.
  if (bin === "week") return new Date(date - ((date.getUTCDay() + 6) % 7) * DAY_MS);
  return date;
}

function binEnd(start, bin) {
  if (bin === "year") return new Date(Date.UTC(start.getUTCFullYear() + 1, 0, 1));
  if (bin === "month") return new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1));
  return new Date(+start + (bin === "week" ? 7 : 1) * DAY_MS);
}

// From the first to the last day that the charts show. A few events far off (a treaty of 1972 recalled)
// would press all others into one bar: the outermost hundredth at either end is left out and counted.
function timeWindow(found, state) {
  const days = found.map((e) => e.day).filter(Boolean).sort();
  if (!days.length) return null;
  const cut = days.length >= 50 && !state.from && !state.to ? Math.ceil(days.length / 100) : 0;
  const within = days.slice(cut, days.length - cut);
  const [first, last] = [within[0], within[within.length - 1]];
  // What reaches into the chosen days from outside shall not stretch the chart.
  const shown = [state.from > first ? state.from : first, state.to && state.to < last ? state.to : last];
  return shown[0] <= shown[1] ? shown : [first, last];
}

// The finest bin whose bars are still wide enough to see and to press.
const LEAST_BAR = 8; // pixels

function chosenBin(range, width) {
  const days = (utc(range[1]) - utc(range[0])) / DAY_MS;
  const most = width / LEAST_BAR;
  if (days <= Math.min(most, 120)) return "day";
  if (days / 7 <= most) return "week";
  return days / 30 <= most ? "month" : "year";
}

const KINDS = ["occurred", "planned", "off"]; // off: cancelled or denied

function binned(found, range, bin) {
  const days = new Map();
  const bars = new Map();
  for (const event of found) {
    if (!event.day || event.day < range[0] || event.day > range[1]) continue;
    // Days are far fewer than events, and a date is dear to make.
    let start = days.get(event.day);
    if (!start) days.set(event.day, (start = binStart(utc(event.day), bin)));
    const kind = event.status === "occurred" || event.status === "planned" ? event.status : "off";
    const key = start / DAY_MS * TYPES.length * KINDS.length + TYPES.indexOf(event.type) * KINDS.length + KINDS.indexOf(kind);
    let bar = bars.get(key);
    if (!bar) bars.set(key, (bar = { start, end: binEnd(start, bin), type: event.type, kind, n: 0 }));
    bar.n += 1;
  }
  const order = (bar) => TYPES.indexOf(bar.type) * KINDS.length + KINDS.indexOf(bar.kind);
  return [...bars.values()].sort((a, b) => a.start - b.start || order(a) - order(b));
}

function barWords(bar, bin) {
  const when = bin === "day" ? dayWords(isoDay(bar.start)) : `${bin} from ${dayWords(isoDay(bar.start))}`;
  const status = bar.kind === "occurred" ? "" : bar.kind === "planned" ? "planned " : "cancelled or denied ";
  return `${counted(bar.n, status + bar.type)}\n${when}`;
}

function colour(type) {
  return `var(--${type})`;
}

const FILL_OPACITY = { occurred: 1, planned: 0, off: 0.25 };

function drawTimeline(found, state, choose, open) {
  const range = timeWindow(found, state);
  const room = document.getElementById("timeline");
  const note = document.getElementById("timeline-note");
  if (!range) {
    room.replaceChildren(element("p", { class: "empty" }, "No dated event to draw."));
    note.textContent = "";
    return;
  }
  const width = roomWidth(room);
  const bin = state.bin || chosenBin(range, width);
  document.getElementById("bin").value = state.bin;
  const bars = binned(found, range, bin);
  const domain = [binStart(utc(range[0]), bin), binEnd(binStart(utc(range[1]), bin), bin)];
  const inset = (BIN_DAYS[bin] * DAY_MS * width) / (domain[1] - domain[0]) > 4 ? 0.75 : 0;
  const shown = bars.reduce((sum, bar) => sum + bar.n, 0);
  const chart = libraries.plot({
    ...MARGINS,
    width,
    height: width < 600 ? 180 : 220,
    className: "plot",
    ariaLabel: `${counted(shown, "event")} by ${bin}, ${dayWords(range[0])} to ${dayWords(range[1])}`,
    x: { type: "utc", domain, label: null },
    y: { label: `events a ${bin}`, grid: true, nice: true, tickFormat: (n) => (n % 1 ? "" : NUMBER.format(n)) },
    marks: [
      libraries.rectY(bars, {
        x1: "start",
        x2: "end",
        y: "n",
        fill: { value: (b) => colour(b.type), scale: null },
        stroke: { value: (b) => colour(b.type), scale: null },
        fillOpacity: { value: (b) => FILL_OPACITY[b.kind], scale: null },
        strokeWidth: inset ? 1.25 : 0.5,
        insetLeft: inset,
        insetRight: inset,
        title: (b) => barWords(b, bin),
        tip: { fill: "var(--surface)", stroke: "var(--line)" },
      }),
      libraries.ruleY([0]),
    ],
  });
  asImage(chart);
  chart.addEventListener("click", () => {
    const bar = chart.value;
    if (bar) choose({ from: isoDay(bar.start), to: isoDay(new Date(+bar.end - DAY_MS)) });
  });
  const [lasting, left] = drawIntervals(found, range, domain, width, open);
  room.replaceChildren(chart, ...(lasting ? [element("h3", {}, "Lasting longer than a day"), lasting] : []));
  const undated = found.filter((e) => !e.day).length;
  const outside = found.length - undated - shown;
  const parts = [];
  if (outside && (state.from || state.to)) parts.push(`${counted(outside, "event")} reaching into these days from outside without a bar.`);
  else if (outside) parts.push(`${counted(outside, "event")} before ${dayWords(range[0])} or after ${dayWords(range[1])} left out; set From and To to see them.`);
  if (undated) parts.push(`${counted(undated, "event")} without a date.`);
  if (left) parts.push(`${counted(left, "more interval")} not drawn.`);
  note.textContent = parts.join(" ");
}

function longest(all) {
  const length = new Map(all.map((e) => [e, Date.parse(e.end) - Date.parse(e.start)]));
  return [...all].sort((a, b) => length.get(b) - length.get(a) || a.index - b.index).slice(0, INTERVALS);
}

// Packs the intervals into lanes, each as early as it fits, and tells how many found no lane.
function lanesOf(found, range) {
  const ends = [];
  const bars = [];
  let left = 0;
  const all = found.filter(
    (e) => e.precision === "range" && e.start && e.end && e.start < e.end && e.end >= range[0] && e.start <= range[1],
  );
  const lasting = all.length > INTERVALS ? longest(all) : all;
  left += all.length - lasting.length;
  lasting.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : a.index - b.index));
  for (const event of lasting) {
    let lane = ends.findIndex((end) => end < event.start);
    if (lane < 0) lane = ends.length;
    if (lane >= LANES) {
      left += 1;
      continue;
    }
    ends[lane] = event.end;
    bars.push({ event, lane });
  }
  return [bars, ends.length, left];
}

function drawIntervals(found, range, domain, width, open) {
  const [bars, lanes, left] = lanesOf(found, range);
  if (!bars.length) return [null, 0];
  const clamp = (date) => new Date(Math.min(Math.max(date, domain[0]), domain[1]));
  const chart = libraries.plot({
    ...MARGINS,
    width,
    height: lanes * 11 + 8,
    marginTop: 4,
    marginBottom: 4,
    className: "plot",
    ariaLabel: `${counted(bars.length, "event")} that last longer than a day`,
    x: { type: "utc", domain, axis: null },
    y: { type: "band", domain: [...Array(lanes).keys()], axis: null, padding: 0.2 },
    marks: [
      libraries.barX(bars, {
        x1: (b) => clamp(utc(b.event.start)),
        x2: (b) => clamp(new Date(+utc(b.event.end) + DAY_MS)),
        y: "lane",
        rx: 2,
        fill: { value: (b) => colour(b.event.type), scale: null },
        stroke: { value: (b) => colour(b.event.type), scale: null },
        fillOpacity: { value: (b) => FILL_OPACITY[b.event.status] ?? FILL_OPACITY.off, scale: null },
        title: (b) => visible(`${b.event.status === "occurred" ? "" : b.event.status + " "}${b.event.type}: ${b.event.who}\n${dateWords(b.event)}`),
        tip: { fill: "var(--surface)", stroke: "var(--line)" },
      }),
    ],
  });
  asImage(chart);
  chart.addEventListener("click", () => chart.value && open(chart.value.event));
  return [chart, left];
}
