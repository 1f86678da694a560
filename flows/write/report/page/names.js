// Tells names from descriptions, and finds the name under which a source is counted.

// Whom a pronoun stood for is not known; it is no name to count by.
const PRONOUNS = new Set(
  "i me my you your he him his she her it its we us our they them their this that these those who one some others many".split(" "),
);
// With one of these as its only capitalised word a source has no name: "Ministry" is another in each article.
const COMMON = new Set(
  (
    "administration agency airline allies ambassador analysts army association authorities authority bank board body " +
    "broadcaster bureau business cabinet campaign chair chairman chief church city club coalition college commander " +
    "commission commissioner committee companies company congress council country county court department director " +
    "embassy executive experts family federation firm force forces fund governor group government hospital house " +
    "institute judge lawmakers lawyer leader leaders mayor media military minister ministers ministry mission " +
    "newspaper office officer officers official officials opposition organisation organization palace panel parliament " +
    "parties party police prefecture presidency president prosecutor prosecutors protesters province report reporters " +
    "representative representatives researchers residents ruling school scientists secretariat secretary senate service " +
    "source sources spokesman spokesperson spokespeople spokeswoman staff state statement team tribunal troops union " +
    "unions university village witnesses workers"
  ).split(" "),
);
// "Gov. Ellen Marsh" is Ellen Marsh; initials ("J. Marsh") have one letter and stay.
const ABBREVIATED_TITLES = /^(?:\p{Lu}\p{Ll}+\.\s+)+(?=\S+\s+\S)/u;

// The name by which a source is counted, or null where it is only described: "Kenyan officials", "his office".
function nameOf(words, kind) {
  const name = kind === "person" ? words.replace(ABBREVIATED_TITLES, "") : words;
  const parts = name.split(/\s+/);
  if (!name || PRONOUNS.has(parts[0].toLowerCase())) return null;
  const bare = parts.map((word) => word.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ""));
  const capitals = bare.filter((word) => /^\p{Lu}/u.test(word));
  // "Kenyan officials" may be anyone of many, "State Department spokesperson" is an office.
  if (capitals.length >= 2) return name;
  return kind === "group" || kind === "unnamed" || capitals.every((word) => COMMON.has(word.toLowerCase())) ? null : name;
}

// A transcript's label is written in capitals alone: a person's is shown as a name, "NATO" stays as it is.
function shownName(name, kind) {
  if (kind !== "person" || name !== name.toUpperCase() || name.length <= 3) return name;
  return name.toLowerCase().replace(/(^|[\s'’-])(\p{L})/gu, (_, before, letter) => before + letter.toUpperCase());
}

// Each name is looked at once, however many rows bear it.
const looked = new Map();

function nameKey(words, kind) {
  const at = `${kind}\n${words}`;
  if (!looked.has(at)) {
    const name = nameOf(words, kind);
    looked.set(at, name && { key: name.toLowerCase(), shown: shownName(name, kind) });
  }
  return looked.get(at);
}

// The speaker of a statement, if it has a name.
function speakerOf(event) {
  if (event.speaker === undefined) event.speaker = event.type === "statement" && event.who ? nameKey(event.who, event.whoKind) : null;
  return event.speaker;
}

// The named pairs of a visit, call or meeting: the first side with each other one, a visitor with the place
// where no host is named. A call and a meeting are the same whoever is named first.
function sidesOf(event) {
  if (event.sides === undefined) event.sides = event.type === "statement" ? [] : namedPairs(event);
  return event.sides;
}

function namedPairs(event) {
  const first = event.who && nameKey(event.who, event.whoKind);
  if (!first) return [];
  const visit = event.type === "visit";
  const others = event.whom ? event.whom.split("; ").map((words) => nameKey(words, null)) : [];
  if (visit && !others.some(Boolean)) others.push(event.place && nameKey(event.place, null));
  const mark = visit ? " → " : " – ";
  return others
    .filter((other) => other && other.key !== first.key)
    .map((other) => {
      const two = visit || first.key < other.key ? [first, other] : [other, first];
      return { key: two.map((side) => side.key).join(mark), shown: two.map((side) => side.shown).join(mark) };
    });
}
