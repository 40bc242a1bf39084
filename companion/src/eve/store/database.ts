import { QueryTooLong, ServeFailed } from '../failures.js';
import { LIMITS } from '../defaults.js';
import {
  loadDuckDb,
  sqlString,
  type DuckDb,
  type DuckDBConnection,
  type DuckDBInstance,
  type DuckDBValue
} from './duckdb.js';

export type Row = readonly DuckDBValue[];
/** A statement whose values are `?`. Identifiers in it are ours; what users write is only ever a value. */
export type Statement = { readonly sql: string; readonly values: readonly DuckDBValue[] };

/** One DuckDB in memory, to which the databases of event files are attached; a few connections, handed out in turn. */
export class Database {
  readonly duckDb: DuckDb;
  readonly #instance: DuckDBInstance;
  readonly #queryMs: number;
  readonly #idle: DuckDBConnection[] = [];
  readonly #busy = new Set<DuckDBConnection>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #attached = 0;

  private constructor(duckDb: DuckDb, instance: DuckDBInstance, queryMs: number) {
    this.#queryMs = queryMs;
    this.duckDb = duckDb;
    this.#instance = instance;
  }

  /**
   * An empty database; in `temporaryFolder` it writes what does not fit into `memory`. A query that takes longer than
   * `queryMs` is ended.
   */
  static async open(
    temporaryFolder: string,
    { memory = LIMITS.memory, queryMs = LIMITS.queryMs }: { readonly memory?: string; readonly queryMs?: number } = {}
  ): Promise<Database> {
    const duckDb = await loadDuckDb();
    const options = { memory_limit: memory, temp_directory: temporaryFolder, preserve_insertion_order: 'false' };
    const instance = await duckDb.DuckDBInstance.create(':memory:', {
      ...options,
      // Nothing of a query may reach the network or load code.
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false'
    });
    return new Database(duckDb, instance, queryMs);
  }

  connect(): Promise<DuckDBConnection> {
    return this.#instance.connect();
  }

  /** Attaches the database file at `path`, made when it is missing, and returns the name it has here. */
  async attach(path: string): Promise<string> {
    const catalog = `s${this.#attached}`;
    this.#attached += 1;
    const connection = await this.connect();
    try {
      await connection.run(`ATTACH ${sqlString(path)} AS ${catalog}`);
      return catalog;
    } finally {
      connection.closeSync();
    }
  }

  async detach(catalog: string): Promise<void> {
    const connection = await this.connect();
    try {
      await connection.run(`DETACH ${catalog}`);
    } finally {
      connection.closeSync();
    }
  }

  /**
   * The rows of a query. At most `LIMITS.queriesAtOnce` run; others wait for their turn.
   * @throws {@link QueryTooLong} `QUERY_TOO_LONG`, {@link ServeFailed} `SERVE_FAILED`
   */
  async rows({ sql, values }: Statement): Promise<readonly Row[]> {
    const connection = await this.#take();
    let isTooLong = false;
    // Again and again: one that has not begun yet does not hear of it.
    const end = setInterval(() => {
      isTooLong = true;
      connection.interrupt();
    }, this.#queryMs);
    try {
      const reader = await connection.runAndReadAll(sql, [...values]);
      return reader.getRows();
    } catch (error) {
      if (isTooLong) {
        throw new QueryTooLong(`The query was ended after ${this.#queryMs / 1_000} s: ask for a shorter range.`, {
          cause: error
        });
      }
      throw new ServeFailed(`A query of the embedded Scirius failed: ${error instanceof Error ? error.message : ''}`, {
        cause: error
      });
    } finally {
      clearInterval(end);
      this.#give(connection);
    }
  }

  /** Ends the queries that run; whoever waits for them is told. */
  interrupt(): void {
    for (const connection of this.#busy) connection.interrupt();
  }

  close(): void {
    for (const connection of this.#idle.splice(0)) connection.closeSync();
    this.#instance.closeSync();
  }

  async #take(): Promise<DuckDBConnection> {
    if (this.#running >= LIMITS.queriesAtOnce) await new Promise<void>(resolve => this.#waiting.push(resolve));
    else this.#running += 1;
    try {
      const connection = this.#idle.pop() ?? (await this.connect());
      this.#busy.add(connection);
      return connection;
    } catch (error) {
      this.#passTurn();
      throw error;
    }
  }

  #give(connection: DuckDBConnection): void {
    this.#busy.delete(connection);
    this.#idle.push(connection);
    this.#passTurn();
  }

  /** The turn goes on to whoever waits longest. */
  #passTurn(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running -= 1;
    else next();
  }
}
