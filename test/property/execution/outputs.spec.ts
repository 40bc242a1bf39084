import fc from 'fast-check';
import { DEFAULT_OUTPUT_LIMITS, type OutputEvent, type OutputLimits } from '../../../companion/src/execution/index.js';
import { NO_OUTPUTS, type RunOutputs } from '../../../companion/src/execution/output-area.js';
import { addOutputEvents, areaOf, type PlacedEvent } from '../../../companion/src/execution/outputs.js';
import { storedOutputs } from '../../../companion/src/execution/stored-outputs.js';
import type { Output } from '../../../companion/src/notebook/index.js';
import { MutableOutputs } from '../../support/mutable-outputs.js';
import { PROPERTY_RUNS } from '../../support/property-runs.js';

const CELLS = [0, 1, 2];
const text = fc.stringMatching(/^[ab\n]{0,6}$/);
const displayId = fc.constantFrom('x', 'y');
const bundle = text.map(value => ({ data: { 'text/plain': value }, metadata: {} }));

const event: fc.Arbitrary<OutputEvent> = fc.oneof(
  fc
    .record({ name: fc.constantFrom('stdout', 'stderr'), text })
    .map(output => ({ kind: 'stream' as const, output: { output_type: 'stream' as const, ...output } })),
  text.map(evalue => ({
    kind: 'error' as const,
    output: { output_type: 'error' as const, ename: 'E', evalue, traceback: [evalue] }
  })),
  fc.tuple(bundle, fc.option(displayId)).map(([shown, id]) => {
    const display = { kind: 'display' as const, output: { output_type: 'display_data' as const, ...shown } };
    return id === null ? display : { ...display, displayId: id };
  }),
  fc.tuple(bundle, displayId).map(([shown, id]) => ({
    kind: 'display' as const,
    output: { output_type: 'execute_result' as const, ...shown, execution_count: 1 },
    displayId: id
  })),
  fc.tuple(bundle, displayId).map(([shown, id]) => ({ kind: 'update' as const, bundle: shown, displayId: id })),
  fc.boolean().map(wait => ({ kind: 'clear' as const, wait }))
);
const placed: fc.Arbitrary<PlacedEvent & { at: number }> = fc.record({ at: fc.constantFrom(...CELLS), event });
const batches = fc.array(fc.array(placed, { maxLength: 12 }), { maxLength: 6 });

/** Small enough that most sequences meet every limit. */
const SMALL: OutputLimits = {
  outputBytes: 40,
  cellBytes: 120,
  cellLines: 8,
  cellOutputs: 6,
  notebookBytes: 200,
  widgetBytes: 100
};

describe('the outputs reducer', () => {
  it('agrees with an independent mutable model, on frozen input, however the events are batched', () => {
    fc.assert(
      fc.property(batches, sequence => {
        const model = new MutableOutputs();
        for (const { at, event: one } of sequence.flat()) model.take(at, one);
        const outputs = fold(sequence, DEFAULT_OUTPUT_LIMITS);
        expect(CELLS.map(cell => stored(outputs, cell, DEFAULT_OUTPUT_LIMITS))).toEqual(
          CELLS.map(cell => model.shown(cell))
        );
      }),
      { numRuns: PROPERTY_RUNS }
    );
  }, 600_000);

  it('counts what it holds, and says whenever it shows less than it was given', () => {
    fc.assert(
      fc.property(batches, sequence => {
        const outputs = fold(sequence, SMALL);
        const areas = [...outputs.areas.values()];
        expect(outputs.bytes).toBe(areas.reduce((sum, area) => sum + area.bytes, 0));
        const full = fold(sequence, DEFAULT_OUTPUT_LIMITS);
        for (const cell of CELLS) {
          const area = areaOf(outputs, cell);
          expect(area.shown.length).toBeLessThanOrEqual(SMALL.cellOutputs + 4);
          const { outputs: small, isCut } = storedOutputs(area, SMALL);
          if (!isCut) expect(small).toEqual(stored(full, cell, DEFAULT_OUTPUT_LIMITS));
          else expect(JSON.stringify(small)).toContain('Huntbook left out');
        }
      }),
      { numRuns: PROPERTY_RUNS }
    );
  }, 600_000);
});

function fold(sequence: readonly (readonly PlacedEvent[])[], limits: OutputLimits): RunOutputs {
  return sequence.reduce(
    (outputs, batch) => freeze(addOutputEvents(outputs, freeze(batch), limits)),
    freeze(NO_OUTPUTS)
  );
}

function stored(outputs: RunOutputs, cell: number, limits: OutputLimits): readonly Output[] {
  return storedOutputs(areaOf(outputs, cell), limits).outputs;
}

function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (value instanceof Map) {
    for (const each of value.values()) freeze(each);
    for (const method of ['set', 'delete', 'clear']) Object.defineProperty(value, method, { value: refuse });
  }
  Object.freeze(value);
  for (const each of Object.values(value)) freeze(each);
  return value;
}

function refuse(): never {
  throw new TypeError('this map is frozen');
}
