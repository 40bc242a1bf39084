import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIGURATION_ITEMS } from '../../companion/src/cortex/configuration-items.js';
import { ROOT, table } from './error-page.js';

type Described = { readonly name: string; readonly description: string };

const BEGIN = '<!-- items -->';
const END = '<!-- /items -->';

/** The page of the worker's configuration with its table made anew from the items and their descriptions. */
export function withItemTable(text: string): string {
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`The page has no ${BEGIN} … ${END}.`);
  return `${before}${BEGIN}\n${itemTable()}\n${END}${after}`;
}

function itemTable(): string {
  const path = join(ROOT, 'companion/cortex/analyzers/Huntbook/Huntbook_Analyzer.json');
  const { configurationItems } = JSON.parse(readFileSync(path, 'utf8')) as { configurationItems: readonly Described[] };
  const descriptions = new Map(configurationItems.map(({ name, description }) => [name, description]));
  const rows = CONFIGURATION_ITEMS.map(({ name, type, multi, required, secret, defaultValue }) => [
    `\`${name}\``,
    multi ? `${type}, several` : type,
    [
      // Cortex' form fills in the default, and the worker takes it for an item that is left out.
      required && defaultValue === undefined ? 'required' : '',
      defaultValue === undefined ? '' : `\`${String(defaultValue)}\``,
      secret ? 'secret' : ''
    ]
      .filter(word => word !== '')
      .join(', '),
    descriptions.get(name) ?? ''
  ]);
  return table(['item', 'type', 'default', 'meaning'], rows);
}
