import { describeLocation, schemeOf } from './describe-location.js';
import { StorageError } from './failures.js';
import { localStorage, type LocalStorageOptions } from './local-storage.js';
import { stdioStorage, type StdioOptions } from './stdio-storage.js';
import type { Storage } from './storage.js';

export type OpenStorageOptions = LocalStorageOptions &
  StdioOptions & {
    /** Opens web addresses and Jupyter servers, when one is first used; without it they are refused. */
    readonly openWeb?: (location: string) => Promise<Storage>;
  };

const WEB: ReadonlySet<string> = new Set(['http', 'https', 'jupyter+http', 'jupyter+https']);

/** Whether a location is a web address or a file of a Jupyter server. */
export const isWeb = (location: string): boolean => WEB.has(schemeOf(location) ?? '');

/** What a scheme stands for, in the words of the refusal. Source: papermill 2.7, `iorw.py`; ours: `jupyter+…`, `abfs(s)`. */
const NOT_BUILT_YET: ReadonlyMap<string, string> = new Map([
  ['http', 'web addresses'],
  ['https', 'web addresses'],
  ['jupyter+http', 'Jupyter servers'],
  ['jupyter+https', 'Jupyter servers'],
  ['github', 'GitHub'],
  ['s3', 'Amazon S3'],
  ['abs', 'Azure Blob Storage'],
  ['adl', 'Azure Data Lake'],
  ['abfs', 'Azure Data Lake'],
  ['abfss', 'Azure Data Lake'],
  ['gs', 'Google Cloud Storage'],
  ['gcs', 'Google Cloud Storage'],
  ['hdfs', 'HDFS']
]);

/**
 * The storage that a location belongs to: `-` is standard input and output, anything without a scheme a local path.
 *
 * @throws {@link StorageError} `STORAGE` of kind `unsupported`, in one sentence, for every other location with a scheme.
 */
export function openStorage(location: string, options: OpenStorageOptions = {}): Storage {
  if (location === '-') return stdioStorage(options);
  const scheme = schemeOf(location);
  if (scheme === undefined) return localStorage(options);
  if (options.openWeb !== undefined && isWeb(location)) return lateStorage(options.openWeb);
  const place = NOT_BUILT_YET.get(scheme);
  const reason =
    place === undefined
      ? `nothing is known about "${scheme}://"`
      : `access to ${place} is not built yet in this version`;
  throw new StorageError({ kind: 'unsupported', location: describeLocation(location), operation: 'open' }, reason);
}

/** Opened by what is first asked of it, so that whoever needs none loads none. */
function lateStorage(open: (location: string) => Promise<Storage>): Storage {
  return {
    read: async (location, options) => (await open(location)).read(location, options),
    write: async (location, text, options) => (await open(location)).write(location, text, options),
    list: async folder => (await open(folder)).list(folder),
    describe: describeLocation
  };
}
