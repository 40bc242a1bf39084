import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { canBeMade } from '../cortex/index.js';
import type { Definition } from './definition.js';
import { Findings, type Finding } from './finding.js';

const MEGABYTE = 1_000_000;
/** An executed notebook and its report take a few; a full disk costs the job. */
const LOW_MEGABYTES = 200;

/** The folder that takes job folders and kernels' files: it must be writable, and have room. */
export async function checkTemporaryFolder(folder: string): Promise<readonly Finding[]> {
  const findings = new Findings();
  if (!existsSync(folder) || !canBeMade(folder)) {
    findings.fail(
      folder,
      'The temporary folder cannot be written.',
      "Set TMPDIR (and job.directory of Cortex) to a folder that Cortex' user can write."
    );
    return findings.toArray();
  }
  const { bavail, bsize } = await statfs(folder);
  const freeMegabytes = Math.floor((bavail * bsize) / MEGABYTE);
  if (freeMegabytes < LOW_MEGABYTES)
    findings.warn(
      folder,
      `Only ${String(freeMegabytes)} MB are free.`,
      'Make room: a full disk costs a job its result.'
    );
  else findings.ok(folder, 'temporary folder: writable');
  return findings.toArray();
}

/** The template that TheHive needs for the reports of an analyzer; without it readers see JSON. */
export function checkTemplate({ id, path, dataTypes }: Definition): readonly Finding[] {
  const findings = new Findings();
  if (dataTypes.some(type => type.startsWith('thehive:'))) return [];
  const templates = join(dirname(dirname(dirname(path))), 'thehive-templates');
  if (!existsSync(templates)) return [];
  if (existsSync(join(templates, id, 'long.html')))
    findings.ok(id, 'its template is there; import thehive-templates.zip into TheHive');
  else
    findings.warn(
      id,
      `There is no template ${id}/long.html in ${templates}.`,
      'TheHive finds a template by the name of the definition: the folder must have the same.'
    );
  return findings.toArray();
}
