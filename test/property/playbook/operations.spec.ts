import fc from 'fast-check';
import {
  OPERATION_TYPES,
  sendableOperations,
  simulateOperation,
  sumOperations,
  validateOperation
} from '../../../src/playbook/index.js';
import { readsAllOperations } from '../../support/cortex/thehive.js';

const RUNS = Number(process.env['HUNTBOOK_PROPERTY_RUNS'] ?? 20_000);
const FIELDS = [
  'tag',
  'title',
  'description',
  'name',
  'tpe',
  'value',
  'data',
  'dataType',
  'message',
  'owner',
  'content',
  'tlp',
  'tags',
  'ioc',
  '__proto__'
];
const value = fc.oneof(fc.string(), fc.constant('file'), fc.jsonValue(), fc.double(), fc.constant(undefined));
const operation = fc
  .tuple(
    fc.oneof(fc.constantFrom(...OPERATION_TYPES, 'closetask', 'Future', '__proto__'), value),
    fc.dictionary(fc.constantFrom(...FIELDS), value)
  )
  .map(([type, fields]): unknown => ({ ...fields, type }));

it('whatever a notebook prints as operations, TheHive 4 can read all that are sent to it, and none is lost in silence', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(operation, fc.jsonValue()), { maxLength: 4 }), candidates => {
      const target = { entity: 'case', parent: 'none', thehive: 4 } as const;
      const checked = candidates.map((candidate, index) => validateOperation(candidate, { cell: 0, line: index + 1 }));
      const found = checked.flatMap(({ value: kept }, index) =>
        kept === undefined ? [] : [{ value: kept, cell: 0, line: index + 1 }]
      );
      const sent = sendableOperations(found, target);
      expect(readsAllOperations(JSON.parse(JSON.stringify(sent.operations)) as unknown[])).toBe(true);
      const told = new Set([...checked.flatMap(({ problems }) => problems), ...sent.problems].map(({ at }) => at.line));
      const sum = sumOperations(sent.operations, { heldBack: found.length - sent.operations.length, target });
      expect(sum.applies + sum.depends + sum.fails + sum.heldBack).toBe(found.length);
      expect(sent.operations.length + told.size).toBeGreaterThanOrEqual(candidates.length);
      for (const each of candidates) expect(simulateOperation(each, target).reason).not.toBe('');
    }),
    { numRuns: RUNS }
  );
});
