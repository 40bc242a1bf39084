import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ChartProcess } from '../../companion/src/materialise/chart-process.js';
import { materialiseCharts } from '../../companion/src/materialise/index.js';
import { toPlainNotebook } from '../../companion/src/notebook/index.js';
import { renderReport } from '../../src/report/index.js';
import { bars, bundlesOf, CHARTS_PROGRAM, displayed, drawingOf, VEGA, VEGA_LITE } from '../support/charts.js';
import { BROKEN, ENDLESS, fetching, GREEDY, SPEAKING } from '../support/hostile-charts.js';
import { PNG } from '../support/notebook-parts.js';
import { temporaryFolder } from '../support/real-kernel.js';

const SVG = 'image/svg+xml';
const never = new AbortController().signal;
const draw = (...bundles: readonly object[]) =>
  materialiseCharts(displayed(...bundles), { signal: never, program: CHARTS_PROGRAM });
/** Nothing but the Vega-Lite chart of every day: what stands after a hostile one must still be drawn. */
const GOOD = { [VEGA_LITE]: bars() };

describe('a chart gets a picture', () => {
  it.each([
    ['altair 5 and JupyterLab write', 'application/vnd.vegalite.v5+json'],
    ['altair 6 writes', VEGA_LITE],
    ['JupyterLab knows for it', 'application/vnd.vegalite.v6+json']
  ])('under the MIME type that %s, beside what it was', async (_, mimeType) => {
    const bundle = { [mimeType]: bars(), 'text/plain': 'alt.Chart(...)' };
    const { notebook, problems } = await draw(bundle);
    const [drawn] = bundlesOf(notebook);
    expect(problems).toEqual([]);
    expect(drawn).toEqual({
      ...bundle,
      [SVG]: expect.stringMatching(/^<svg [^]*Connections by port[^]*<\/svg>$/) as string
    });
  });

  it('written in Vega itself', async () => {
    const marks = [
      { type: 'rect', encode: { enter: { width: { value: 5 }, height: { value: 5 }, fill: { value: 'red' } } } }
    ];
    const { notebook } = await draw({ [VEGA]: { width: 20, height: 20, marks } });
    expect(bundlesOf(notebook)[0]?.[SVG]).toContain('fill="red"');
  });

  it('with its title for those who do not see it', async () => {
    const { notebook } = await draw(GOOD);
    expect(renderReport(toPlainNotebook(notebook)).html).toContain('alt="Connections by port"');
  });

  it('that is the same each time, wherever the chart stands, chance and clips included', async () => {
    const sampled = {
      [VEGA_LITE]: bars({
        transform: [{ calculate: 'random()', as: 'r' }],
        encoding: { x: { field: 'r', type: 'quantitative' } },
        mark: { type: 'point', clip: true }
      })
    };
    const [first, second] = [await draw(sampled, GOOD), await draw(GOOD, sampled)];
    const [sampledFirst, goodSecond] = bundlesOf(first.notebook);
    const [goodFirst, sampledSecond] = bundlesOf(second.notebook);
    expect(drawingOf(sampledFirst)).toContain('clip-path');
    expect(sampledSecond).toEqual(sampledFirst);
    expect(goodFirst).toEqual(goodSecond);
  });
});

it('a notebook without charts, or with pictures of them, is given back as it is', async () => {
  const notebook = displayed({ 'text/plain': '1' }, { ...GOOD, 'image/png': PNG }, { [VEGA_LITE]: 'text' });
  // The program is not even started: there is none.
  const same = await materialiseCharts(notebook, { signal: never, program: '/nowhere.cjs' });
  expect(same.notebook).toBe(notebook);
  expect(same.problems).toEqual([]);
});

describe('chart-drawn: a chart that cannot be drawn', () => {
  it.each(Object.entries(BROKEN))('is told and harms no other: %s', async (_, bundle) => {
    const { notebook, problems } = await draw(bundle, GOOD);
    const [first, second] = bundlesOf(notebook);
    expect(problems).toMatchObject([{ code: 'chart-drawn', severity: 'warning', at: { cell: 0 } }]);
    expect(first).not.toHaveProperty([SVG]);
    expect(second).toHaveProperty([SVG]);
  });

  it.each(Object.entries({ ...ENDLESS, ...GREEDY }))('ends in time and harms no other: %s', async (_, bundle) => {
    const { notebook, problems } = await draw(bundle, GOOD);
    expect(problems).toMatchObject([{ code: 'chart-drawn', at: { cell: 0 } }]);
    expect(bundlesOf(notebook)[1]).toHaveProperty([SVG]);
  });

  it('says so when the program that draws is missing', async () => {
    const { problems } = await materialiseCharts(displayed(GOOD), { signal: never, program: '/nowhere.cjs' });
    expect(problems).toMatchObject([{ code: 'chart-drawn' }]);
  });
});

it('charts-few-enough: what is left after the last chart that has time is told once', async () => {
  const { problems } = await draw(...Array.from({ length: 63 }, () => GOOD));
  expect(problems).toMatchObject([{ code: 'charts-few-enough', at: { cell: 60 } }]);
  expect(problems[0]?.message).toContain('3 charts');
});

describe('chart-data-inside: nothing is fetched', () => {
  let server: Server;
  const asked: (string | undefined)[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url);
      response.end('port,hits\n1,2\n');
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  });
  afterAll(() => server.close());

  it('whatever a chart refers to; it is told with the address', async () => {
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const charts = fetching(host);
    const { notebook, problems } = await draw(...Object.values(charts));
    expect(problems.map(({ code }) => code)).toEqual(Object.keys(charts).map(() => 'chart-data-inside'));
    expect(problems[0]?.message).toContain(`http://${host}/x.csv`);
    expect(bundlesOf(notebook).filter(bundle => SVG in bundle)).toEqual([]);
    expect(asked).toEqual([]);
  });
});

it.each(Object.entries(SPEAKING))('texts of a chart stay texts of its picture: %s', async (_, bundle) => {
  const { notebook } = await draw(bundle);
  const svg = drawingOf(bundlesOf(notebook)[0]);
  expect(svg).toMatch(/^<svg /);
  expect(svg).not.toMatch(/<(?:script|img)|javascript:/);
  const { html } = renderReport(toPlainNotebook(notebook));
  expect(html).not.toContain('evil.example');
  expect(html).toContain('<img src="data:image/svg+xml,');
});

it('a chart that is refused leaves the process to the next one, one that failed does not', async () => {
  const folder = temporaryFolder('huntbook-charts-');
  const program = join(folder.path, 'replies.cjs');
  writeFileSync(
    program,
    `require('node:readline').createInterface({ input: process.stdin }).on('line', kind =>
      console.log(JSON.stringify({ [kind]: kind === 'failure' ? String(process.pid) : [String(process.pid)] })));`
  );
  using charts = new ChartProcess(program);
  const ask = (kind: string) => charts.draw(kind, { timeoutMs: 20_000, signal: new AbortController().signal });
  const first = await ask('refused');
  expect(first).toMatchObject({ refused: [expect.stringMatching(/^\d+$/)] });
  expect(await ask('refused')).toEqual(first);
  await ask('failure');
  expect(await ask('refused')).not.toEqual(first);
  folder.remove();
});

it('a run that is stopped waits for no chart', async () => {
  const stop = new AbortController();
  const drawing = materialiseCharts(displayed(...Object.values(ENDLESS), GOOD), {
    signal: stop.signal,
    program: CHARTS_PROGRAM
  });
  const before = performance.now();
  setTimeout(() => stop.abort(), 300);
  const { problems } = await drawing;
  expect(problems).toEqual([]);
  expect(performance.now() - before).toBeLessThan(2_000);
});
