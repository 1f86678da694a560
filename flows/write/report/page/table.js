// The table of events. TanStack Virtual keeps only the rows in sight in the page, however many there are.

const COLUMNS = [
  ["date", "Date"],
  ["type", "Event"],
  ["who", "Who"],
  ["whom", "To or with"],
  ["where", "Where"],
  [null, "Words"],
  ["outlet", "Outlet"],
  ["confidence", "Conf."],
];
const PHONE = matchMedia("(max-width: 52rem)");

class EventGrid {
  constructor(room, { open, sort }) {
    this.open = open;
    this.sort = sort;
    this.rows = [];
    this.current = 0;
    this.quiet = false;
    this.heads = COLUMNS.map(([key, words]) =>
      element(
        "div",
        { role: "columnheader", class: `cell-${key ?? "words"}` },
        key ? element("button", { type: "button", onclick: () => this.sort(key) }, words) : words,
      ),
    );
    this.body = element("div", { role: "rowgroup", class: "rows" });
    this.scroller = element("div", { class: "scroller", role: "presentation", onkeydown: (e) => this.key(e) }, this.body);
    this.grid = element(
      "div",
      { role: "grid", "aria-label": "Events", "aria-colcount": COLUMNS.length },
      element("div", { role: "rowgroup", class: "head" }, element("div", { role: "row", "aria-rowindex": 1 }, this.heads)),
      this.scroller,
    );
    this.nothing = element("p", { class: "empty", hidden: true }, "No event passes the filters.");
    room.replaceChildren(this.grid, this.nothing);
    this.virtual = new libraries.Virtualizer(this.options());
    this.virtual._didMount();
    this.virtual._willUpdate();
    PHONE.addEventListener("change", () => {
      this.virtual.setOptions(this.options());
      this.virtual.measure();
    });
  }

  options() {
    const height = PHONE.matches ? 132 : 58; // pixels
    return {
      count: this.rows.length,
      getScrollElement: () => this.scroller,
      estimateSize: () => height,
      overscan: 6,
      scrollToFn: libraries.elementScroll,
      observeElementRect: libraries.observeElementRect,
      observeElementOffset: libraries.observeElementOffset,
      onChange: () => this.quiet || this.draw(),
    };
  }

  show(rows, state) {
    this.rows = rows;
    this.current = 0;
    this.grid.setAttribute("aria-rowcount", rows.length + 1);
    this.nothing.hidden = rows.length > 0;
    COLUMNS.forEach(([key], i) => {
      if (key) this.heads[i].setAttribute("aria-sort", key !== state.sort ? "none" : state.down ? "descending" : "ascending");
    });
    this.quiet = true; // each of these steps would draw all rows for itself
    this.virtual.setOptions(this.options());
    this.virtual._willUpdate();
    this.virtual.measure();
    this.scroller.scrollTop = 0;
    this.quiet = false;
    this.draw();
  }

  draw() {
    const held = this.body.contains(document.activeElement);
    this.body.style.height = `${this.virtual.getTotalSize()}px`;
    const shown = this.virtual.getVirtualItems();
    // A grid must always have one row that the tab key reaches.
    if (shown.length && !shown.some((item) => item.index === this.current)) this.current = shown[0].index;
    this.body.replaceChildren(...shown.map((item) => this.row(item)));
    if (held) this.body.querySelector('[tabindex="0"]')?.focus({ preventScroll: true });
  }

  row(item) {
    const event = this.rows[item.index];
    const status = event.status === "occurred" ? null : element("span", { class: `status ${event.status}` }, event.status);
    const cell = (name, ...children) => element("div", { role: "gridcell", class: `cell-${name}` }, ...children);
    const made = element(
      "div",
      {
        role: "row",
        "aria-rowindex": item.index + 2,
        tabindex: item.index === this.current ? 0 : -1,
        "data-event": event.key,
        onclick: () => {
          this.current = item.index;
          this.open(event);
        },
      },
      cell("date", element("span", { title: event.edtf }, dateWords(event))),
      cell("type", element("span", { class: `type ${event.type}` }, event.type), status),
      cell("who", element("bdi", {}, event.who || "–")),
      cell("whom", element("bdi", {}, event.whom)),
      cell("where", element("bdi", {}, event.place)),
      cell("words", element("bdi", {}, event.quote)),
      cell("outlet", element("bdi", {}, event.article.outlet)),
      cell("confidence", event.confidence.toFixed(2)),
    );
    made.style.transform = `translateY(${item.start}px)`;
    made.style.height = `${item.size}px`;
    return made;
  }

  key(e) {
    const page = 10;
    const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (e.key === "Enter" || e.key === " ") {
      e.preventDefault();
      if (this.rows[this.current]) this.open(this.rows[this.current]);
    } else if (e.key in moves) {
      e.preventDefault();
      this.focus(Math.min(this.rows.length - 1, Math.max(0, this.current + moves[e.key])));
    }
  }

  focus(index) {
    this.current = index;
    this.virtual.scrollToIndex(index, { align: "auto" });
    this.draw();
    this.body.querySelector('[tabindex="0"]')?.focus({ preventScroll: true });
  }
}
