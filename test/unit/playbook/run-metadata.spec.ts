import { ExactNumber } from '../../../src/json/index.js';
import { readRunMetadata, rolesOf } from '../../../src/playbook/index.js';

const PROBLEM = { code: 'c', severity: 'warning', at: { cell: 1 }, message: 'm', hint: 'h' };

describe('the metadata of a run', () => {
  it('is read from the keys of papermill and of Huntbook', () => {
    const run = readRunMetadata({
      huntbook: {
        version: 1,
        status: 'failed',
        limits: { softBytes: 1, hardBytes: 2 },
        problems: [PROBLEM],
        failure: { message: 'boom', cell: 3 },
        worker: 'W',
        observable: { dataType: 'ip' },
        target: { entity: 'case', parent: 'none', thehive: 4 },
        extracted: [{ dataType: 'ip', data: 'y', tlp: 1 }, { dataType: 3 }, null]
      },
      papermill: {
        parameters: { thehive_observable_value: 'x' },
        input_path: 'in',
        output_path: 'out',
        duration: new ExactNumber('1.0')
      }
    });
    expect(run).toEqual({
      status: 'failed',
      limits: { softBytes: 1, hardBytes: 2 },
      problems: [PROBLEM],
      failure: { message: 'boom', cell: 3 },
      worker: 'W',
      observable: { dataType: 'ip', value: 'x' },
      target: { entity: 'case', parent: 'none', thehive: 4 },
      extracted: [{ dataType: 'ip', data: 'y', tlp: 1 }],
      parameters: { thehive_observable_value: 'x' },
      inputPath: 'in',
      outputPath: 'out',
      startTime: undefined,
      endTime: undefined,
      durationSeconds: 1
    });
  });

  it.each([
    [
      { thehive_observable_type: 'ip', thehive_observable_value: 'x' },
      { dataType: 'ip', value: 'x' }
    ],
    [{ thehive_observable_type: 'ip' }, undefined],
    [{ thehive_observable_value: 'x' }, undefined],
    [{ thehive_observable_type: '', thehive_observable_value: '' }, undefined],
    [{ thehive_observable_type: ['ip'], thehive_observable_value: 'x' }, undefined]
  ])('takes the observable of a run without a job from the parameters %j', (parameters, observable) => {
    expect(readRunMetadata({ papermill: { parameters } }).observable).toEqual(observable);
  });

  it.each([undefined, null, 7, 'x', [], {}, { huntbook: 1, papermill: [] }])(
    'is a record of absent fields for %p',
    metadata => {
      expect(readRunMetadata(metadata)).toMatchObject({ status: undefined, problems: [], parameters: {} });
    }
  );

  it('drops each field that has the wrong type, and keeps the others', () => {
    const huntbook = {
      status: 'splendid',
      worker: 'W',
      limits: { softBytes: -1, hardBytes: 2 },
      problems: [PROBLEM, 7, { code: 1 }],
      failure: 'x'
    };
    expect(readRunMetadata({ huntbook })).toMatchObject({
      status: undefined,
      worker: 'W',
      limits: undefined,
      problems: [PROBLEM],
      failure: undefined
    });
  });
});

describe('the roles of a cell', () => {
  it.each([
    [{ metadata: { tags: ['artifacts', 'x', 'artifacts', 'parameters'] } }, ['parameters', 'artifacts']],
    [{ metadata: { tags: ['Artifacts', 1, null] } }, []],
    [{ metadata: { tags: 'artifacts' } }, []],
    [{ metadata: null }, []],
    [null, []],
    ['artifacts', []]
  ])('are the exact tags: %j', (cell, roles) => {
    expect(rolesOf(cell)).toEqual(roles);
  });
});
