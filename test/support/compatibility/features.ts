/** Where a feature lives: in the worker on this machine, on other servers, or in JupyterLab. */
export type FeatureScope = 'local' | 'remote' | 'editor';

/** How ours compares with the original of today. `none`: nobody can use it yet. */
export type Comparison = 'better' | 'same' | 'worse' | 'none';

/** A row of the feature table, facts/cortex-thehive §7. `since` is the first version of ours that has it. */
export type Feature = {
  readonly number: number;
  readonly name: string;
  readonly scope: FeatureScope;
  readonly original: string;
  readonly ours: string;
  readonly compared: Comparison;
  readonly since: string | undefined;
};

type Row = readonly [number: number, name: string, original: string, ours: string];

const FIRST = '0.1.0';

/** Nothing that the original does may be worse here; what ours says is proved by the tests that carry the number. */
const BETTER: readonly Row[] = [
  [
    8,
    'JupyterHub',
    'starts a named server, never stops it; refused by current hubs',
    'a server for each job on 5.5 and 6.1, its record removed; scopes are looked at first, refusals are sentences'
  ],
  [
    9,
    'Plain Jupyter server',
    'with a slash at the end only',
    'any base URL, https with cacerts, proxies; the link opens'
  ],
  [
    11,
    'Run on the remote kernel',
    'first output of a cell',
    'every output; one kernel per notebook, deleted; a broken connection is had again, what it lost is said'
  ],
  [
    1,
    'Job folder from the argument, `/job`, standard input',
    'all three',
    'the same, and with none of them it says what is not mounted'
  ],
  [4, 'Certificates of Cortex', 'a file for `requests`', 'handed to the kernel as a file, from a text or a path'],
  [
    6,
    'Several notebooks',
    'all must succeed',
    'run at the same time; each has its status, and the results of the others count'
  ],
  [
    10,
    'Run on this machine',
    'papermill, `python3`',
    'own kernel client; the notebook’s own kernel, killed with all it started'
  ],
  [
    12,
    'Four parameters of an analyzer',
    'Python; indexed, so a job without user crashes',
    'the same names, written as literals of the notebook’s language; unset ones are empty texts'
  ],
  [
    13,
    'Four parameters of a responder',
    'the object twice in the notebook',
    'the object once; a very large one as a file'
  ],
  [
    15,
    '`artifacts` cells',
    'first output, one object a line',
    'every output, lines over several messages, arrays, indented JSON; each line stands alone'
  ],
  [
    16,
    'File artifacts',
    'a path that the worker can read',
    'also base64, data URIs and what the cell has shown; never a file of the job'
  ],
  [
    17,
    'Artifacts are checked',
    'no: an unknown key costs the job',
    'by Cortex’ and TheHive’s rules; what is left out or changed is told with its place'
  ],
  [
    18,
    '`taxonomies` cells',
    'first output; a display costs all',
    'every output; an unknown level becomes `info` and is told'
  ],
  [19, 'Operations of an analyzer', 'no', 'yes, checked against what they act on'],
  [20, 'Operations of a responder', 'passed on unchecked', 'typed, checked, and told what will come of each'],
  [21, 'Summary of a responder', 'never sent', '`full.message` and taxonomies'],
  [22, 'Full report', 'notebook and page', 'the same fields, with a version, a status, problems and a size limit'],
  [
    23,
    '`any_generate_html`',
    'on or off; off leaves an empty box',
    'on or off; off shows texts and pictures of the cells'
  ],
  [24, 'HTML of outputs', 'runs in TheHive', 'built anew from an allow-list'],
  [
    25,
    '`long.html`',
    'needs its script, with a timer',
    'works with and without scripts; statuses, failures and problems are shown'
  ],
  [
    27,
    'Date in the output folder',
    'local time; unknown codes undefined',
    'UTC, placeholders, and an unknown code is a failure that names the item'
  ],
  [28, 'Name of the executed notebook', 'observable and path as they come', 'safe, distinct and with the job’s id'],
  [
    29,
    'What the stored notebook holds',
    'tokens; nothing after a failure',
    'no secret; every output, after a failure too'
  ],
  [
    30,
    'What a failure says',
    'a traceback without line ends',
    'notebook, cell, exception, last lines, and where the executed notebook is'
  ],
  [
    31,
    'Secrets in answers',
    'three words in names of items',
    'by name and by value, in every text that leaves the worker'
  ],
  [
    32,
    'Time limits and signals',
    'none',
    'limits per cell and job, an answer within 2 s of SIGTERM, nothing left running'
  ],
  [33, 'Observables that are files', 'refused', 'a private copy under a name of ours, gone afterwards'],
  [34, 'Data types', '15', 'all of TheHive 4, and any that an administrator adds'],
  [35, 'Jobs from Cortex’ page, its API and MISP', 'crash', 'run'],
  [36, 'Observables of alerts', 'crash', 'run, and are named by alert and observable'],
  [
    38,
    'How the answer is written',
    'encoding of the machine, in place',
    'UTF-8 without NaN and half characters, renamed into place, readable by all'
  ],
  [39, 'Image', 'unpinned, patched, root', 'every version pinned, nothing patched; no test builds it yet'],
  [40, 'Process runner', 'a Python environment', 'one folder that needs only Node'],
  [
    41,
    'Definitions, catalog, templates',
    'definitions and templates',
    'also catalog and zip, and a doctor that checks them as Cortex does'
  ],
  [42, 'A reader knows how old a result is', 'no', 'the report says when it ran'],
  [43, 'Log', 'tracebacks', 'one line without secrets'],
  [45, 'Tests', 'none', 'every row on this page names its own']
];

const SAME: readonly Row[] = [
  [14, 'Place of the injected cell', 'papermill’s', 'papermill’s'],
  [
    3,
    'Proxies of Cortex',
    'set for every request',
    'handed to the kernel in both spellings, with passwords kept out of what is stored'
  ],
  [2, 'TLP and PAP gate', 'cortexutils’ messages', 'the same messages and exit status, at levels 0 to 4'],
  [
    5,
    'Names of the configuration items',
    '11 of the analyzer, 10 of the responder',
    'the same items with names, types and meaning; ours are optional'
  ],
  [26, '`short.html`', 'the standard one', 'shows what TheHive’s own mini reports show'],
  [37, 'Exit status', '1 after a failure', '1 after a failure']
];

const ELSEWHERE: readonly Row[] = [
  [
    7,
    'Other places for notebooks',
    'papermill’s: HTTP, S3, Azure, GCS, HDFS',
    'Jupyter servers and plain web addresses; stores are not built yet and refused in one sentence'
  ]
];

/** The whole table, by number. */
export const FEATURES: readonly Feature[] = [
  ...BETTER.map(row => feature(row, { scope: 'local', compared: 'better', since: FIRST })),
  ...SAME.map(row => feature(row, { scope: 'local', compared: 'same', since: FIRST })),
  ...ELSEWHERE.map(row => feature(row, { scope: 'remote', compared: 'none', since: undefined })),
  feature(
    [44, 'Preview of a job in the editor', 'no', 'begun: what TheHive will make of a notebook stands beside it'],
    { scope: 'editor', compared: 'none', since: undefined }
  )
].sort((one, other) => one.number - other.number);

function feature([number, name, original, ours]: Row, rest: Pick<Feature, 'scope' | 'compared' | 'since'>): Feature {
  return { number, name, original, ours, ...rest };
}
