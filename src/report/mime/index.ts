import { plotlyRenderer, vegaRenderer } from './chart.js';
import { htmlRenderer } from './html.js';
import { imageRenderer } from './image.js';
import { jsonRenderer } from './json.js';
import { latexRenderer } from './latex.js';
import { markdownRenderer } from './markdown.js';
import { mermaidRenderer } from './mermaid.js';
import type { MimeRenderer } from './mime-renderer.js';
import { svgRenderer } from './svg.js';
import { textRenderer } from './text.js';
import { widgetRenderer } from './widget.js';

/** What an output is shown as: the first representation it has, from the top. Source: facts/report-rendering §1. */
export const MIME_TABLE: readonly MimeRenderer[] = [
  widgetRenderer,
  htmlRenderer,
  markdownRenderer,
  svgRenderer,
  latexRenderer,
  imageRenderer,
  plotlyRenderer,
  vegaRenderer,
  mermaidRenderer,
  jsonRenderer,
  textRenderer
];
