import type { Problem } from '../../../../src/problem.js';
import { kindOf, type ParameterValue } from '../value.js';

const MAX_EXACT = 2n ** 53n;

/** Whether a language whose numbers are doubles would round a whole number. */
export function isBeyondDouble(value: bigint): boolean {
  return value > MAX_EXACT || value < -MAX_EXACT;
}

/** The remark on a value that holds such a number, which is injected as text: a rounded flow id names another flow. */
export function beyondDoubleRemarks(
  name: string,
  value: ParameterValue,
  { code, title }: { readonly code: string; readonly title: string }
): readonly Problem[] {
  if (!holdsBeyondDouble(value)) return [];
  return [
    {
      code,
      severity: 'warning',
      at: { item: name },
      message: `Parameter "${name}" holds a whole number beyond 2^53, which ${title} would round; it is injected as text.`
    }
  ];
}

function holdsBeyondDouble(value: ParameterValue): boolean {
  const kinded = kindOf(value);
  if (kinded.kind === 'int') return isBeyondDouble(kinded.value);
  if (kinded.kind === 'list') return kinded.value.some(holdsBeyondDouble);
  return kinded.kind === 'map' && [...kinded.value.values()].some(holdsBeyondDouble);
}
