import { chartPicture, undrawnChart, type ChartPicture, type VegaSpec } from '../../charts/index.js';
import { isPlainRecord } from '../../json/index.js';

/** Draws a chart; `undefined` when it cannot be drawn. */
export type DrawChart = (chart: VegaSpec) => Promise<string | undefined>;

/** Pictures that are kept: those of a large notebook, twice over. */
const MOST_KEPT = 120;

/**
 * The pictures of a notebook's charts, drawn once each, as the worker would. A chart that is not drawn yet is left as it is,
 * and `onDrawn` told when there is more to see.
 */
export class ChartPictures {
  readonly #draw: DrawChart;
  readonly #onDrawn: () => void;
  readonly #known = new Map<string, ChartPicture | 'undrawn'>();

  constructor(draw: DrawChart, onDrawn: () => void) {
    this.#draw = draw;
    this.#onDrawn = onDrawn;
  }

  /** The notebook with the pictures that are known; those that are not are asked for. */
  fill(notebook: unknown): unknown {
    if (!isPlainRecord(notebook) || !Array.isArray(notebook['cells'])) return notebook;
    return { ...notebook, cells: notebook['cells'].map(cell => this.#fillCell(cell)) };
  }

  #fillCell(cell: unknown): unknown {
    if (!isPlainRecord(cell) || !Array.isArray(cell['outputs'])) return cell;
    return { ...cell, outputs: cell['outputs'].map(output => this.#fillOutput(output)) };
  }

  #fillOutput(output: unknown): unknown {
    if (!isPlainRecord(output) || !isPlainRecord(output['data'])) return output;
    const chart = undrawnChart(output['data']);
    if (chart === undefined) return output;
    const picture = this.#pictureOf(chart);
    if (picture === 'undrawn') return output;
    const metadata = isPlainRecord(output['metadata']) ? output['metadata'] : {};
    return {
      ...output,
      data: { ...output['data'], ...picture.data },
      metadata: { ...metadata, ...picture.metadata }
    };
  }

  #pictureOf(chart: VegaSpec): ChartPicture | 'undrawn' {
    const key = JSON.stringify(chart);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#keep(key, 'undrawn');
    this.#draw(chart).then(
      svg => {
        if (svg === undefined) return;
        this.#keep(key, chartPicture(svg, chart.spec));
        this.#onDrawn();
      },
      // Nobody draws now: the next time it is shown it is asked for again.
      () => void this.#known.delete(key)
    );
    return 'undrawn';
  }

  #keep(key: string, picture: ChartPicture | 'undrawn'): void {
    this.#known.delete(key);
    this.#known.set(key, picture);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_KEPT && oldest !== undefined) this.#known.delete(oldest);
  }
}
