// Lists who makes the most statements.

const SPEAKERS = 18;

// Whom a pronoun stood for is not known; it is no name to count by.
const PRONOUNS = new Set(["i", "me", "you", "he", "she", "it", "we", "us", "they", "them", "this", "that", "who", "one"]);

// "PELL" and "Pell" are one speaker, by the name that most rows give. A transcript's label is written in
// capitals alone: it is shown as a name if it is a person's, and "NATO" stays as it is.
function speakerTally(spoken) {
  const forms = new Map();
  for (const event of spoken) {
    const key = event.who.toLowerCase();
    if (!key || PRONOUNS.has(key)) continue;
    const label = event.whoKind === "person" && event.who === event.who.toUpperCase() && event.who.length > 3;
    const form = label ? key.replace(/(^|[\s'’-])(\p{L})/gu, (_, before, letter) => before + letter.toUpperCase()) : event.who;
    if (!forms.has(key)) forms.set(key, []);
    forms.get(key).push(form);
  }
  return [...forms.values()]
    .map((names) => [tally(names)[0][0], names.length])
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function drawSpeakers(found, choose) {
  const top = speakerTally(found.filter((e) => e.type === "statement"));
  const rows = top.slice(0, SPEAKERS).map(([name, n]) =>
    bar(name, n, top[0][1], colour("statement"), () => choose({ actor: name, types: ["statement"] })),
  );
  const list = document.getElementById("speakers");
  list.replaceChildren(...(rows.length ? rows : [element("li", { class: "empty" }, "No statement.")]));
  const more = top.length - SPEAKERS;
  document.getElementById("speakers-note").textContent = more > 0 ? `and ${counted(more, "more speaker")}` : "";
}
