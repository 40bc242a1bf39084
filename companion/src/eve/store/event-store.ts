import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import { FilterRefused, parseFilter, type FilterNode } from '../../../../src/scirius/language/index.js';
import { LIMITS } from '../defaults.js';
import { EventsUnreadable } from '../failures.js';
import type { Field } from '../fields/catalogue.js';
import { tokensOf } from '../fields/analyse.js';
import { conditionOf } from '../query/condition.js';
import { compile, type CompileTarget } from '../query/compile.js';
import { allOf, FALSE, raw, sql, TRUE, type Fragment } from '../query/fragment.js';
import { textMatcher, tokensMatcher } from '../query/match-value.js';
import type { Lowered } from '../query/test.js';
import { Anywhere, mayMatchUnspelled } from './anywhere.js';
import { Database, type Row } from './database.js';
import { columnName, TIME_COLUMN } from './layout.js';
import { plainFile } from './plain-file.js';
import { Readers } from './readers.js';
import { Segment, type SegmentOptions } from './segment.js';
import { SideFields, type SideTable } from './side-fields.js';

/** One file of events with what was taken out of it. */
export type StoredFile = { readonly segment: Segment; readonly side: SideFields; readonly anywhere: Anywhere };

/** Which events are meant: a filter as Scirius sends it to its engine, and a range of time, both ends included. */
export type Selection = {
  readonly filter: string;
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  readonly nowMs: number;
};

/** The events of a selection in one file: a condition on its table `ev`. */
export type SelectedFile = { readonly file: StoredFile; readonly where: Fragment };

const INTERRUPT_EVERY_MS = 100;

/** All files of events that are served, and the database that holds their columns. */
export class EventStore {
  readonly database: Database;
  readonly #options: SegmentOptions;
  readonly #temporaryFolder: string;
  readonly #files: StoredFile[] = [];
  readonly #readers = new Readers();

  private constructor(database: Database, temporaryFolder: string, options: SegmentOptions) {
    this.database = database;
    this.#temporaryFolder = temporaryFolder;
    this.#options = options;
  }

  /** An empty store; what it caches lies in `cacheFolder`, which only its owner can read. */
  static async open(options: SegmentOptions): Promise<EventStore> {
    // For this process only: DuckDB throws away whatever it finds in such a folder.
    const temporaryFolder = await makeFolder(options.cacheFolder).catch((error: unknown) => {
      throw new EventsUnreadable(`The cache folder ${options.cacheFolder} cannot be written to.`, {
        hint: 'Name another one with --cache.',
        cause: error
      });
    });
    try {
      return new EventStore(await Database.open(temporaryFolder), temporaryFolder, options);
    } catch (error) {
      await rm(temporaryFolder, { recursive: true, force: true });
      throw error;
    }
  }

  get files(): readonly StoredFile[] {
    return this.#files;
  }

  /** Adds a file and reads what is new in it. */
  async add(path: string): Promise<StoredFile> {
    const plain = await plainFile(path, this.#options);
    const segment = await Segment.open(this.database, plain, this.#options);
    try {
      await segment.update(this.#options.onProgress);
    } catch (error) {
      await segment.close();
      throw error;
    }
    const { database } = this;
    const anywhere = new Anywhere({ database, segment, readers: this.#readers });
    const file = { segment, side: new SideFields(database, segment), anywhere };
    this.#files.push(file);
    return file;
  }

  /** Lets go of a file, once nobody reads it any more; its events are found no more. */
  async remove(file: StoredFile): Promise<void> {
    const at = this.#files.indexOf(file);
    if (at >= 0) this.#files.splice(at, 1);
    await this.#readers.gone();
    await file.anywhere.close();
    await file.segment.close();
  }

  /** What `work` makes of selections: while it goes on, no table and no file that they name goes away. */
  reading<T>(work: () => Promise<T>): Promise<T> {
    return this.#readers.during(work);
  }

  /**
   * The conditions of a selection, one for each file.
   * @throws {@link FilterRefused} `FILTER_REFUSED`: a filter that the engine behind Scirius would refuse
   */
  async select({ filter, fromMs, toMs, nowMs }: Selection): Promise<readonly SelectedFile[]> {
    const { root, errors } = parseFilter(filter);
    const [error] = errors;
    if (error !== undefined) {
      const column = error.from + 1;
      throw new FilterRefused(`${error.message} (column ${column})`, { hint: error.hint, details: { column } });
    }
    checkSize(root);
    const time = raw(columnName(TIME_COLUMN));
    const range = allOf([
      sql`${time} IS NOT NULL`,
      fromMs === undefined ? TRUE : sql`${time} >= CAST(${String(Math.trunc(fromMs))} AS BIGINT)`,
      toMs === undefined ? TRUE : sql`${time} <= CAST(${String(Math.trunc(toMs))} AS BIGINT)`
    ]);
    return Promise.all(
      this.#files.map(async file => {
        const condition = conditionOf(root, { catalogue: file.segment.catalogue, nowMs });
        return { file, where: allOf([range, await compile(condition, this.#target(file, nowMs))]) };
      })
    );
  }

  rows(statement: Fragment): Promise<readonly Row[]> {
    return this.database.rows(statement);
  }

  sideTable(file: StoredFile, field: Field): Promise<SideTable> {
    return file.side.tableOf(field);
  }

  /** Ends the queries that run, and lets go of everything. */
  async close(): Promise<void> {
    // Again and again: a query that has not begun yet does not hear of it.
    const ending = setInterval(() => this.database.interrupt(), INTERRUPT_EVERY_MS);
    this.database.interrupt();
    await this.#readers.gone();
    clearInterval(ending);
    for (const { segment } of this.#files.splice(0)) await segment.close();
    this.database.close();
    await rm(this.#temporaryFolder, { recursive: true, force: true });
  }

  #target(file: StoredFile, nowMs: number): CompileTarget {
    const { segment, side, anywhere } = file;
    return {
      catalog: segment.catalog,
      nowMs,
      fields: segment.catalogue.values(),
      sideTable: field => side.tableOf(field),
      anywhereTable: (leaf, meant) => anywhere.tableOf({ leaf, fields: meant, nowMs }),
      mayMatchUnspelled,
      passing: (from, column, lowered) => this.#passing(from, column, lowered)
    };
  }

  async #passing(from: Fragment, column: string, lowered: Exclude<Lowered, 'vanishes'>): Promise<Fragment> {
    // Longer values have no keyword.
    const fits =
      lowered.aspect === 'keyword'
        ? sql`length(${raw(column)}) <= ${LIMITS.keywordLength}`
        : sql`${raw(column)} IS NOT NULL`;
    const values = await this.rows(sql`SELECT DISTINCT ${raw(column)} FROM ${from} WHERE ${fits}`);
    const matches = valueMatcher(lowered);
    const passing = values.flatMap(([value]) => (typeof value === 'string' && matches(value) ? [value] : []));
    if (passing.length === 0) return FALSE;
    return sql`${raw(column)} IN (SELECT unnest(CAST(${JSON.stringify(passing)} AS JSON)::VARCHAR[]))`;
  }
}

async function makeFolder(cacheFolder: string): Promise<string> {
  await mkdir(cacheFolder, { recursive: true, mode: 0o700 });
  return mkdtemp(joinPath(cacheFolder, 'temporary-'));
}

function valueMatcher({ aspect, anyOf }: Exclude<Lowered, 'vanishes'>): (value: string) => boolean {
  if (aspect === 'token') {
    const tests = anyOf.map(tokensMatcher);
    return value => {
      const tokens = tokensOf(value);
      return tests.some(test => test(tokens));
    };
  }
  const tests = anyOf.map(textMatcher);
  return value => value.length <= LIMITS.keywordLength && tests.some(test => test(value));
}

/** What the engine refuses although it can be read: too many clauses in one group, or too long an expression. */
function checkSize(root: FilterNode): void {
  const waiting: FilterNode[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const clauses = clausesOf(node);
    if (clauses > LIMITS.clauses)
      throw new FilterRefused(`${clauses} clauses in one group are more than ${LIMITS.clauses}.`);
    if (node.kind === 'regex' && node.source.length > LIMITS.regexLength)
      throw new FilterRefused(`A regular expression is longer than ${LIMITS.regexLength} characters.`);
    if (node.kind === 'group') for (const clause of node.clauses) waiting.push(clause.node);
  }
}

function clausesOf(node: FilterNode): number {
  if (node.kind === 'group') return node.clauses.length;
  if (node.kind === 'phrase') return tokensOf(node.text).length;
  return node.kind === 'text' ? node.words.length : 1;
}
