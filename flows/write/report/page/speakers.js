// Lists who makes the most statements, and who visits, calls and meets whom most, by name.

const SPEAKERS = 18;
const SIDES = 18;

// Counts events by the names that `of` finds in them; the most frequent first, and of equals the latest.
function byName(some, of) {
  const found = new Map();
  for (const event of some) {
    for (const { key, shown } of of(event)) {
      let line = found.get(key);
      if (!line) found.set(key, (line = { key, forms: [], events: [], latest: "" }));
      line.forms.push(shown);
      line.events.push(event);
      if (event.day > line.latest) line.latest = event.day;
    }
  }
  return [...found.values()].sort(
    (a, b) => b.events.length - a.events.length || (a.latest > b.latest ? -1 : a.latest < b.latest ? 1 : 0) || (a.key < b.key ? -1 : 1),
  );
}

function mostFrequent(forms) {
  return tally(forms)[0]?.[0] ?? "";
}

function drawSpeakers(found, choose) {
  const spoken = found.filter((e) => e.type === "statement");
  const lines = byName(spoken.filter(speakerOf), (event) => [speakerOf(event)]);
  const rows = lines.slice(0, SPEAKERS).map(({ key, forms, events }) => {
    const about = [mostFrequent(events.map((e) => e.whoTitle)), countryName(mostFrequent(events.map((e) => e.whoCountry)))];
    return bar(mostFrequent(forms), events.length, lines[0].events.length, [["statement", events.length]], () => choose({ speaker: key }), about.filter(Boolean).join(", "));
  });
  document.getElementById("speakers").replaceChildren(...(rows.length ? rows : [element("li", { class: "empty" }, "No statement by a named source.")]));
  const named = lines.reduce((sum, line) => sum + line.events.length, 0);
  const parts = [];
  if (lines.length > SPEAKERS) parts.push(`${counted(lines.length - SPEAKERS, "more name")}.`);
  if (named < spoken.length) parts.push(`${counted(spoken.length - named, "statement")} by sources without a name of their own, such as “officials”.`);
  document.getElementById("speakers-note").textContent = parts.join(" ");
}

function drawSides(found, choose) {
  const contacts = found.filter((e) => e.type !== "statement");
  const lines = byName(contacts, sidesOf);
  const rows = lines.slice(0, SIDES).map(({ key, forms, events }) =>
    bar(mostFrequent(forms), events.length, lines[0].events.length, TYPES.map((type) => [type, events.filter((e) => e.type === type).length]), () => choose({ sides: key })),
  );
  document.getElementById("sides").replaceChildren(...(rows.length ? rows : [element("li", { class: "empty" }, "No visit, call or meeting with two named sides.")]));
  const without = contacts.filter((e) => !sidesOf(e).length).length;
  const parts = [];
  if (lines.length > SIDES) parts.push(`${counted(lines.length - SIDES, "more pair")}.`);
  if (without) parts.push(`${counted(without, "event")} without two named sides.`);
  document.getElementById("sides-note").textContent = parts.join(" ");
}
