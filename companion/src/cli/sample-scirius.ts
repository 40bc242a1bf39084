import { readFile } from 'node:fs/promises';
import { readNotebook, type Notebook } from '../notebook/index.js';
import { usesScirius } from '../../../src/query-cells/index.js';
import { resolveSettings } from '../scirius/index.js';

type Items = Readonly<Record<string, unknown>>;

/**
 * The worker's items for the Scirius that a playbook asks while it is tried: the one that the environment or a `.env`
 * names, as for `huntbook scirius query`, since a job itself reads neither. Nothing for a playbook that asks none, and
 * where `config`, the items of the samples, names one.
 * @throws NOT_CONFIGURED for a playbook that asks Scirius when no source has a token
 */
export async function sciriusItems(playbook: string, config: Items): Promise<Items> {
  if (config['scirius_host'] !== undefined) return {};
  const notebook = await readOrNone(playbook);
  if (notebook === undefined || !notebook.cells.some(cell => cell.cell_type === 'code' && usesScirius(cell.source)))
    return {};
  const { baseUrl, token, tlsVerify, caBundle, proxies } = resolveSettings({
    environment: process.env,
    folder: process.cwd()
  });
  return {
    scirius_host: baseUrl,
    scirius_token: token.reveal(),
    scirius_tls_verify: tlsVerify,
    scirius_ca_bundle: caBundle,
    proxy_http: proxies.http,
    proxy_https: proxies.https
  };
}

async function readOrNone(path: string): Promise<Notebook | undefined> {
  try {
    return readNotebook(await readFile(path), { path });
  } catch {
    // The job reads it too, and its output says what is wrong.
    return undefined;
  }
}
