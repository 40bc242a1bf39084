import type { FormField, ParameterControl, ParameterForm } from '../../../src/service-api/index.js';
import type { Notebook } from '../notebook/index.js';
import { inspectParameters, type InspectedParameter } from '../parameters/index.js';

/** What the worker sets in every run. Source: facts/cortex-thehive §7.1 and the responder's items. */
const SET_BY_INPUT = /^thehive_/u;

const INTEGER = /^[+-]?\d{1,15}$/u;
/** With a point or an exponent: a longer integer would lose digits. */
const NUMBER = /^[+-]?(?:\d+\.\d*|\.\d+|\d+(?=e))(?:e[+-]?\d+)?$/iu;
/** A literal without escapes and of one kind of quotes: what it says is what stands between them. */
const PLAIN_TEXT = /^(["'])((?:(?!\1)[^\\\n])*)\1$/u;

/**
 * The form of a playbook's parameters: a control for each, its default as a value where that is a plain literal. Nothing
 * is evaluated.
 */
export function parameterForm(notebook: Notebook, path: string): ParameterForm {
  const { hasParametersCell, isInspectable, parameters, problems } = inspectParameters(notebook);
  return {
    notebook: path,
    hasParametersCell,
    isInspectable,
    fields: parameters.map(fieldOf),
    problems: problems.map(({ code, message, hint, at }) => ({
      code,
      message: hint === undefined ? message : `${message} ${hint}`,
      cell: at.cell ?? null,
      line: at.line ?? null
    }))
  };
}

function fieldOf({ name, type, default: source, help }: InspectedParameter): FormField {
  const { control, value } = readLiteral(source, type);
  return { name, control, type, source, value, help, setBy: SET_BY_INPUT.test(name) ? 'input' : 'playbook' };
}

const CONTROL_OF_TYPE: ReadonlyMap<string, ParameterControl> = new Map([
  ['str', 'text'],
  ['int', 'integer'],
  ['float', 'number'],
  ['bool', 'boolean']
]);

type Literal = Pick<FormField, 'control' | 'value'>;

function readLiteral(source: string, type: string | null): Literal {
  const declared = type === null ? undefined : CONTROL_OF_TYPE.get(type);
  if (source === 'None') return { control: declared ?? 'code', value: null };
  const found = literalOf(source);
  if (found.control === 'integer' && declared === 'number') return { ...found, control: 'number' };
  return found;
}

function literalOf(source: string): Literal {
  if (source === 'True' || source === 'False') return { control: 'boolean', value: source === 'True' };
  if (INTEGER.test(source)) return { control: 'integer', value: Number(source) };
  if (NUMBER.test(source) && Number.isFinite(Number(source))) return { control: 'number', value: Number(source) };
  const text = PLAIN_TEXT.exec(source)?.[2];
  return text === undefined ? { control: 'code', value: null } : { control: 'text', value: text };
}
