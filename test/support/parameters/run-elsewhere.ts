import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAssignments, type ParameterValue } from '../../../companion/src/parameters/index.js';

/** An interpreter or compiler that runs assignments and prints what it then holds, as `expectedElsewhere` spells it. */
export type Interpreter = {
  readonly language: string;
  /** The program that must be on PATH. */
  readonly program: string;
  /** Texts are UTF-16 there, so that halves of surrogate pairs can stand in them. */
  readonly isUtf16: boolean;
  readonly run: (values: readonly ParameterValue[], folder: string) => readonly string[];
};

const assignment = (language: string, value: ParameterValue): string =>
  writeAssignments(new Map([['x', value]]), { language });

/** Prefix notation: `n t f`, `i` and digits, `d` and the bytes of a double, `s` and UTF-16 units, `l` and `m` with counts. */
export function expectedElsewhere(value: ParameterValue): string {
  if (value === null) return 'n';
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (typeof value === 'bigint') return `i${value.toString()}`;
  if (typeof value === 'number') return double(value);
  if (typeof value === 'string') return text(value);
  if (value instanceof Map) {
    const pairs = Array.from(value, ([key, item]: [string, ParameterValue]) => [text(key), expectedElsewhere(item)]);
    const sorted = pairs.sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
    return [`m${String(value.size)}`, ...sorted.flat()].join(' ');
  }
  const items = Array.from(value.values(), expectedElsewhere);
  return [`l${String(items.length)}`, ...items].join(' ');
}

function double(value: number): string {
  if (Number.isNaN(value)) return 'dnan';
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return `d${bytes.toString('hex')}`;
}

function text(value: string): string {
  return `s${Array.from({ length: value.length }, (_, index) => value.charCodeAt(index).toString(16).padStart(4, '0')).join('')}`;
}

function started(program: string, options: readonly string[], folder: string): string {
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, LC_ALL: 'C.UTF-8' };
  const result = spawnSync(program, options, { cwd: folder, env, encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (result.status !== 0) throw new Error(`${program}: ${(result.stdout + result.stderr).slice(0, 1500)}`);
  return result.stdout;
}

const lines = (printed: string): readonly string[] => printed.split('\n').slice(0, -1);

const RUBY = `def e(v)
  case v
  when nil then 'n'
  when true then 't'
  when false then 'f'
  when Integer then "i#{v}"
  when Float then v.nan? ? 'dnan' : 'd' + [v].pack('G').unpack1('H*')
  when String then 's' + v.encode('UTF-16BE').unpack1('H*')
  when Array then (["l#{v.size}"] + v.map { |i| e(i) }).join(' ')
  when Hash then (["m#{v.size}"] + v.map { |k, i| [e(k), e(i)] }.sort.flatten).join(' ')
  end
end
`;

const OCTAVE = `1;
function r = e(v)
  if islogical(v), if v, r = 't'; else r = 'f'; end
  elseif ischar(v)
    if isempty(v), r = 's'; else r = ['s' lower(reshape(dec2hex(unicode2native(v, 'UTF-16BE'), 2).', 1, []))]; end
  elseif iscell(v)
    r = sprintf('l%d', numel(v)); for k = 1:numel(v), r = [r ' ' e(v{k})]; end
  elseif isobject(v)
    names = keys(v); pairs = cell(1, numel(names));
    for k = 1:numel(names), pairs{k} = [e(names{k}) ' ' e(v(names{k}))]; end
    r = strjoin([{sprintf('m%d', numel(names))}, sort(pairs)], ' ');
  elseif isnan(v), r = 'dnan';
  else r = ['d' num2hex(v)]; end
end
`;

const CSHARP = `using System; using System.Collections; using System.Collections.Generic; using System.Linq;
static class Program {
  static string E(object v) {
    if (v == null) return "n";
    if (v is bool) return (bool)v ? "t" : "f";
    if (v is int || v is long || v is System.Numerics.BigInteger) return "i" + v;
    if (v is double) { var d = (double)v; return double.IsNaN(d) ? "dnan" : "d" + BitConverter.DoubleToInt64Bits(d).ToString("x16"); }
    if (v is string) return "s" + string.Concat(((string)v).Select(c => ((int)c).ToString("x4")));
    if (v is IDictionary<string, object>) {
      var m = (IDictionary<string, object>)v;
      var pairs = m.Select(p => E(p.Key) + " " + E(p.Value)).OrderBy(s => s, StringComparer.Ordinal);
      return string.Join(" ", new [] { "m" + m.Count }.Concat(pairs));
    }
    var l = ((IEnumerable)v).Cast<object>().ToList();
    return string.Join(" ", new [] { "l" + l.Count }.Concat(l.Select(E)));
  }
`;

const SCALA = `object Program {
  def text(s: String): String = "s" + s.map(c => "%04x".format(c.toInt)).mkString
  def e(v: Any): String = v match {
    case None => "n"
    case b: Boolean => if (b) "t" else "f"
    case i: Int => "i" + i
    case i: Long => "i" + i
    case i: BigInt => "i" + i
    case d: Double => if (d.isNaN) "dnan" else "d%016x".format(java.lang.Double.doubleToRawLongBits(d))
    case s: String => text(s)
    case m: Map[_, _] => (Seq("m" + m.size) ++ m.toSeq.map(p => e(p._1) + " " + e(p._2)).sorted).mkString(" ")
    case l: Seq[_] => (Seq("l" + l.size) ++ l.map(e)).mkString(" ")
  }
`;

export const INTERPRETERS: readonly Interpreter[] = [
  {
    language: 'ruby',
    program: 'ruby',
    isUtf16: false,
    run: (values, folder) => {
      const script = join(folder, 'script.rb');
      const body = values.map(value => `${assignment('ruby', value)}puts e(x)\n`).join('');
      writeFileSync(script, `# encoding: utf-8\n${RUBY}${body}`);
      return lines(started('ruby', ['-W0', script], folder));
    }
  },
  {
    language: 'octave',
    program: 'octave-cli',
    isUtf16: false,
    run: (values, folder) => {
      const script = join(folder, 'script.m');
      const body = values.map(value => `${assignment('octave', value)}puts([e(x) "\\n"]);\n`).join('');
      writeFileSync(script, `${OCTAVE}${body}`);
      return lines(started('octave-cli', ['--no-gui', '--quiet', '--norc', '--no-history', script], folder));
    }
  },
  {
    language: 'csharp',
    program: 'mcs',
    isUtf16: true,
    run: (values, folder) => {
      const script = join(folder, 'script.cs');
      const bodies = values.map(
        (value, index) =>
          `static void F${String(index)}() {\n${assignment('csharp', value)}Console.WriteLine(E(x)); }\n`
      );
      const calls = values.map((_, index) => `F${String(index)}();`).join(' ');
      writeFileSync(script, `${CSHARP}${bodies.join('')}static void Main() { ${calls} }\n}\n`);
      started('mcs', ['-codepage:utf8', '-nowarn:219', '-r:System.Numerics.dll', '-out:script.exe', script], folder);
      return lines(started('mono', ['script.exe'], folder));
    }
  },
  {
    language: 'scala',
    program: 'scalac',
    isUtf16: true,
    run: (values, folder) => {
      const script = join(folder, 'script.scala');
      const bodies = values.map(
        (value, index) => `def f${String(index)}(): Unit = {\n${assignment('scala', value)}println(e(x)) }\n`
      );
      const calls = values.map((_, index) => `f${String(index)}()`).join('; ');
      writeFileSync(script, `${SCALA}${bodies.join('')}def main(args: Array[String]): Unit = { ${calls} }\n}\n`);
      mkdirSync(join(folder, 'classes'));
      started('scalac', ['-encoding', 'utf8', '-d', 'classes', script], folder);
      return lines(started('scala', ['-classpath', 'classes', 'Program'], folder));
    }
  }
];
