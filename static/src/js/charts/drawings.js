// One function per kind of chart: figures in, ECharts options out.
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const figure = (value) => Number(value).toLocaleString("zh-CN", { minimumFractionDigits: 1, maximumFractionDigits: 1 }).replace("-", "\u2212");
const colours = () => ["--v-1", "--v-2", "--v-3", "--v-up", "--v-down"].map(token);

function base(unit = "") {
  return {
    animation: false,
    aria: { enabled: false },
    textStyle: { fontFamily: token("--f-ui"), fontSize: 12, color: token("--c-text-2") },
    grid: { left: 8, right: 16, top: 16, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    tooltip: {
      trigger: "axis", transitionDuration: 0, renderMode: "richText", padding: [4, 8],
      backgroundColor: token("--c-bg"), borderColor: token("--c-line-2"), borderWidth: 1,
      textStyle: { color: token("--c-text"), fontSize: 12 },
      valueFormatter: (value) => (value == null ? "—" : figure(value) + (unit ? ` ${unit}` : "")),
    },
  };
}

function axes(labels) {
  return {
    xAxis: {
      type: "category", data: labels, axisTick: { show: false }, axisLine: { lineStyle: { color: token("--c-line-2") } },
      axisLabel: { color: token("--c-text-2"), fontSize: 12, interval: labels.length > 12 ? "auto" : 0 },
    },
    yAxis: { type: "value", splitNumber: 4, axisLabel: { color: token("--c-text-3"), fontSize: 12 }, splitLine: { lineStyle: { color: token("--v-grid") } } },
  };
}

// The name stands at the end of its line: no legend.
function trend({ labels, series, unit }) {
  const option = { ...base(unit), ...axes(labels) };
  option.grid.right = 64;
  const palette = colours();
  option.series = series.map(({ name, values, style = "solid" }, index) => ({
    type: "line", name, data: values, symbol: "none",
    lineStyle: { color: palette[index % palette.length], width: index ? 1.5 : 2, type: style },
    itemStyle: { color: palette[index % palette.length] },
    endLabel: { show: true, formatter: name, color: index ? token("--c-text-2") : palette[0], fontSize: 12 },
  }));
  return option;
}

const bars = (stack) => ({ labels, series, unit }) => {
  const palette = colours();
  const option = { ...base(unit), ...axes(labels) };
  if (series.length > 1) {
    option.legend = { top: 0, right: 0, icon: "rect", itemWidth: 8, itemHeight: 8, textStyle: { color: token("--c-text-2"), fontSize: 12 } };
    option.grid.top = 32;
  }
  option.series = series.map(({ name, values }, index) => ({
    type: "bar", name, data: values, stack, barMaxWidth: 36, itemStyle: { color: palette[index % palette.length] },
  }));
  return option;
};

// Up blue, down orange, totals grey; the sign is written, so that colour is not the only sign.
function waterfall({ labels, values, totals = [0, values.length - 1], floor = 0, unit }) {
  const isTotal = new Set(totals.map((at) => (at < 0 ? values.length + at : at)));
  const ground = [];
  const steps = [];
  let level = 0;
  values.forEach((value, at) => {
    const whole = isTotal.has(at);
    ground.push(whole ? 0 : Math.min(level, level + value));
    const colour = token(whole ? "--v-2" : value < 0 ? "--v-down" : "--v-up");
    const sign = whole ? "" : value < 0 ? "\u2212" : "+";
    steps.push({
      value: whole ? value : Math.abs(value), itemStyle: { color: colour },
      label: { show: true, position: "top", color: token("--c-text"), fontSize: 12, formatter: sign + figure(Math.abs(value)) },
    });
    level = whole ? value : level + value;
  });
  const option = { ...base(unit), ...axes(labels) };
  option.tooltip.show = false;
  option.yAxis.min = floor || undefined;
  option.series = [
    { type: "bar", stack: "fall", data: ground, itemStyle: { color: "transparent" }, silent: true },
    { type: "bar", stack: "fall", data: steps, barWidth: "56%" },
  ];
  return option;
}

function pareto({ labels, values, shares, unit, share_name: shareName = "%" }) {
  const option = { ...base(unit), ...axes(labels) };
  option.yAxis = [
    option.yAxis,
    { type: "value", min: 0, max: 100, interval: 25, axisLabel: { formatter: "{value}%", color: token("--c-text-3"), fontSize: 12 }, splitLine: { show: false } },
  ];
  option.series = [
    { type: "bar", data: values, barWidth: "60%", itemStyle: { color: token("--v-1") } },
    {
      type: "line", name: shareName, yAxisIndex: 1, data: shares, symbol: "circle", symbolSize: 5,
      lineStyle: { color: token("--v-3"), width: 1.5 }, itemStyle: { color: token("--v-3") },
      tooltip: { valueFormatter: (value) => `${figure(value)}%` },
    },
  ];
  return option;
}

export const DRAWINGS = { trend, bars: bars(undefined), stack: bars("all"), waterfall, pareto };
