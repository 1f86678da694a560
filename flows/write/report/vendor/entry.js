// What the report page takes from its libraries; `npm run build` bundles it into libraries.js.
export { axisX, axisY, barX, cell, dot, geo, plot, rectY, ruleX, ruleY, text } from "@observablehq/plot";
export { Virtualizer, elementScroll, observeElementOffset, observeElementRect } from "@tanstack/virtual-core";
export { feature } from "topojson-client";
