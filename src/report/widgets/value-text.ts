import { listOf, recordOf, type UnknownRecord } from '../json-shape.js';

/** What a widget shows as its value, in one line; `undefined` when it shows none. */
export type ValueText = (state: UnknownRecord) => string | undefined;

/**
 * Widgets that are a description and a value, by the name of their model. Secrets stay secret: a password is dots.
 * Source: ipywidgets 8.1, "Widget list" and `ipywidgets/widgets/*.py`.
 */
export const VALUE_TEXTS: ReadonlyMap<string, ValueText> = new Map([
  ...named('Text Combobox ColorPicker BoundedIntText BoundedFloatText IntText FloatText', single),
  ...named('IntSlider FloatSlider FloatLogSlider Play', single),
  ...named('IntRangeSlider FloatRangeSlider', range),
  ...named('IntProgress FloatProgress', progress),
  ...named('Dropdown RadioButtons Select SelectionSlider ToggleButtons', choice),
  ...named('SelectMultiple', choices),
  ...named('SelectionRangeSlider', choiceRange),
  ...named('TagsInput ColorsInput IntsInput FloatsInput', list),
  ...named('DatePicker TimePicker NaiveDatetimePicker DatetimePicker', moment),
  ...named('Checkbox ToggleButton', truth),
  ...named('Valid', validity),
  ...named('Password', ({ value }) => (value === '' ? NOTHING : '•••')),
  ...named('FileUpload', files)
]);

/** Shown where nothing is chosen or written, so that the line does not look cut off. */
const NOTHING = '–';

function named(names: string, text: ValueText): [string, ValueText][] {
  return names.split(' ').map(name => [`${name}Model`, text]);
}

function single({ value }: UnknownRecord): string {
  const text = scalar(value);
  return text === '' ? NOTHING : text;
}

function range({ value }: UnknownRecord): string {
  return listOf(value).slice(0, 2).map(scalar).join(' – ');
}

function progress({ value, max, bar_style: style }: UnknownRecord): string {
  const ending = style === 'danger' ? ' (failed)' : '';
  return `${scalar(value)}/${scalar(max)}${ending}`;
}

function choice({ index, _options_labels: labels }: UnknownRecord): string {
  return labelAt(labels, index);
}

function choices({ index, _options_labels: labels }: UnknownRecord): string {
  const chosen = listOf(index).slice(0, MAX_ITEMS);
  return chosen.length === 0 ? NOTHING : chosen.map(at => labelAt(labels, at)).join(', ');
}

function choiceRange({ index, _options_labels: labels }: UnknownRecord): string {
  return listOf(index)
    .slice(0, 2)
    .map(at => labelAt(labels, at))
    .join(' – ');
}

function list({ value }: UnknownRecord): string {
  const items = listOf(value);
  return items.length === 0 ? NOTHING : items.slice(0, MAX_ITEMS).map(scalar).join(', ');
}

/** Months count from 0. Source: ipywidgets 8, `trait_types.py`, `date_to_json`. */
function moment({ value }: UnknownRecord): string {
  const { year, month, date, hours, minutes, seconds } = recordOf(value);
  const day = typeof month === 'number' ? `${padded(year, 4)}-${padded(month + 1, 2)}-${padded(date, 2)}` : undefined;
  const time = hours === undefined ? undefined : `${padded(hours, 2)}:${padded(minutes, 2)}:${padded(seconds, 2)}`;
  const parts = [day, time].filter(part => part !== undefined);
  return parts.length === 0 ? NOTHING : parts.join(' ');
}

function truth({ value }: UnknownRecord): string {
  return value === true ? '☑' : '☐';
}

function validity({ value, readout }: UnknownRecord): string {
  return value === true ? '✓' : `✗ ${scalar(readout)}`.trim();
}

function files({ value }: UnknownRecord): string {
  const names = listOf(value)
    .slice(0, MAX_ITEMS)
    .map(file => scalar(recordOf(file).name));
  return names.length === 0 ? NOTHING : names.join(', ');
}

function labelAt(labels: unknown, index: unknown): string {
  const label = typeof index === 'number' ? listOf(labels)[index] : undefined;
  return label === undefined ? NOTHING : scalar(label);
}

/** Items of a list that are named. */
const MAX_ITEMS = 100;

function scalar(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function padded(value: unknown, length: number): string {
  return scalar(value).padStart(length, '0');
}
