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

/** The paths of the notebooks of a job below `input_hostname`: one per `input_paths` entry, in its order. */
export function inputPaths(configuration: Configuration, placeholders: Placeholders): readonly string[] {
  return configuration.inputPaths.map(path => expandTemplate(path, { item: 'input_paths', placeholders }));
}

/** Where the notebooks of a job are read on this machine, or in a store. */
export function inputLocations(configuration: Configuration, placeholders: Placeholders): readonly string[] {
  return inputPaths(configuration, placeholders).map(path => absolute(joinLocation(configuration.inputHostname, path)));
}

/** The folder below `output_hostname`: placeholders and strftime codes expanded at `at`, in UTC. */
export function outputPath(configuration: Configuration, placeholders: Placeholders, at: Date): string {
  return expandTemplate(configuration.outputFolder, { item: 'output_folder', placeholders, at });
}

/** The folder of this machine, or of a store, that takes the executed notebooks. */
export function outputFolder(configuration: Configuration, placeholders: Placeholders, at: Date): string {
  return absolute(joinLocation(configuration.outputHostname, outputPath(configuration, placeholders, at)));
}

function absolute(location: string): string {
  return SCHEME.test(location) ? location : resolve(location);
}
