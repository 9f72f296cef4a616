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

export const DRAWINGS = { trend, pareto };
