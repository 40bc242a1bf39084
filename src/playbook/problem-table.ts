import type { Place, Problem, Severity } from '../problem.js';

type Row = { readonly severity: Severity; readonly hint?: string };

const PRINT_JSON = 'Print one JSON object per line: print(json.dumps(result)).';
const ARTIFACT_SHAPE = 'Write {"dataType": "ip", "data": "192.0.2.1"}.';
const TAXONOMY_SHAPE =
  'Write {"level": "info", "namespace": "Name", "predicate": "Score", "value": "3"}; levels are info, safe, suspicious, malicious.';

/** What can be wrong with the results of a playbook. A code is the state that should hold. */
export const PROBLEM_TABLE = {
  'role-on-code-cell': {
    severity: 'warning',
    hint: 'Only code cells have outputs: move the tag to the code cell that prints the results.'
  },
  'cell-results-complete': {
    severity: 'warning',
    hint: 'Print less in this cell: its outputs were cut at the limit, so results are missing.'
  },
  'result-line-is-json': { severity: 'warning', hint: `${PRINT_JSON} Logs belong to stderr or to another cell.` },
  'result-json-valid': { severity: 'error', hint: PRINT_JSON },
  'result-json-not-python': {
    severity: 'error',
    hint: 'This is how Python prints a dict. Print json.dumps(result) instead of the dict itself.'
  },
  'result-nesting-bounded': { severity: 'error' },
  'result-is-object': { severity: 'error', hint: PRINT_JSON },
  'result-output-is-text': {
    severity: 'info',
    hint: 'Results are read from printed text and from application/json outputs.'
  },
  'result-text-well-formed': { severity: 'warning', hint: 'Half of a character (a lone surrogate) became \uFFFD.' },
  'result-numbers-finite': {
    severity: 'error',
    hint: 'JSON has no NaN and no Infinity: write null or a text instead.'
  },
  'artifact-names-its-type': { severity: 'error', hint: ARTIFACT_SHAPE },
  'artifact-data-type-present': { severity: 'error', hint: ARTIFACT_SHAPE },
  'artifact-data-type-lower-case': { severity: 'warning', hint: 'Data types of TheHive are written in lower case.' },
  'artifact-data-type-known': {
    severity: 'info',
    hint: 'TheHive skips an artifact whose type it does not know: an administrator must have added this type.'
  },
  'artifact-data-present': { severity: 'error', hint: ARTIFACT_SHAPE },
  'artifact-data-is-text': {
    severity: 'warning',
    hint: 'Cortex refuses the whole job when data is not a string: use str(…).'
  },
  'artifact-data-bounded': {
    severity: 'error',
    hint: 'Write large data to a file and give an artifact of dataType "file".'
  },
  'artifact-tlp-in-range': { severity: 'warning', hint: 'tlp is 0 (clear), 1 (green), 2 (amber) or 3 (red).' },
  'artifact-tags-are-text': { severity: 'warning', hint: 'tags is a list of strings.' },
  'artifact-message-is-text': { severity: 'warning' },
  'artifact-file-name-allowed': {
    severity: 'warning',
    hint: 'Cortex refuses the whole job when a file name holds / \\ ` ? * < > | " : ; or a control character.'
  },
  'artifact-file-fields-are-text': { severity: 'warning' },
  'artifact-content-readable': {
    severity: 'error',
    hint: 'Write "content": base64.b64encode(data).decode(), or "data": "data:image/png;base64,…".'
  },
  'artifact-output-present': {
    severity: 'error',
    hint: '"output" is the MIME type of something the same cell displays, for example "image/png".'
  },
  'artifact-keys-known': {
    severity: 'warning',
    hint: 'Cortex takes dataType, data, tlp, tags and message only, and fails the job otherwise. To mark an IOC, use an operation AddArtifactToCase.'
  },
  'taxonomy-level-present': { severity: 'info', hint: TAXONOMY_SHAPE },
  'taxonomy-level-known': { severity: 'warning', hint: TAXONOMY_SHAPE },
  'taxonomy-namespace-present': { severity: 'info', hint: TAXONOMY_SHAPE },
  'taxonomy-predicate-present': { severity: 'error', hint: TAXONOMY_SHAPE },
  'taxonomy-texts-are-text': { severity: 'warning', hint: TAXONOMY_SHAPE },
  'taxonomy-texts-bounded': { severity: 'warning' },
  'taxonomy-value-present': { severity: 'info', hint: 'TheHive shows the predicate alone.' },
  'taxonomy-value-is-scalar': { severity: 'warning', hint: 'value is a text, a number, true, false or null.' },
  'taxonomy-keys-known': { severity: 'info', hint: 'TheHive reads level, namespace, predicate and value.' },
  'operation-type-present': {
    severity: 'error',
    hint: 'One operation without a type makes TheHive drop all of them. Write {"type": "AddTagToCase", "tag": "…"}.'
  },
  'operation-type-known': {
    severity: 'warning',
    hint: 'TheHive before 5.1.4 drops the whole result of a job that holds an operation it does not know.'
  },
  'operation-type-spelled': { severity: 'warning', hint: 'TheHive tells capitals from small letters.' },
  'operation-field-present': {
    severity: 'error',
    hint: 'TheHive 4 drops the whole result of a job for a missing field, so the operation was held back.'
  },
  'operation-field-readable': {
    severity: 'error',
    hint: 'TheHive 4 drops the whole result of a job for a field it cannot read, so the operation was held back.'
  },
  'operation-field-type': { severity: 'warning' },
  'operation-field-bounded': { severity: 'warning', hint: 'TheHive 5 will refuse the operation: shorten the text.' },
  'operation-observable-is-value': {
    severity: 'error',
    hint: 'TheHive has no operation for files: give an artifact of dataType "file" instead, and import it from the report.'
  },
  'operation-applies': {
    severity: 'warning',
    hint: 'It is handed over all the same: TheHive shows at the job that it failed.'
  },
  'operation-known-to-thehive': {
    severity: 'error',
    hint: 'TheHive 4 would drop the whole result of the job, so the operation was held back.'
  },
  'problem-list-complete': {
    severity: 'warning',
    hint: 'Correct the first ones; the others are often of the same kind.'
  }
} as const satisfies Readonly<Record<string, Row>>;

export type ProblemCode = keyof typeof PROBLEM_TABLE;

/** A problem with the severity and the hint of its code. */
export function problemOf(code: ProblemCode, at: Place, message: string): Problem {
  const row: Row = PROBLEM_TABLE[code];
  return { code, severity: row.severity, at, message, ...(row.hint === undefined ? {} : { hint: row.hint }) };
}
