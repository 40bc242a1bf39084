import { formatJson, isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../../src/json/index.js';
import { jsonOf, reasonOf, type ServerAnswer } from '../kernel/remote/index.js';
import { StorageError, type StorageErrorKind, type StorageOperation } from '../storage/index.js';
import type { JupyterServer } from './connection.js';
import { encodePath, type ContentsPath } from './contents-path.js';
import { withRetries } from './retries.js';

/** What a server says about a file or a folder; `lastModified` as it wrote it. */
export type ContentsModel = {
  readonly type: string;
  readonly lastModified: string;
  readonly content: JsonValue | undefined;
};

type Asked = { readonly operation: StorageOperation; readonly signal?: AbortSignal | undefined };

/**
 * The files of a Jupyter server.
 * Source: jupyter_server 2.21 `services/contents/handlers.py`; facts/spike-hub §2, facts/headless-execution §4.2.
 * @throws StorageError `STORAGE`; Unreachable `UNREACHABLE`
 */
export class Contents {
  readonly #server: JupyterServer;

  constructor(server: JupyterServer) {
    this.#server = server;
  }

  /** The text of a file, byte for byte: as a notebook the server would add to it what it thinks of its cells. */
  async readText(path: ContentsPath, signal?: AbortSignal): Promise<string> {
    const asked = { operation: 'read', signal } as const;
    const answer = await this.#ask('GET', path, asked, { query: '?type=file&format=text' });
    // Stores that keep notebooks as something else than files know them by their type only.
    const isOtherwise = answer.status === 400 && !/utf-?8/i.test(answer.text);
    const model = this.#modelOf(
      isOtherwise ? await this.#ask('GET', path, asked, { query: '?type=notebook' }) : answer,
      path,
      asked
    );
    const { content } = model;
    if (typeof content === 'string') return content.startsWith('\ufeff') ? content.slice(1) : content;
    if (isJsonObject(content)) return formatJson(content, { indent: 1 });
    throw this.#error('encoding', path, asked, 'it is not UTF-8 text');
  }

  /** The bytes of a file as base64. */
  async readBase64(path: ContentsPath, signal?: AbortSignal): Promise<string> {
    const asked = { operation: 'read', signal } as const;
    const answer = await this.#ask('GET', path, asked, { query: '?type=file&format=base64' });
    const { content } = this.#modelOf(answer, path, asked);
    if (typeof content === 'string') return content.replace(/\s/g, '');
    throw this.#error('encoding', path, asked, 'its answer is no file');
  }

  /** What is there, without its content; undefined when nothing is. `operation` is what it is asked for. */
  async look(path: ContentsPath, asked: Asked): Promise<ContentsModel | undefined> {
    const answer = await this.#ask('GET', path, asked, { query: '?content=0' });
    return answer.status === 404 ? undefined : this.#modelOf(answer, path, asked);
  }

  /** The names of the files in a folder. */
  async list(path: ContentsPath): Promise<readonly string[]> {
    const asked = { operation: 'list' } as const;
    const { content } = this.#modelOf(await this.#ask('GET', path, asked, { query: '?type=directory' }), path, asked);
    const entries = isJsonArray(content) ? content : [];
    return entries.flatMap(entry => {
      const { name, type } = isJsonObject(entry) ? entry : {};
      return typeof name === 'string' && type !== 'directory' ? [name] : [];
    });
  }

  /** Stores a text, as a notebook when its name says that it is one. Gives what the server then knows of it. */
  writeText(path: ContentsPath, text: string, signal?: AbortSignal): Promise<ContentsModel> {
    const isNotebook = /\.ipynb$/i.test(path.at(-1) ?? '');
    const body = isNotebook
      ? `{"type":"notebook","format":"json","content":${text}}`
      : JSON.stringify({ type: 'file', format: 'text', content: text });
    return this.#write(path, body, signal);
  }

  writeBase64(path: ContentsPath, content: string, signal?: AbortSignal): Promise<ContentsModel> {
    return this.#write(path, { type: 'file', format: 'base64', content }, signal);
  }

  /** Removes a file. One that is not there is gone already. */
  async remove(path: ContentsPath): Promise<void> {
    const asked = { operation: 'write' } as const;
    const answer = await this.#ask('DELETE', path, asked);
    if (answer.status !== 404) this.#check(answer, path, asked);
  }

  /**
   * Makes a folder and those above it. Two jobs that make one at the same time make the server answer 500 to one of
   * them: whatever it says, the folder counts once it is there. Source: facts/spike-hub §0.10.
   */
  async makeFolder(path: ContentsPath, signal?: AbortSignal): Promise<void> {
    const asked = { operation: 'write', signal } as const;
    for (let depth = 1; depth <= path.length; depth += 1) {
      const folder = path.slice(0, depth);
      if ((await this.look(folder, asked)) !== undefined) continue;
      const answer = await this.#ask('PUT', folder, asked, { body: { type: 'directory' } });
      if (isFine(answer)) continue;
      const made = await this.look(folder, asked);
      if (made?.type !== 'directory') this.#check(answer, folder, asked);
    }
  }

  async #write(path: ContentsPath, body: JsonObject | string, signal: AbortSignal | undefined): Promise<ContentsModel> {
    const asked = { operation: 'write', signal } as const;
    return this.#modelOf(await this.#ask('PUT', path, asked, { body }), path, asked);
  }

  async #ask(
    method: 'GET' | 'PUT' | 'DELETE',
    path: ContentsPath,
    asked: Asked,
    { query = '', body }: { readonly query?: string; readonly body?: JsonObject | string } = {}
  ): Promise<ServerAnswer> {
    const encoded = encodePath(path);
    if (encoded === undefined) throw this.#error('bad-name', path, asked, 'a name in it is "." or ".."');
    const { signal } = asked;
    return withRetries(signal, () =>
      this.#server.ask(method, `api/contents${encoded === '' ? '' : `/${encoded}`}${query}`, {
        ...(body === undefined ? {} : { body }),
        ...(signal === undefined ? {} : { signal })
      })
    );
  }

  #check(answer: ServerAnswer, path: ContentsPath, asked: Asked): void {
    if (isFine(answer)) return;
    const { status, text } = answer;
    if (status === 404) throw this.#error('not-found', path, asked, 'there is no such file or folder');
    if (status === 413) throw this.#error('too-large', path, asked, 'it is too large for the server (413)');
    if (status === 400 && /utf-?8/i.test(text)) throw this.#error('encoding', path, asked, 'it is not UTF-8 text');
    const kind = status === 401 || status === 403 ? 'refused' : 'unavailable';
    // The words of a server that failed hold paths of its disk.
    throw this.#error(kind, path, asked, status === 500 ? 'the server failed (500)' : reasonOf(answer));
  }

  #modelOf(answer: ServerAnswer, path: ContentsPath, asked: Asked): ContentsModel {
    this.#check(answer, path, asked);
    const model = jsonOf(answer.text);
    const { type, last_modified: lastModified, content } = isJsonObject(model) ? model : {};
    if (typeof type !== 'string')
      throw this.#error('unavailable', path, asked, 'its answer is that of no Jupyter server');
    return { type, lastModified: typeof lastModified === 'string' ? lastModified : '', content };
  }

  #error(kind: StorageErrorKind, path: ContentsPath, { operation }: Asked, reason: string): StorageError {
    const location = `${this.#server.name}/${path.map(encodeURIComponent).join('/')}`;
    return new StorageError({ kind, location, operation }, reason);
  }
}

const isFine = ({ status }: ServerAnswer): boolean => status >= 200 && status < 300;
