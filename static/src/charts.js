// Charts of a page: colours from the tokens, no motion, a table beneath for who reads.
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { $$, debounce, whenever } from "./js/dom.js";
import { DRAWINGS } from "./js/charts/drawings.js";

use([BarChart, LineChart, GridComponent, TooltipComponent, SVGRenderer]);

const drawn = new Map();

function draw(place) {
  const block = document.getElementById(place.dataset.source);
  const drawing = DRAWINGS[place.dataset.chart];
  if (!block || !drawing) return;
  const data = JSON.parse(block.textContent);
  const chart = drawn.get(place) || init(place, null, { renderer: "svg" });
  drawn.set(place, chart);
  chart.setOption(drawing(data), true);
}

whenever("[data-chart]", draw);

const all = () => $$("[data-chart]").forEach(draw);
new MutationObserver(all).observe(document.documentElement, { attributes: true, attributeFilter: ["data-bs-theme"] });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", all);
addEventListener("resize", debounce(() => drawn.forEach((chart) => chart.resize()), 100));
