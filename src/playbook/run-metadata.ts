import * as v from 'valibot';
import { ExactNumber } from '../json/index.js';
import type { Problem } from '../problem.js';
import { TargetSchema, type OperationTarget } from './operations/index.js';
import { isRecord } from './record.js';

/** How a run ended. `cancelled`: a signal or the deadline. */
export type RunOutcome = 'completed' | 'failed' | 'cancelled';

/**
 * What an executed notebook says about its run, as far as it can be believed: metadata is untrusted, every field that
 * has not the expected type is absent. `parameters` are those of papermill, unchecked.
 */
export type RunMetadata = {
  readonly status: RunOutcome | undefined;
  readonly limits: { readonly softBytes: number; readonly hardBytes: number } | undefined;
  readonly problems: readonly Problem[];
  readonly failure: { readonly message: string; readonly cell?: number | undefined } | undefined;
  readonly worker: string | undefined;
  readonly observable:
    | { readonly dataType: string; readonly filename?: string | undefined; readonly value?: string | undefined }
    | undefined;
  /** What was found in the outputs without being asked for; each counts as an artifact. */
  readonly extracted: readonly { readonly dataType: string; readonly data: string; readonly tlp: number }[];
  /** What operations act on; `undefined` in a notebook that no worker ran. */
  readonly target: OperationTarget | undefined;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly inputPath: string | undefined;
  readonly outputPath: string | undefined;
  readonly startTime: string | undefined;
  readonly endTime: string | undefined;
  readonly durationSeconds: number | undefined;
};

/** A field of the wrong type is as good as none. */
const lenient = <S extends v.GenericSchema>(schema: S) => v.fallback(v.optional(schema), undefined);

const Numeric = v.pipe(
  v.union([v.number(), v.pipe(v.instance(ExactNumber), v.transform(Number))]),
  v.finite(),
  v.minValue(0)
);
const Count = v.pipe(Numeric, v.integer());

const ProblemSchema = v.object({
  code: v.string(),
  severity: v.picklist(['error', 'warning', 'info']),
  at: v.object({
    file: v.exactOptional(v.string()),
    cell: v.exactOptional(Count),
    line: v.exactOptional(Count),
    item: v.exactOptional(v.string())
  }),
  message: v.string(),
  hint: v.exactOptional(v.string())
});
/** One bad entry must not hide the others. */
const ProblemsSchema = v.pipe(
  v.array(v.fallback(v.optional(ProblemSchema), undefined)),
  v.transform(problems => problems.filter(problem => problem !== undefined))
);

/** As with problems, one bad entry must not hide the others. */
const ExtractedSchema = v.pipe(
  v.array(v.fallback(v.optional(v.object({ dataType: v.string(), data: v.string(), tlp: Count })), undefined)),
  v.transform(entries => entries.filter(entry => entry !== undefined))
);

const HuntbookSchema = v.object({
  status: lenient(v.picklist(['completed', 'failed', 'cancelled'])),
  limits: lenient(v.object({ softBytes: Count, hardBytes: Count })),
  problems: v.fallback(v.optional(ProblemsSchema, []), []),
  failure: lenient(v.object({ message: v.string(), cell: lenient(Count) })),
  worker: lenient(v.string()),
  observable: lenient(v.object({ dataType: v.string(), filename: lenient(v.string()) })),
  target: lenient(TargetSchema),
  extracted: v.fallback(v.optional(ExtractedSchema, []), [])
});

const PapermillSchema = v.object({
  parameters: lenient(v.custom<Readonly<Record<string, unknown>>>(isRecord)),
  input_path: lenient(v.string()),
  output_path: lenient(v.string()),
  start_time: lenient(v.string()),
  end_time: lenient(v.string()),
  duration: lenient(Numeric)
});

/**
 * The run that the metadata of a notebook describes. Total on any value; a notebook that was never run gives a record
 * of absent fields. Source: papermill 2.7 `metadata.papermill`; ours stands in `metadata.huntbook`, version 1.
 */
export function readRunMetadata(metadata: unknown): RunMetadata {
  const record = isRecord(metadata) ? metadata : {};
  const huntbook = v.parse(HuntbookSchema, isRecord(record['huntbook']) ? record['huntbook'] : {});
  const papermill = v.parse(PapermillSchema, isRecord(record['papermill']) ? record['papermill'] : {});
  const parameters = papermill.parameters ?? {};
  return {
    status: huntbook.status,
    limits: huntbook.limits,
    problems: huntbook.problems,
    failure: huntbook.failure,
    worker: huntbook.worker,
    observable: observableOf(huntbook.observable, parameters),
    extracted: huntbook.extracted,
    target: huntbook.target,
    parameters,
    inputPath: papermill.input_path,
    outputPath: papermill.output_path,
    startTime: papermill.start_time,
    endTime: papermill.end_time,
    durationSeconds: papermill.duration
  };
}

/** A run from a shell has no job that would say what it is about; the parameters of a playbook do. */
function observableOf(
  told: v.InferOutput<typeof HuntbookSchema>['observable'],
  parameters: Readonly<Record<string, unknown>>
): RunMetadata['observable'] {
  const { thehive_observable_type: type, thehive_observable_value: given } = parameters;
  const value = typeof given === 'string' ? given : undefined;
  if (told !== undefined) return { ...told, value };
  return typeof type === 'string' && type !== '' && value !== undefined && value !== ''
    ? { dataType: type, value }
    : undefined;
}
