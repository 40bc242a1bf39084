import fc from 'fast-check';
import { RESPONDER_DATA_TYPES } from '../../../companion/src/cortex/thehive-object.js';
import { isRecord, type JsonRecord } from '../../support/cortex/json-record.js';
import { expectReadable } from '../../support/cortex/expect-readable.js';
import { code } from '../../support/cortex/notebook-json.js';
import { ScriptedJobs } from '../../support/cortex/scripted-jobs.js';
import { hostileHtml } from '../../support/hostile-arbitraries.js';
import { hostileText, mutatedText } from '../../support/mutated-outputs.js';
import { PROPERTY_RUNS } from '../../support/property-runs.js';
import { violations } from '../../support/report-oracle.js';
import { cell, type Scene } from '../../support/scripted-kernel.js';

jest.setTimeout(1_200_000);

/** Each is a whole job with all its files, but for the kernel. */
const JOBS = Math.ceil(PROPERTY_RUNS / 40);

const text = fc.oneof(hostileHtml, hostileText, mutatedText, fc.constantFrom('T', '', ' '));
const number = fc.oneof(fc.nat(), fc.constantFrom(-1, 2 ** 53, 1e21, 0.1), fc.constant(null));
const key = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'toString', 'a"b', "it's", '{{x}}'), text);
const { json } = fc.letrec<{ json: unknown }>(tie => ({
  json: fc.oneof(
    { maxDepth: 3 },
    { weight: 3, arbitrary: text },
    number,
    fc.boolean(),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(key, tie('json'), { maxKeys: 3 })
  )
}));
/** The kind of value that the field has, nine times out of ten. */
const mostly = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 9, arbitrary }, { weight: 1, arbitrary: json });
/** Alerts of mail gateways bring the whole mail. */
const description = fc.oneof(
  { weight: 60, arbitrary: text },
  { weight: 1, arbitrary: text.map(part => `${part}<b>x`.repeat(5_000_000 / (part.length + 4))) }
);

/** Source: facts/cortex-thehive §1.2: parents are nested, and can be missing. */
const common = {
  _id: mostly(fc.constantFrom('~41', '~41/../..', '')),
  _type: mostly(fc.constantFrom('case', 'alert')),
  title: mostly(text),
  description: mostly(description),
  tags: mostly(fc.array(text, { maxLength: 3 })),
  customFields: mostly(fc.dictionary(key, json, { maxKeys: 3 })),
  severity: mostly(number),
  data: mostly(text),
  message: mostly(text),
  owner: mostly(text)
};
const hiveCase = fc.record({ ...common, caseId: mostly(fc.nat()), number: mostly(fc.nat()) }, { requiredKeys: [] });
const alert = fc.record({ ...common, sourceRef: mostly(text), type: mostly(text) }, { requiredKeys: [] });
const task = fc.record({ ...common, case: mostly(hiveCase) }, { requiredKeys: [] });
const object = fc.record(
  {
    ...common,
    case: mostly(hiveCase),
    alert: mostly(alert),
    case_task: mostly(task),
    caseId: mostly(fc.nat()),
    extra: json
  },
  { requiredKeys: [] }
);
const job = fc.record({
  dataType: fc.constantFrom(...RESPONDER_DATA_TYPES),
  data: object,
  parameters: mostly(fc.record({ organisation: text, user: text }, { requiredKeys: [] })).filter(isRecord),
  message: text
});

const jobs = new ScriptedJobs([code('act', 'operations', 'taxonomies', 'artifacts'), code('show')]);
afterAll(() => jobs[Symbol.asyncDispose]());

/** A notebook that hands on what it was given, as authors do: tags and texts of the object, and HTML made of them. */
function act(data: JsonRecord): (scene: Scene) => void {
  const title = data['title'] ?? 'none';
  return scene => {
    for (const line of [
      { type: 'AddTagToCase', tag: title },
      { type: 'CreateTask', title, description: data['message'] },
      { type: 'AddCustomFields', name: title, tpe: 'string', value: data['customFields'] },
      { level: title, namespace: 'N', predicate: title, value: data['severity'] },
      { dataType: 'other', data: title, tags: data['tags'], message: data['owner'] }
    ]) {
      scene.print(`${JSON.stringify(line)}\n`);
    }
    scene.print(JSON.stringify(title));
  };
}

function show(data: JsonRecord): (scene: Scene) => void {
  const said = (name: string): string =>
    typeof data[name] === 'string' ? data[name] : (JSON.stringify(data[name]) ?? 'nothing');
  const html = `<h1>${said('title')}</h1><p title="${said('owner')}">${said('message')}</p>`;
  return scene => scene.iopub('display_data', { data: { 'text/html': html, 'text/plain': html }, metadata: {} });
}

it('cortex-thehive §4 #42, #27: whatever TheHive hands to a responder, Cortex and TheHive read the answer, and none of it is markup', async () => {
  await fc.assert(
    fc.asyncProperty(job, async input => {
      const data: JsonRecord = input.data;
      const run = await jobs.run({ act: cell(act(data)), show: cell(show(data)) }, input);
      expect(expectReadable(run)).toBe('Success');
      if (run.result.status !== 'Success') return;
      expect(run.result.full['message']).toMatch(/^Completed: \d+ operations? ?(?:\([\w, ]+\))?, \d+ artifacts?\.$/);
      const [notebook] = run.result.full['notebooks'] as readonly JsonRecord[];
      expect(violations(String(notebook?.['html']))).toEqual([]);
      expect(run.stored).toEqual([expect.stringMatching(/^[\w.-]+\.ipynb$/)]);
      expect(JSON.stringify(notebook?.['metadata']).length).toBeLessThan(10_000);
    }),
    { numRuns: JOBS }
  );
});
