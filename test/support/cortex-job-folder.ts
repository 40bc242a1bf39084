import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A job as Cortex lays it out: folder 0700, `input/` and `output/`, unset items as null. */
export type JobFolder = { readonly path: string; readonly output: string };

export type JobFolderOptions = {
  readonly input?: Readonly<Record<string, unknown>>;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly id?: string;
};

/** Source: Cortex 4.1 `JobRunnerSrv.scala`, `BaseConfig.scala` (facts/cortex-thehive §1.1, §1.2). */
export function makeJobFolder({ input = {}, config = {}, files = {}, id = 'AYx-1_z' }: JobFolderOptions): JobFolder {
  // Java's random part is all digits; Node's is not, so it makes a folder above.
  const numbered = join(mkdtempSync(join(tmpdir(), 'cortex-jobs-')), `cortex-job-${id}-8734629345`);
  mkdirSync(join(numbered, 'input'), { recursive: true, mode: 0o700 });
  mkdirSync(join(numbered, 'output'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(numbered, 'input', name), text, { mode: 0o600 });
  const document = {
    dataType: 'ip',
    data: '192.0.2.1',
    tlp: 2,
    pap: 2,
    message: '',
    parameters: { organisation: 'soc', user: 'ana@soc.example' },
    ...input,
    config: { ...UNSET, ...config }
  };
  writeFileSync(join(numbered, 'input', 'input.json'), JSON.stringify(document));
  return { path: numbered, output: join(numbered, 'output') };
}

/** Items that nobody set arrive as null. */
const UNSET = {
  input_handler_http_service_api_token: null,
  input_handler_http_is_jupyterhub: null,
  input_handler_http_execute_remotely: null,
  output_handler_http_service_api_token: null,
  output_handler_http_is_jupyterhub: null,
  output_folder: '/',
  any_handler_http_user: null,
  any_generate_html: null,
  any_secrets: null,
  any_python: [null],
  proxy_http: null,
  proxy_https: null,
  cacerts: null,
  jobTimeout: 30,
  check_tlp: true,
  max_tlp: 2,
  check_pap: true,
  max_pap: 2,
  auto_extract_artifacts: false
};

export type NotebookCell = {
  readonly source: string;
  readonly tags?: readonly string[];
  readonly kind?: 'code' | 'markdown';
};

/** The text of a Python notebook. */
export function notebookText(cells: readonly NotebookCell[]): string {
  return JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' },
      language_info: { name: 'python' }
    },
    cells: cells.map(({ source, tags = [], kind = 'code' }, index) => ({
      id: `cell-${String(index)}`,
      cell_type: kind,
      metadata: { tags },
      source,
      ...(kind === 'code' ? { outputs: [], execution_count: null } : {})
    }))
  });
}

/** What Cortex' decoder makes of an output folder. Source: facts/cortex-thehive §1.3, §1.4. */
export function readOutput(folder: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, 'output.json'), 'utf8')) as Record<string, unknown>;
}

/** The names in an output folder. */
export function outputNames(folder: string): readonly string[] {
  return readdirSync(folder).sort();
}
