import { createInterface } from 'node:readline';
import { drawChart } from './draw-chart.js';
import type { DrawRequest } from './drawing.js';

// The process that draws: one request a line on standard input, one reply a line on standard output, until the input
// ends. Its caller sends the next request when it has the reply.
createInterface({ input: process.stdin, crlfDelay: Infinity }).on('line', line => {
  // Written by `ChartProcess`, the one caller there is.
  void drawChart(JSON.parse(line) as DrawRequest).then(reply => process.stdout.write(`${JSON.stringify(reply)}\n`));
});
