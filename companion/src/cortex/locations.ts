import { resolve } from 'node:path';
import type { Configuration } from './configuration.js';
import { expandTemplate, type Placeholders } from './path-template.js';

/** A place that is no path of this machine: `http://…`, `s3://…`, `jupyter+https://…`. */
const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//iu;

/** A host, folder or store joined with a path below it, with exactly one slash between them. */
export function joinLocation(base: string, path: string): string {
  if (path.replace(/^\/+/u, '') === '') return base;
  return `${base.replace(/\/+$/u, '')}/${path.replace(/^\/+/u, '')}`;
}

/** Where the notebooks of a job are read: one location per `input_paths` entry, in its order. */
export function inputLocations(configuration: Configuration, placeholders: Placeholders): readonly string[] {
  return configuration.inputPaths.map(path =>
    absolute(joinLocation(configuration.inputHostname, expandTemplate(path, { item: 'input_paths', placeholders })))
  );
}

/** The folder that takes the executed notebooks: placeholders and strftime codes expanded at `at`, in UTC. */
export function outputFolder(configuration: Configuration, placeholders: Placeholders, at: Date): string {
  const folder = expandTemplate(configuration.outputFolder, { item: 'output_folder', placeholders, at });
  return absolute(joinLocation(configuration.outputHostname, folder));
}

function absolute(location: string): string {
  return SCHEME.test(location) ? location : resolve(location);
}
