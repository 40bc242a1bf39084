import type * as Yaml from 'yaml';
import type { Document, Node, Pair, ParsedNode, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { ParameterSyntaxError } from './failures.js';
import { pythonStr } from './python-repr.js';
import { kindOf, type Parameters, type ParameterValue } from './value.js';
import { implicitTag, scalarValue, type ScalarTag } from './yaml-scalar.js';

const CORE_TAG = 'tag:yaml.org,2002:';
const SCALAR_TAGS: ReadonlySet<string> = new Set([
  'bool',
  'float',
  'int',
  'null',
  'str'
] satisfies readonly ScalarTag[]);
/** Nodes that aliases may repeat in all; more is a text made to blow up. */
const MAX_REPEATED_NODES = 100_000;
const MAX_DEPTH = 500;
/** Source: PyYAML 6.0 `reader.py`, what is printable. */
const UNPRINTABLE = /[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/**
 * The parameters in a YAML (or JSON) text, as PyYAML reads YAML 1.1 with papermill's omission of timestamps: `yes` is
 * true, `1e5` a text, `017` fifteen. An empty text gives none. Keys become texts. Binary data, sets and other tags are
 * refused, as they cannot be stored in a notebook. The parser is loaded at the first call.
 * Source: papermill 2.7, PyYAML 6.0.
 * @throws `PARAMETER_SYNTAX_INVALID`, without quoting the text, which may hold secrets
 */
export async function parseParameterYaml(text: string): Promise<Parameters> {
  if (UNPRINTABLE.test(text.replace(/^\ufeff/, ''))) throw syntaxError('hold control characters');
  const yaml = await import('yaml');
  const lines = new yaml.LineCounter();
  const options = { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'error' } as const;
  const document = yaml.parseDocument(text, {
    ...options,
    version: '1.1',
    resolveKnownTags: false,
    lineCounter: lines
  });
  const [error] = document.errors;
  if (error !== undefined) {
    throw syntaxError(
      `break a rule of YAML (${error.code.toLowerCase().replaceAll('_', ' ')})`,
      lines.linePos(error.pos[0]).line
    );
  }
  const value = new Reader(yaml, offset => lines.linePos(offset).line).read(document);
  const kinded = kindOf(value);
  if (kinded.kind === 'null') return new Map();
  if (kinded.kind !== 'map') throw syntaxError('are not a mapping of names to values', 1);
  return kinded.value;
}

type YamlModule = typeof Yaml;
type AnyNode = Node | null | undefined;
type Entry = readonly [key: string, value: ParameterValue];

/** Walks one parsed document; aliases are resolved on the way, since an anchor can be given twice. */
class Reader {
  readonly #yaml: YamlModule;
  readonly #lineOf: (offset: number) => number;
  readonly #anchors = new Map<string, Node>();
  readonly #open = new Set<Node>();
  #repeatedNodes = 0;
  #aliasDepth = 0;

  constructor(yaml: YamlModule, lineOf: (offset: number) => number) {
    this.#yaml = yaml;
    this.#lineOf = lineOf;
  }

  read(document: Document.Parsed<ParsedNode>): ParameterValue {
    return this.#value(document.contents);
  }

  #value(node: AnyNode): ParameterValue {
    if (node === null || node === undefined) return null;
    return this.#enter(node, target => {
      if (this.#yaml.isScalar(target)) return this.#scalar(target);
      if (this.#yaml.isSeq(target)) return this.#list(target);
      if (this.#yaml.isMap(target)) return this.#map(target);
      throw this.#error('hold something unknown', target);
    });
  }

  /** Follows an alias, keeps the anchors, and refuses what would never end. */
  #enter<Result>(node: Node, visit: (target: Node) => Result): Result {
    const isAlias = this.#yaml.isAlias(node);
    const target = isAlias ? this.#anchors.get(node.source) : node;
    if (target === undefined) throw this.#error('use an alias without an anchor', node);
    if (this.#open.has(target)) throw this.#error('hold a value that contains itself', node);
    if (this.#open.size >= MAX_DEPTH) throw this.#error('are nested too deeply', node);
    if ('anchor' in target && typeof target.anchor === 'string') this.#anchors.set(target.anchor, target);
    if (isAlias) this.#aliasDepth += 1;
    if (this.#aliasDepth > 0) this.#repeatedNodes += 1;
    if (this.#repeatedNodes > MAX_REPEATED_NODES) throw this.#error('repeat too much through aliases', node);
    this.#open.add(target);
    const result = visit(target);
    this.#open.delete(target);
    if (isAlias) this.#aliasDepth -= 1;
    return result;
  }

  #scalar(node: Scalar): ParameterValue {
    const text = typeof node.value === 'string' ? node.value : '';
    const tag = this.#scalarTag(node, text);
    const value = scalarValue(tag, text);
    if (value === undefined) throw this.#error(`hold a text that is no ${tag}`, node);
    return value;
  }

  #scalarTag(node: Scalar, text: string): ScalarTag {
    const { tag } = node;
    if (tag === '!' || (tag === undefined && node.type === 'PLAIN')) {
      if (text === '=' || text === '<<') throw this.#error(`hold a bare "${text}"`, node);
      return implicitTag(text);
    }
    if (tag === undefined) return 'str';
    const name = tag.startsWith(CORE_TAG) ? tag.slice(CORE_TAG.length) : '';
    if (!isScalarTag(name)) throw this.#error('hold a tag that parameters cannot have', node);
    return name;
  }

  #list(node: YAMLSeq): ParameterValue {
    this.#expectTag(node, 'seq');
    return node.items.map(item => this.#value(this.#nodeOf(item)));
  }

  #map(node: YAMLMap): ReadonlyMap<string, ParameterValue> {
    this.#expectTag(node, 'map');
    return new Map(this.#entries(node));
  }

  /** Merged entries come first, so that the map's own override them and keep the merged order, as in PyYAML. */
  #entries(node: YAMLMap): readonly Entry[] {
    const merged: Entry[] = [];
    const own: Entry[] = [];
    for (const pair of node.items) {
      const key = this.#nodeOf(pair.key);
      if (this.#isMergeKey(key)) merged.push(...this.#mergedEntries(pair));
      else own.push([this.#key(key, node), this.#value(this.#nodeOf(pair.value))]);
    }
    return [...merged, ...own];
  }

  #mergedEntries(pair: Pair): readonly Entry[] {
    const node = this.#nodeOf(pair.value);
    if (node === undefined) throw this.#error('merge something that is no mapping', undefined);
    return this.#enter(node, target => {
      if (this.#yaml.isMap(target)) return this.#entries(target);
      if (!this.#yaml.isSeq(target)) throw this.#error('merge something that is no mapping', target);
      // The first mapping of a list wins, and the last assignment wins: so the list is read backwards.
      return target.items.toReversed().flatMap(item => this.#mergedEntries(new this.#yaml.Pair(null, item)));
    });
  }

  #isMergeKey(node: AnyNode): boolean {
    return this.#yaml.isScalar(node) && node.type === 'PLAIN' && node.tag === undefined && node.value === '<<';
  }

  #key(node: AnyNode, map: Node): string {
    const value = this.#value(node);
    const { kind } = kindOf(value);
    if (kind === 'list' || kind === 'map') throw this.#error('use a list or a map as a key', map);
    return pythonStr(value);
  }

  #expectTag(node: YAMLMap | YAMLSeq, name: 'map' | 'seq'): void {
    const { tag } = node;
    if (tag !== undefined && tag !== '!' && tag !== CORE_TAG + name) {
      throw this.#error('hold a tag that parameters cannot have', node);
    }
  }

  #nodeOf(value: unknown): Node | undefined {
    return this.#yaml.isNode(value) ? value : undefined;
  }

  #error(what: string, node: AnyNode): ParameterSyntaxError {
    const offset = node?.range?.[0];
    return syntaxError(what, offset === undefined ? undefined : this.#lineOf(offset));
  }
}

function isScalarTag(name: string): name is ScalarTag {
  return SCALAR_TAGS.has(name);
}

function syntaxError(what: string, line?: number): ParameterSyntaxError {
  const place = line === undefined ? '' : ` (line ${line})`;
  return new ParameterSyntaxError(`The parameters ${what}${place}.`, {
    hint: 'Parameters are a YAML or JSON mapping of names to values.',
    ...(line === undefined ? {} : { details: { line } })
  });
}
