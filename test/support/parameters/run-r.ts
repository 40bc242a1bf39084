import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAssignments, type ParameterValue } from '../../../companion/src/parameters/index.js';

/** Prints a value of R as JSON: doubles as their bytes, texts as code points. */
const ENCODE = `encode <- function(v) {
  if (is.null(v)) return('null')
  if (is.list(v)) {
    keys <- if (is.null(names(v))) 'null' else paste0('[', paste(vapply(names(v), text, ''), collapse = ','), ']')
    items <- paste(vapply(v, encode, ''), collapse = ',')
    return(paste0('{"keys":', keys, ',"items":[', items, ']}'))
  }
  if (is.logical(v)) return(if (v) 'true' else 'false')
  if (is.character(v)) return(paste0('{"text":', text(v), '}'))
  if (is.nan(v)) return('"NaN"')
  paste0('"', paste(writeBin(v, raw(), endian = 'big'), collapse = ''), '"')
}
text <- function(v) paste0('[', paste(utf8ToInt(enc2utf8(v)), collapse = ','), ']')
`;

/** What a real R holds after the assignments of each value to `x`, one process for all. */
export function runInR(values: readonly ParameterValue[], folder: string): unknown {
  const lines = values.map(
    value => `${writeAssignments(new Map([['x', value]]), { language: 'R' })}cat(encode(x), ",\n", sep = "")`
  );
  const script = join(folder, 'script.R');
  writeFileSync(script, `${ENCODE}${lines.join('\n')}\n`);
  const options = { cwd: folder, env: { PATH: process.env['PATH'] ?? '', HOME: folder, LC_ALL: 'C.UTF-8' } };
  const { status, stdout, stderr } = spawnSync('Rscript', ['--vanilla', script], {
    ...options,
    encoding: 'utf8',
    maxBuffer: 2 ** 30
  });
  if (status !== 0) throw new Error(`R complained: ${stderr.slice(0, 1000)}`);
  return JSON.parse(`[${stdout}null]`);
}

/** What R should hold for a value, spelled as `ENCODE` does. */
export function expectedInR(value: ParameterValue): unknown {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') return codePoints(value);
  if (typeof value === 'number') return Number.isNaN(value) ? 'NaN' : bytes(value);
  if (typeof value === 'bigint') {
    const isExact = value <= 2n ** 53n && value >= -(2n ** 53n);
    return isExact ? bytes(Number(value)) : codePoints(value.toString());
  }
  const items = Array.from(value.values(), expectedInR);
  if (!(value instanceof Map) || value.size === 0) return { keys: null, items };
  return { keys: Array.from(value.keys(), (key: string) => codePoints(key).text), items };
}

function codePoints(text: string): { readonly text: readonly number[] } {
  return { text: Array.from(text, character => character.codePointAt(0) ?? 0) };
}

function bytes(value: number): string {
  const buffer = Buffer.alloc(8);
  buffer.writeDoubleBE(value);
  return buffer.toString('hex');
}
