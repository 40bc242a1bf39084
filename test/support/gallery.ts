import { codeCell } from './notebook-parts.js';

/** Cells of the gallery: what notebooks show with the libraries they really use. Nothing that they put out is typed. */
const CELLS: readonly (readonly [title: string, source: string])[] = [
  [
    'A table that pandas styles',
    `import numpy as np, pandas as pd
rng = np.random.default_rng(7)
hosts = pd.DataFrame({
    "host": [f"10.0.{n % 4}.{n * 7 % 250}" for n in range(8)],
    "alerts": rng.integers(0, 400, 8),
    "score": rng.normal(0, 1, 8).round(2),
    "bytes out": rng.integers(10_000, 9_000_000, 8),
    "verdict": ["safe", "malicious", "suspicious", "safe"] * 2,
})
colours = {"safe": "color: green", "suspicious": "background-color: orange", "malicious": "background-color: #b3261e; color: white"}
(hosts.style.hide(axis="index").set_caption("Hosts of the last hour")
    .background_gradient(subset=["alerts"], cmap="YlOrRd")
    .bar(subset=["bytes out"], color="#5b8ff9")
    .text_gradient(subset=["score"], cmap="coolwarm")
    .map(lambda value: colours[value], subset=["verdict"])
    .format({"bytes out": "{:,}", "score": "{:+.2f}"})
    .set_table_styles([
        {"selector": "th.col_heading", "props": "text-align: left; font-weight: bold"},
        {"selector": "tbody tr:nth-child(even)", "props": "background-color: #f3f3f3"},
        {"selector": "td:hover", "props": "background-color: yellow"},
    ]))`
  ],
  [
    'A figure of matplotlib',
    `import matplotlib.pyplot as plt
figure, axes = plt.subplots(figsize=(6.4, 2.6))
axes.plot(np.arange(48), rng.poisson(20, 48), marker="o", markersize=3)
axes.set(title="Connections per half hour", xlabel="half hours", ylabel="connections")
plt.show()`
  ],
  [
    'A chart of altair',
    `import altair as alt
flows = pd.DataFrame({
    "time": pd.date_range("2026-03-01", periods=96, freq="15min").repeat(3),
    "protocol": ["tls", "dns", "smb"] * 96,
    "flows": rng.poisson(lam=[40, 25, 6] * 96),
})
alt.Chart(flows, title="Flows by protocol", width=520, height=180).mark_area(opacity=0.75).encode(
    x="time:T", y=alt.Y("flows:Q", stack=True), color="protocol:N", tooltip=["time", "flows"])`
  ],
  [
    'A chart of altair as a MIME type, in parts',
    `alt.renderers.enable("mimetype")
ports = pd.DataFrame({"port": [22, 53, 80, 443, 445, 3389], "hits": [12, 340, 820, 4100, 77, 9]})
bars = alt.Chart(ports, width=240).mark_bar().encode(x="hits:Q", y=alt.Y("port:N", sort="-x"))
points = alt.Chart(hosts, width=240).mark_circle(size=90).encode(x="alerts:Q", y="score:Q", color="verdict:N")
bars | points`
  ],
  [
    'A chart of altair that would fetch its data',
    `alt.Chart("https://siem.example/hits.csv", title="Hits of the SIEM").mark_bar().encode(x="host:N", y="hits:Q")`
  ],
  [
    'A figure of plotly',
    `import plotly.graph_objects as go
go.Figure(
    [go.Scatter(x=np.arange(8), y=rng.normal(size=8).cumsum().round(2), name="drift", mode="lines+markers"),
     go.Bar(x=["tls", "dns", "smb"], y=[4, 2.5, 1], name="share")],
    layout=dict(title="Drift of the <b>baseline</b>", xaxis_title="day", yaxis_title="deviation"))`
  ],
  ['A figure of plotly as a widget', 'go.FigureWidget(go.Pie(labels=["known", "new"], values=[17, 3], name="hosts"))'],
  [
    'Widgets',
    `import ipywidgets as widgets
widgets.VBox([
    widgets.HBox([widgets.IntSlider(40, description="Threshold"), widgets.Checkbox(True, description="Only new")]),
    widgets.Tab([widgets.HTML("<b>3 hosts</b> are new."), widgets.Text("10.0.0.0/8", description="Net")], titles=["Result", "Scope"]),
])`
  ],
  [
    'Bars of tqdm',
    `import sys, tqdm, tqdm.notebook
for _ in tqdm.tqdm(range(12), desc="events", file=sys.stdout, mininterval=0): pass
for _ in tqdm.notebook.tqdm(range(40), desc="hosts"): pass`
  ],
  [
    'A table that pandas shows',
    `pd.DataFrame({"sha256": ["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"] * 3, "seen": pd.date_range("2026-03-01", periods=3), **{f"feature {n}": rng.normal(size=3) for n in range(12)}})`
  ]
];

/** The notebook to be run: each cell under its title. */
export const GALLERY = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {
    kernelspec: { name: 'python3', language: 'python', display_name: 'Python' },
    language_info: { name: 'python' }
  },
  cells: CELLS.flatMap(([title, source], index) => [
    { id: `title-${index}`, cell_type: 'markdown', metadata: {}, source: `### ${title}` },
    { ...codeCell([], { source }), id: `cell-${index}`, execution_count: null }
  ])
} as const;
