import type { FormField, JobInput, JobRequest, KeptRequest, ServiceSample } from '../../service-api/index.js';
import { fieldsOf, numberAt } from './read-fields.js';

/** What a person has put into the form; everything as it was typed. */
export type RunForm = {
  readonly dataType: string;
  /** The observable; for a responder the JSON of its object. */
  readonly data: string;
  /** Path below the root of the server, for the data type `file`. */
  readonly file: string;
  readonly tlp: number;
  readonly pap: number;
  /** The sample that all of this comes from. */
  readonly sample: string | undefined;
  /** Parameters that differ from their default, by name. */
  readonly values: Readonly<Record<string, string>>;
};

/** TLP and PAP amber, as Cortex takes them when nobody says. Source: Cortex 4.1 `JobSrv.scala`. */
export const EMPTY_FORM: RunForm = {
  dataType: 'ip',
  data: '',
  file: '',
  tlp: 2,
  pap: 2,
  sample: undefined,
  values: {}
};

/** What is wrong with a form, and in which field. `name` is a parameter. */
export type FormFault =
  | { readonly field: 'data'; readonly fault: 'missing' | 'not-json' | 'not-object' }
  | { readonly field: 'file'; readonly fault: 'missing' | 'outside' }
  | { readonly field: 'value'; readonly name: string; readonly fault: 'not-integer' | 'not-number' };

type Checked<T> = { readonly value: T } | { readonly fault: FormFault };

/** The data types of responders. Source: TheHive 4.1.24 `Conversion.scala:39`. */
export const OBJECT_TYPES = [
  'thehive:case',
  'thehive:case_artifact',
  'thehive:alert',
  'thehive:case_task',
  'thehive:case_task_log'
] as const;

export function isObjectType(dataType: string): boolean {
  return dataType.startsWith('thehive:');
}

/** The input as Cortex would hand it over, or the first thing that is wrong. */
export function inputOf(form: RunForm): Checked<JobInput> {
  const { dataType, tlp, pap } = form;
  if (dataType === 'file') {
    const file = form.file.trim().replace(/^\/+/u, '');
    if (file === '') return { fault: { field: 'file', fault: 'missing' } };
    if (file.split('/').includes('..')) return { fault: { field: 'file', fault: 'outside' } };
    return { value: { dataType, file, tlp, pap } };
  }
  if (form.data.trim() === '') return { fault: { field: 'data', fault: 'missing' } };
  if (!isObjectType(dataType)) return { value: { dataType, data: form.data, tlp, pap } };
  const object = parsedObject(form.data);
  return 'fault' in object ? object : { value: { dataType, data: object.value, tlp, pap } };
}

function parsedObject(text: string): Checked<Readonly<Record<string, unknown>>> {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { value: fieldsOf(value) } : { fault: { field: 'data', fault: 'not-object' } };
  } catch {
    return { fault: { field: 'data', fault: 'not-json' } };
  }
}

/** The values that differ from the defaults, typed; or the first that is not of its type. */
export function valuesOf(form: RunForm, fields: readonly FormField[]): Checked<JobRequest['values']> {
  const values: Record<string, string | number | boolean> = {};
  for (const field of fields) {
    const text = Object.hasOwn(form.values, field.name) ? form.values[field.name] : undefined;
    if (text === undefined || field.setBy === 'input') continue;
    const checked = typedValue(field, text);
    if ('fault' in checked) return checked;
    if (checked.value !== field.value) values[field.name] = checked.value;
  }
  return { value: Object.keys(values).length === 0 ? undefined : values };
}

const INTEGER = /^[+-]?\d{1,15}$/u;

function typedValue({ name, control }: FormField, text: string): Checked<string | number | boolean> {
  switch (control) {
    case 'integer':
      return INTEGER.test(text.trim())
        ? { value: Number(text) }
        : { fault: { field: 'value', name, fault: 'not-integer' } };
    case 'number':
      return text.trim() !== '' && Number.isFinite(Number(text))
        ? { value: Number(text) }
        : { fault: { field: 'value', name, fault: 'not-number' } };
    case 'boolean':
      return { value: text === 'true' };
    case 'text':
    case 'code':
      return { value: text };
  }
}

/** The form that a sample fills. A file of a sample lies beside the file of the samples. */
export function formOfSample(sample: ServiceSample, samplesPath: string, before: RunForm): RunForm {
  const { input } = sample;
  const data = input['data'];
  return {
    dataType: input.dataType,
    data: typeof data === 'string' ? data : data === undefined ? '' : JSON.stringify(data, undefined, 2),
    file: sample.file === undefined ? '' : joinPath(samplesPath, sample.file),
    tlp: numberAt(input, 'tlp') ?? EMPTY_FORM.tlp,
    pap: numberAt(input, 'pap') ?? EMPTY_FORM.pap,
    sample: sample.name,
    values: before.values
  };
}

function folderOf(path: string): readonly string[] {
  return path.split('/').slice(0, -1);
}

function joinPath(besides: string, path: string): string {
  const parts = [...folderOf(besides)];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** The form that repeats a run. */
export function formOfRequest({ input, sample, values = {} }: KeptRequest): RunForm {
  const { data } = input;
  return {
    dataType: input.dataType,
    data: typeof data === 'string' ? data : data === undefined ? '' : JSON.stringify(data, undefined, 2),
    file: input.file ?? '',
    tlp: input.tlp ?? EMPTY_FORM.tlp,
    pap: input.pap ?? EMPTY_FORM.pap,
    sample,
    values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]))
  };
}
