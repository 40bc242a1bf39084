import type { Page } from 'playwright-core';
import type { Job, TextPage } from '../../src/service-api/index.js';

/** What is kept of a run: the text of `output.json`, and of the notebook that the worker stored. */
export type KeptRun = { readonly output: string; readonly notebook: string };

/** Runs a notebook of the server as Cortex would, by the service behind this page's server. */
export async function runAsCortex(page: Page, notebook: string): Promise<KeptRun> {
  const ask = <Answer>(method: string, path: string, body?: object): Promise<Answer> =>
    page.evaluate(
      `fetch(${JSON.stringify(`/huntbook${path}`)}, ${JSON.stringify({
        method,
        headers: { 'X-Huntbook': '1', 'Content-Type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) })
      })}).then(response => response.json())`
    );
  const { id } = await ask<Job>('POST', '/jobs', { notebook, input: { dataType: 'ip', data: '192.0.2.7' } });
  for (;;) {
    const { job } = await ask<{ job: Job }>('GET', `/jobs/${id}/events?waitMs=5000`);
    if (job.status === 'completed' || job.status === 'partial') break;
    if (job.status !== 'queued' && job.status !== 'running') throw new Error(`${job.status}: ${job.error ?? ''}`);
  }
  const whole = async (part: string): Promise<string> => {
    const { text, nextOffset } = await ask<TextPage>('GET', `/jobs/${id}/${part}?limitBytes=8000000`);
    if (nextOffset !== null) throw new Error(`The ${part} is larger than a piece.`);
    return text;
  };
  return { output: await whole('result'), notebook: await whole('notebook') };
}
