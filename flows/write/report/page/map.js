// Draws the placed events on a map of the world.

let world = null;

function drawMap(found, choose) {
  // The map is decoded once, when it is first looked at.
  if (!world) {
    world = libraries.feature(block("world"), "countries");
    // Without Antarctica the rest is a quarter larger.
    world.features = world.features.filter((f) => f.id !== "010");
  }
  const places = new Map();
  for (const event of found) {
    if (event.latitude === null || event.longitude === null) continue;
    const key = `${event.latitude} ${event.longitude}`;
    const place = places.get(key) ?? { name: event.place, country: event.placeCountry, latitude: event.latitude, longitude: event.longitude, n: 0, types: [] };
    place.n += 1;
    place.types.push(event.type);
    places.set(key, place);
  }
  const dots = [...places.values()].sort((a, b) => b.n - a.n);
  for (const place of dots) place.type = tally(place.types)[0][0];
  const room = document.getElementById("map");
  const width = roomWidth(room);
  const chart = libraries.plot({
    width,
    height: width * 0.47,
    margin: 2,
    className: "plot",
    projection: { type: "equal-earth", domain: world },
    r: { range: [2.5, width < 600 ? 12 : 18] },
    ariaLabel: `Map of ${counted(dots.length, "place")}; the most frequent are ${dots.slice(0, 5).map((p) => visible(p.name)).join(", ") || "none"}`,
    marks: [
      libraries.geo(world, { fill: "var(--well)", stroke: "var(--line)", strokeWidth: 0.5 }),
      libraries.dot(dots, {
        x: "longitude",
        y: "latitude",
        r: "n",
        fill: { value: (p) => colour(p.type), scale: null },
        fillOpacity: 0.65,
        stroke: "var(--surface)",
        title: (p) => visible(`${p.name}\n${tally(p.types).map(([type, n]) => counted(n, type)).join(", ")}`),
        tip: { fill: "var(--surface)", stroke: "var(--line)" },
      }),
    ],
  });
  asImage(chart);
  chart.addEventListener("click", () => chart.value?.country && choose({ country: chart.value.country }));
  room.replaceChildren(chart);
  const placed = dots.reduce((sum, p) => sum + p.n, 0);
  document.getElementById("countries-note").textContent =
    `${NUMBER.format(placed)} of ${counted(found.length, "event")} have a known place; a dot has the colour of its most frequent type.`;
}
