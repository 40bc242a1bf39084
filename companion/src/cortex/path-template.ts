import { strftime } from '../parameters/index.js';
import { ConfigurationInvalid } from './failures.js';

/** What `{name}` stands for; values are already safe as one part of a path. */
export type Placeholders = Readonly<Record<string, string>>;

export type PathTemplateOptions = {
  /** The configuration item the template comes from, for messages. */
  readonly item: string;
  readonly placeholders: Placeholders;
  /** When given, `%` starts a date code; otherwise it is a character like any other. */
  readonly at?: Date;
};

const TOKEN = /\{\{|\}\}|\{([^{}]*)\}|%([-_0^]?[\s\S]?)|[{}]/gu;

/**
 * The path an administrator's template stands for at one job. One pass: what a placeholder or a date code gives is
 * never read again, so an observable that holds `{x}` or `%Y` stays text. `{{` and `}}` are braces.
 * @throws CONFIGURATION_INVALID for an unknown name or code, and for a brace that is never closed.
 */
export function expandTemplate(template: string, { item, placeholders, at }: PathTemplateOptions): string {
  return template.replace(TOKEN, (token: string, name: string | undefined, code: string | undefined) => {
    if (token === '{{') return '{';
    if (token === '}}') return '}';
    if (token.startsWith('%')) return at === undefined ? token : dateText(code ?? '', at, item);
    const value = name !== undefined && Object.hasOwn(placeholders, name) ? placeholders[name] : undefined;
    if (value !== undefined) return value;
    const what = name === undefined ? `a single ${token}` : `{${name}}, which is not a name that is known`;
    throw new ConfigurationInvalid(`Configuration item ${item} holds ${what}.`, {
      hint: `Known are: ${Object.keys(placeholders)
        .map(known => `{${known}}`)
        .join(' ')}; write {{ for a brace.`,
      details: { item }
    });
  });
}

/**
 * What one strftime code gives at a time, in UTC. Codes that hold a slash or a line break by design (`%D`, `%n`) are
 * refused: in a folder name they would make folders nobody asked for.
 */
function dateText(code: string, moment: Date, item: string): string {
  const written = `%${code}`;
  const text = strftime({ kind: 'date-time', moment, zone: 'utc' }, written);
  if (text !== written && !/[/\n\t]/u.test(text)) return text;
  throw new ConfigurationInvalid(`Configuration item ${item} holds ${written}, which is no date code for a folder.`, {
    hint: 'Known are those of strftime: %Y %m %d %H %M %S %F %j %V and others; write %% for a percent sign.',
    details: { item }
  });
}
