/** What a query cell can ask for, in the order it is offered. */
export const QUERY_KINDS = {
  events: 'A frame of the newest events',
  alerts: 'A frame of the newest alerts',
  count: 'How many events there are, exactly',
  terms: 'The most frequent values of a field',
  timeline: 'Events per interval'
} as const;

export type QueryKind = keyof typeof QUERY_KINDS;

/** How the value of an option is written. */
export type OptionValue = 'duration' | 'instant' | 'columns' | 'count' | 'name';

/** The options of the first line, each with one value. Source: huntbook/scirius/magic_line.py, which reads them. */
export const QUERY_OPTIONS: Readonly<Record<string, { readonly value: OptionValue; readonly description: string }>> = {
  '--last': { value: 'duration', description: 'How far back from now: 90m, 24h, 7d, 2w' },
  '--from': { value: 'instant', description: 'Where the time range begins: 2024-04-18T10:00:00Z' },
  '--to': { value: 'instant', description: 'Where the time range ends; now when left out' },
  '--columns': { value: 'columns', description: 'Fields of the frame, with commas between them, or all' },
  '--limit': { value: 'count', description: 'At most so many events or values' },
  '--interval': { value: 'duration', description: 'Width of one step of a timeline' },
  '--as': { value: 'name', description: 'Variable that takes the result' },
  '--on': { value: 'name', description: 'Variable that holds a connector, instead of the settings' }
};

/** Problems of the first line and of `{{name}}`. Codes say what should be the case. */
export const CELL_TABLE = {
  'line-quote-closed': { severity: 'error', hint: 'Put the same quote behind the value.' },
  'line-kind-known': { severity: 'error', hint: `It is one of ${Object.keys(QUERY_KINDS).join(', ')}.` },
  'line-option-known': { severity: 'error', hint: `Options are ${Object.keys(QUERY_OPTIONS).join(', ')}.` },
  'line-option-valued': { severity: 'error', hint: 'Write its value behind it.' },
  'line-value-readable': { severity: 'error', hint: 'The cell stops here when it runs.' },
  'line-field-for-terms': {
    severity: 'error',
    hint: 'Only terms takes a field; the filter stands on the lines below.'
  },
  'line-last-alone': { severity: 'error', hint: 'Write either --last, or --from and --to.' },
  'insert-outside-quotes': {
    severity: 'error',
    hint: 'Write it without quotes: the value is quoted when it is inserted.'
  },
  'insert-apart': { severity: 'error', hint: 'It is a term of its own: put blanks around it, or write field:{{name}}.' }
} as const satisfies Record<string, { readonly severity: 'error'; readonly hint: string }>;

export type CellCode = keyof typeof CELL_TABLE;
