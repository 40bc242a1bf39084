import * as vega from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';
import { compactSvg } from './compact-svg.js';
import { refusingLoader } from './refusing-loader.js';
import { estimateTextWidths } from './text-width.js';
import type { DrawReply, DrawRequest } from './drawing.js';

/**
 * The chart as SVG, the same for the same chart but where it asks for the time. Never rejects. Expressions are
 * interpreted, no code is made of them; nothing is fetched: a chart that wants to is told as refused.
 * Source: vega 6.2 "Server-Side Deployment", vega-interpreter 2.
 */
export async function drawChart({ library, spec, maxLength }: DrawRequest): Promise<DrawReply> {
  const { loader, refused } = refusingLoader();
  const errors: unknown[] = [];
  let view: vega.View | undefined;
  try {
    estimateTextWidths();
    // Names of clips and gradients, and chance, start anew for each chart.
    vega.resetSVGDefIds();
    vega.setRandom(vega.randomLCG(1));
    const runtime = vega.parse(toVega(library, spec), undefined, { ast: true });
    const logger = keepErrors(errors);
    view = new vega.View(runtime, { expr: expressionInterpreter, loader, logger, renderer: 'none' });
    const svg = compactSvg(await view.toSVG());
    if (refused.length > 0) return { refused };
    // A data set that fails is logged, and the chart drawn as if it were empty.
    if (errors.length > 0) return { failure: messageOf(errors[0]) };
    if (!HAS_SIZE.test(svg)) return { failure: 'it has no width or no height' };
    if (svg.length > maxLength) return { failure: `its picture would be ${Math.ceil(svg.length / 1000)} kB` };
    return { svg };
  } catch (error) {
    return refused.length > 0 ? { refused } : { failure: messageOf(error) };
  } finally {
    view?.finalize();
  }
}

/** The size of a chart that takes the width of its page: it has none here. Pixels. */
const PAGE_WIDTH = 640;
const HAS_SIZE = /^<svg [^>]*width="[1-9]\d{0,4}(?:\.\d+)?" height="[1-9]\d{0,4}(?:\.\d+)?"/;

function toVega(library: DrawRequest['library'], spec: DrawRequest['spec']): vega.Spec {
  // What it is, the grammar decides: it throws for anything it cannot read.
  if (library === 'vega') return spec;
  const sized = { ...spec, ...(spec.width === 'container' ? { width: PAGE_WIDTH } : {}) };
  // Descriptions of each mark, for screen readers, are twice the drawing; a picture cannot tell them.
  const config = { aria: false };
  return compile(sized as unknown as TopLevelSpec, { config, logger: keepErrors([]) }).spec;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Standard output is the way back; warnings are about the grammar, and the chart is drawn all the same. */
function keepErrors(errors: unknown[]): vega.LoggerInterface {
  const logger: vega.LoggerInterface = {
    level: () => 0,
    error: (...told: readonly unknown[]) => {
      errors.push(...told);
      return logger;
    },
    warn: () => logger,
    info: () => logger,
    debug: () => logger
  };
  return logger;
}
