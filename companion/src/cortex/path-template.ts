import { ConfigurationInvalid } from './failures.js';
import { formatDirective } from './strftime.js';

/** What `{name}` stands for; values are already safe as one part of a path. */
export type Placeholders = Readonly<Record<string, string>>;

export type PathTemplateOptions = {
  /** The configuration item the template comes from, for messages. */
  readonly item: string;
  readonly placeholders: Placeholders;
  /** When given, `%` starts a date code; otherwise it is a character like any other. */
  readonly at?: Date;
};

const TOKEN = /\{\{|\}\}|\{([^{}]*)\}|%([\s\S]?)|[{}]/gu;

/**
 * The path an administrator's template stands for at one job. One pass: what a placeholder or a date code gives is
 * never read again, so an observable that holds `{x}` or `%Y` stays text. `{{` and `}}` are braces.
 * @throws CONFIGURATION_INVALID for an unknown name or code, and for a brace that is never closed.
 */
export function expandTemplate(template: string, { item, placeholders, at }: PathTemplateOptions): string {
  return template.replace(TOKEN, (token: string, name: string | undefined, code: string | undefined) => {
    if (token === '{{') return '{';
    if (token === '}}') return '}';
    if (token.startsWith('%')) return at === undefined ? token : formatDirective(code ?? '', at, item);
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
