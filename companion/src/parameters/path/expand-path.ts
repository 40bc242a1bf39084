import { PathParameterMissing, PathTemplateInvalid } from '../failures.js';
import { pythonAscii, pythonRepr, pythonStr } from '../python-repr.js';
import { kindOf, type Parameters, type ParameterValue } from '../value.js';
import { dateTimeText, strftime, type DateTime } from './date-time.js';
import { formatFloat, formatInt } from './format-number.js';
import { pad, parseFormatSpec, type FormatSpec } from './format-spec.js';
import { parseTemplate, TemplateFault, type TemplatePart } from './parse-template.js';

/** What `{pm[…]}` stands for: one clock per run, so that all its paths agree. */
export type PathClock = { readonly runUuid: string; readonly now: Date };

/** A clock of a run that starts now. */
export function startPathClock(): PathClock {
  return { runUuid: crypto.randomUUID(), now: new Date() };
}

type Builtins = ReadonlyMap<string, string | DateTime>;
type TemplateValue = { readonly kind: 'builtins'; readonly value: Builtins } | DateTime | ParameterValue;
type Field = Extract<TemplatePart, { readonly kind: 'field' }>;

/**
 * A path in which `{name}`, `{name[key]}`, `{name!r:spec}` and `{pm[…]}` are replaced, as Python's `str.format` does;
 * `{{` is a brace. Only the template is read for braces: what a value holds is never expanded again. Values come into
 * the path as they are, `/` and `..` included: whoever puts an observable into a path makes a file name of it first.
 * Source: papermill 2.7, `parameterize_path`; attribute access is refused.
 * @throws `PATH_PARAMETER_MISSING`, `PATH_TEMPLATE_INVALID`
 */
export function expandPath(template: string, parameters: Parameters, clock: PathClock): string {
  const parts = parseTemplate(template);
  if (parts instanceof TemplateFault) throw invalid(template, parts.message);
  const run = new Map<string, string | DateTime>([
    ['run_uuid', clock.runUuid],
    ['current_datetime_local', { kind: 'date-time', moment: clock.now, zone: 'local' }],
    ['current_datetime_utc', { kind: 'date-time', moment: clock.now, zone: 'utc' }]
  ]);
  return expandParts(parts, { template, parameters, builtins: run });
}

type Context = { readonly template: string; readonly parameters: Parameters; readonly builtins: Builtins };

function expandParts(parts: readonly TemplatePart[], context: Context): string {
  return parts.map(part => (part.kind === 'text' ? part.text : expandField(part, context))).join('');
}

function expandField(field: Field, context: Context): string {
  const value = field.keys.reduce((outer, key) => itemOf(outer, key, { field, context }), variable(field, context));
  const spec = expandParts(field.spec, context);
  const text = field.conversion === '' ? format(value, spec) : format(convert(value, field.conversion), spec);
  if (text !== undefined) return text;
  throw invalid(context.template, `holds "{${field.source}}", whose value cannot be written that way`);
}

function variable(field: Field, { template, parameters, builtins }: Context): TemplateValue {
  const value = parameters.get(field.name);
  if (value !== undefined) return value;
  if (field.name === 'pm') return { kind: 'builtins', value: builtins };
  throw missing(template, field, field.name);
}

type Asked = { readonly field: Field; readonly context: Context };

function itemOf(outer: TemplateValue, key: string, { field, context }: Asked): TemplateValue {
  const item = isBuiltins(outer) ? outer.value.get(key) : isDateTime(outer) ? undefined : parameterItem(outer, key);
  if (item === undefined) throw missing(context.template, field, key);
  return item;
}

function parameterItem(outer: ParameterValue, key: string): ParameterValue | undefined {
  const kinded = kindOf(outer);
  if (kinded.kind === 'map') return kinded.value.get(key);
  if ((kinded.kind !== 'list' && kinded.kind !== 'string') || !/^[0-9]+$/.test(key)) return undefined;
  return [...kinded.value][Number(key)];
}

/** `undefined` for what has no such form: the whole of `pm`, or its times by `!r`. */
function convert(value: TemplateValue, conversion: 'r' | 's' | 'a'): string | undefined {
  if (isBuiltins(value)) return undefined;
  if (isDateTime(value)) return conversion === 's' ? dateTimeText(value) : undefined;
  return { r: pythonRepr, s: pythonStr, a: pythonAscii }[conversion](value);
}

/** Python's `format(value, spec)`; `undefined` where Python raises. */
function format(value: TemplateValue | undefined, spec: string): string | undefined {
  if (value === undefined || isBuiltins(value)) return undefined;
  if (isDateTime(value)) return spec === '' ? dateTimeText(value) : strftime(value, spec);
  if (spec === '') return pythonStr(value);
  const parsed = parseFormatSpec(spec);
  return parsed === undefined ? undefined : formatParameter(value, parsed);
}

function formatParameter(value: ParameterValue, spec: FormatSpec): string | undefined {
  const kinded = kindOf(value);
  switch (kinded.kind) {
    case 'string':
      return formatString(kinded.value, spec);
    case 'int':
      return formatInt(kinded.value, spec);
    case 'boolean':
      return formatInt(kinded.value ? 1n : 0n, spec);
    case 'float':
      return formatFloat(kinded.value, spec);
    case 'null':
    case 'list':
    case 'map':
      return undefined;
  }
}

function formatString(value: string, spec: FormatSpec): string | undefined {
  const isNumeric = spec.sign !== '-' || spec.alternate || spec.noNegativeZero || spec.grouping !== '';
  if (isNumeric || spec.align === '=' || (spec.type !== '' && spec.type !== 's')) return undefined;
  const text = spec.precision === undefined ? value : [...value].slice(0, spec.precision).join('');
  return pad(text, spec, spec.align ?? '<');
}

function isBuiltins(value: TemplateValue): value is { readonly kind: 'builtins'; readonly value: Builtins } {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'builtins';
}

function isDateTime(value: TemplateValue): value is DateTime {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'date-time';
}

function missing(template: string, field: Field, name: string): PathParameterMissing {
  return new PathParameterMissing(`Missing parameter '${name}' in the path "${template}".`, {
    hint: 'Set it with -p, or write {{ and }} for braces that are part of the path.',
    details: { template, field: field.source }
  });
}

function invalid(template: string, what: string): PathTemplateInvalid {
  return new PathTemplateInvalid(`The path "${template}" ${what}.`, {
    hint: "Paths follow a part of Python's str.format: {name}, {name[key]}, {name:03d}, {pm[run_uuid]}.",
    details: { template }
  });
}
