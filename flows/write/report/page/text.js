// Makes elements of text that strangers wrote. Nothing on this page parses a string as HTML.

// Controls that turn the direction of all that follows, or that have no shape: shown by their numbers.
const CONTROLS = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g;

function visible(words) {
  return String(words ?? "").replace(
    CONTROLS,
    (c) => `⟨U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`,
  );
}

// An element with attributes, properties (by a leading dot), listeners (by a leading "on") and children.
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key.startsWith(".")) made[key.slice(1)] = value;
    else made.setAttribute(key, value === true ? "" : visible(value));
  }
  for (const child of children.flat()) {
    if (child === null || child === undefined) continue;
    made.append(child instanceof Node ? child : document.createTextNode(visible(child)));
  }
  return made;
}

// A link where the address is one of the web; text where it is anything else.
function link(address, words) {
  let url = null;
  try {
    url = new URL(address);
  } catch {
    return element("bdi", {}, words);
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return element("bdi", {}, words);
  return element("a", { href: url.href, rel: "noopener noreferrer", target: "_blank" }, element("bdi", {}, words));
}

// How wide a chart may be. Asking the browser makes it lay out all that has changed, so it is asked once a width.
const widths = new Map();

function roomWidth(room) {
  if (!widths.has(room)) widths.set(room, Math.max(280, room.clientWidth));
  return widths.get(room);
}

// A chart is one picture to a screen reader: its label says what it shows, and lists beside it say the rest.
// Plot labels its groups too, which no group without a role may be.
function asImage(chart) {
  chart.setAttribute("role", "img");
  for (const group of chart.querySelectorAll("g[aria-label]")) {
    group.dataset.mark = group.getAttribute("aria-label");
    group.removeAttribute("aria-label");
  }
}

const NUMBER = new Intl.NumberFormat("en");
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

function counted(n, noun) {
  return `${NUMBER.format(n)} ${noun}${n === 1 ? "" : "s"}`;
}

function dayWords(iso) {
  return iso ? DAY.format(new Date(`${iso}T00:00:00Z`)) : "";
}

// "14 to 16 May 2024": what both days share is said once.
function spanWords(start, end) {
  const first = dayWords(start).split(" ");
  const last = dayWords(end).split(" ");
  while (first.length > 1 && first[first.length - 1] === last[first.length - 1]) first.pop();
  return `${first.join(" ")} to ${last.join(" ")}`;
}

// An event's date in words, as precise as it is known.
function dateWords(event) {
  const { start, end, precision } = event;
  if (!start && !end) return "no date";
  if (precision === "before" || !start) return `by ${dayWords(end)}`;
  if (precision === "after" || !end) return `after ${dayWords(start)}`;
  if (precision === "year") return start.slice(0, 4);
  if (precision === "month") {
    const month = new Date(`${start}T00:00:00Z`);
    return month.toLocaleDateString("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
  }
  return start === end ? dayWords(start) : spanWords(start, end);
}
