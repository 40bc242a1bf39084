import { coerceParameter } from './coerce.js';
import { ParameterSyntaxError } from './failures.js';
import type { Parameters, ParameterValue } from './value.js';
import { parseParameterYaml } from './yaml.js';

/** A name and what the user wrote for it. */
export type NamedText = readonly [name: string, text: string];

/** What a user can give, each kind in the order in which it was given. Absent means none. */
export type ParameterSources = {
  /** Paths as the user wrote them, before templates are expanded. */
  readonly injectPaths?: { readonly input?: string; readonly output?: string };
  /** YAML in base64 (`-b`). */
  readonly base64?: readonly string[];
  /** The texts of YAML or JSON files (`-f`). */
  readonly files?: readonly string[];
  /** YAML (`-y`). */
  readonly yaml?: readonly string[];
  /** Texts that become numbers, booleans or None where they look so (`-p`). */
  readonly coerced?: readonly NamedText[];
  /** Texts that stay texts (`-r`). */
  readonly raw?: readonly NamedText[];
};

/**
 * All parameters in one map; the later kind, and within a kind the later one, wins. A name keeps its first place.
 * Source: papermill 2.7, order of its options.
 * @throws `PARAMETER_SYNTAX_INVALID`
 */
export async function mergeParameters(sources: ParameterSources): Promise<Parameters> {
  const texts = [...(sources.base64 ?? []).map(decodeBase64), ...(sources.files ?? []), ...(sources.yaml ?? [])];
  const parsed = await Promise.all(texts.map(parseParameterYaml));
  return new Map<string, ParameterValue>([
    ...pathParameters(sources.injectPaths),
    ...parsed.flatMap(parameters => [...parameters]),
    ...(sources.coerced ?? []).map(([name, text]) => [name, coerceParameter(text)] as const),
    ...(sources.raw ?? [])
  ]);
}

function pathParameters(paths: ParameterSources['injectPaths'] = {}): readonly NamedText[] {
  return [
    ...(paths.input === undefined ? [] : [['PAPERMILL_INPUT_PATH', paths.input] as const]),
    ...(paths.output === undefined ? [] : [['PAPERMILL_OUTPUT_PATH', paths.output] as const])
  ];
}

/** Like Python's `b64decode`: other characters are skipped, padding must be there. The bytes are UTF-8, or UTF-16 with a mark. */
function decodeBase64(text: string): string {
  const letters = text.replace(/[^A-Za-z0-9+/=]/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(letters)) {
    throw new ParameterSyntaxError('The parameters are no complete base64 text.', {
      hint: 'Check that nothing was cut off.'
    });
  }
  const bytes = Buffer.from(letters, 'base64');
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ParameterSyntaxError('The parameters in base64 are no UTF-8 text.', { cause });
  }
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}
