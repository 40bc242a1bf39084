import { join } from 'node:path';
import { DEFAULT_OUTPUT_LIMITS } from '../../../companion/src/execution/index.js';
import { NO_OUTPUTS, type RunOutputs } from '../../../companion/src/execution/output-area.js';
import { addOutputEvents, areaOf } from '../../../companion/src/execution/outputs.js';
import { storedOutputs } from '../../../companion/src/execution/stored-outputs.js';
import type { Output } from '../../../companion/src/notebook/index.js';
import { outputOf, readOutputCases, type OutputCase } from '../../support/output-cases.js';

const cases = readOutputCases(join(__dirname, 'outputs.cases.yml')).map((each): [string, OutputCase] => [
  each.title,
  each
]);
const LIMITS = DEFAULT_OUTPUT_LIMITS;

describe('outputs', () => {
  test.each(cases)('%s', (_title, { events, shown }) => {
    const expected: readonly (readonly Output[])[] = [0, 1].map(cell =>
      shown.filter(line => line.at === cell).map(line => outputOf(line.event))
    );
    expect(stored(addOutputEvents(NO_OUTPUTS, events, LIMITS))).toEqual(expected);
    const oneByOne = events.reduce((outputs, event) => addOutputEvents(outputs, [event], LIMITS), NO_OUTPUTS);
    expect(stored(oneByOne)).toEqual(expected);
  });

  it('keep the identity of areas that a batch does not touch', () => {
    const stream = { kind: 'stream', output: { output_type: 'stream', name: 'stdout', text: 'x' } } as const;
    const before = addOutputEvents(
      NO_OUTPUTS,
      [
        { at: 0, event: stream },
        { at: 1, event: stream }
      ],
      LIMITS
    );
    const after = addOutputEvents(before, [{ at: 1, event: stream }], LIMITS);
    expect(areaOf(after, 0)).toBe(areaOf(before, 0));
    expect(areaOf(after, 1)).not.toBe(areaOf(before, 1));
    expect(addOutputEvents(after, [], LIMITS)).toBe(after);
  });
});

function stored(outputs: RunOutputs): readonly (readonly Output[])[] {
  return [0, 1].map(cell => storedOutputs(areaOf(outputs, cell), LIMITS).outputs);
}
