// Lists who makes the most statements.

const SPEAKERS = 18;

function drawSpeakers(found, choose) {
  const spoken = found.filter((e) => e.type === "statement");
  const top = tally(spoken.map((e) => e.who));
  const rows = top.slice(0, SPEAKERS).map(([name, n]) =>
    bar(name, n, top[0][1], colour("statement"), () => choose({ actor: name, types: ["statement"] })),
  );
  const list = document.getElementById("speakers");
  list.replaceChildren(...(rows.length ? rows : [element("li", { class: "empty" }, "No statement.")]));
  const more = top.length - SPEAKERS;
  document.getElementById("speakers-note").textContent = more > 0 ? `and ${counted(more, "more speaker")}` : "";
}
