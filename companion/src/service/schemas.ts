import { z } from '@hono/zod-openapi';
import type * as api from '../../../src/service-api/index.js';
import { JOB_ID } from './jobs/job-id.js';

/**
 * What goes over the wire. Each schema is declared as the type that callers compile against, so the two cannot differ.
 * What comes in is strict: a misspelt key is an error and not a wish that is never heard.
 */
const text = (max: number) => z.string().max(max);
const anyObject = z.record(z.string(), z.unknown());
const count = z.int().min(0);

const JobInputSchema: z.ZodType<api.JobInput> = z.strictObject({
  dataType: text(100).min(1),
  data: z.unknown().optional(),
  file: text(4096).min(1).optional(),
  tlp: z.int().min(0).max(4).optional(),
  pap: z.int().min(0).max(3).optional(),
  message: text(100_000).optional(),
  parameters: anyObject.optional()
});

const requestParts = {
  notebook: text(4096).min(1),
  input: JobInputSchema,
  sample: text(200).min(1).optional(),
  values: z.record(text(200), z.union([text(1_000_000), z.number(), z.boolean()])).optional(),
  config: anyObject.optional()
};

export const JobRequestSchema: z.ZodType<api.JobRequest> = z
  .strictObject({ ...requestParts, content: anyObject.optional() })
  .openapi('JobRequest');

export const KeptRequestSchema: z.ZodType<api.KeptRequest> = z.object(requestParts).openapi('KeptRequest');

export const SampleFromRunSchema: z.ZodType<api.SampleFromRun> = z
  .strictObject({ name: text(200).min(1) })
  .openapi('SampleFromRun');

export const TrialRequestSchema: z.ZodType<api.TrialRequest> = z
  .strictObject({ notebook: text(4096).min(1), content: anyObject, input: JobInputSchema })
  .openapi('TrialRequest');

export const TrialCellSchema: z.ZodType<api.TrialCell> = z.object({ source: z.string() }).openapi('TrialCell');

export const ChartRequestSchema: z.ZodType<api.ChartRequest> = z
  .strictObject({ library: z.enum(['vega', 'vega-lite']), spec: anyObject })
  .openapi('ChartRequest');

export const ChartDrawingSchema: z.ZodType<api.ChartDrawing> = z
  .object({ svg: z.string().nullable(), reason: z.string().nullable() })
  .openapi('ChartDrawing');

const TaxonomySchema: z.ZodType<api.Taxonomy> = z.object({
  level: z.string(),
  namespace: z.string(),
  predicate: z.string(),
  value: z.union([z.string(), z.number()])
});

export const JobSchema: z.ZodType<api.Job> = z
  .object({
    id: z.string().regex(JOB_ID),
    notebook: z.string(),
    status: z.enum(['queued', 'running', 'completed', 'partial', 'failed', 'cancelled', 'interrupted']),
    createdAtUtc: z.string(),
    startedAtUtc: z.string().nullable(),
    finishedAtUtc: z.string().nullable(),
    dataType: z.string(),
    observable: z.string(),
    sample: z.string().nullable(),
    isUnsaved: z.boolean(),
    error: z.string().nullable(),
    findings: z
      .object({ taxonomies: z.array(TaxonomySchema), artifacts: count, operations: count, problems: count })
      .nullable(),
    sizes: z.object({
      events: count.nullable(),
      result: count.nullable(),
      report: count.nullable(),
      notebook: count.nullable()
    })
  })
  .openapi('Job');

export const JobListSchema: z.ZodType<api.JobList> = z
  .object({ jobs: z.array(JobSchema), next: z.string().nullable() })
  .openapi('JobList');

export const EventPageSchema: z.ZodType<api.EventPage> = z
  .object({
    job: JobSchema,
    events: z.array(z.looseObject({ kind: z.string(), notebook: z.string() })),
    cursor: count,
    isEnd: z.boolean()
  })
  .openapi('EventPage');

export const TextPageSchema: z.ZodType<api.TextPage> = z
  .object({ text: z.string(), offset: count, nextOffset: count.nullable(), totalBytes: count })
  .openapi('TextPage');

export const ParameterFormSchema: z.ZodType<api.ParameterForm> = z
  .object({
    notebook: z.string(),
    hasParametersCell: z.boolean(),
    isInspectable: z.boolean(),
    fields: z.array(
      z.object({
        name: z.string(),
        control: z.enum(['text', 'integer', 'number', 'boolean', 'code']),
        type: z.string().nullable(),
        source: z.string(),
        value: z.union([z.string(), z.number(), z.boolean()]).nullable(),
        help: z.string(),
        setBy: z.enum(['input', 'playbook'])
      })
    ),
    problems: z.array(
      z.object({ code: z.string(), message: z.string(), cell: count.nullable(), line: count.nullable() })
    )
  })
  .openapi('ParameterForm');

export const InspectRequestSchema = z
  .strictObject({ notebook: text(4096).min(1), content: anyObject })
  .openapi('InspectRequest');

const items = z.array(anyObject).optional();
const SampleSchema: z.ZodType<api.ServiceSample> = z.strictObject({
  name: text(200).min(1),
  input: z.looseObject({ dataType: text(100).min(1) }),
  file: text(4096).min(1).optional(),
  expected: z.strictObject({
    status: z.enum(['completed', 'partial', 'failed']).optional(),
    taxonomies: items,
    artifacts: items,
    operations: items
  })
});

const sampleParts = { revision: text(100), config: anyObject, samples: z.array(SampleSchema).max(1000) };

export const SampleFileSchema: z.ZodType<api.SampleFile> = z
  .strictObject({ path: z.string(), ...sampleParts })
  .openapi('SampleFile');

export const SampleUpdateSchema: z.ZodType<api.SampleUpdate> = z.strictObject(sampleParts).openapi('SampleUpdate');

export const ComparisonSchema: z.ZodType<api.Comparison> = z
  .object({
    isEqual: z.boolean(),
    differences: z.array(
      z.object({
        part: z.enum(['status', 'taxonomies', 'artifacts', 'operations']),
        missing: z.array(z.unknown()),
        unexpected: z.array(z.unknown())
      })
    )
  })
  .openapi('Comparison');

export const HealthSchema: z.ZodType<api.Health> = z
  .object({
    status: z.enum(['ok', 'degraded']),
    versions: z.object({
      companion: z.string(),
      worker: z.string().nullable(),
      extension: z.string().nullable(),
      node: z.string()
    }),
    problems: z.array(z.object({ code: z.string(), message: z.string() })),
    jobs: z.object({ running: count, queued: count, maxRunning: count, maxQueued: count })
  })
  .openapi('Health');

export const ErrorSchema: z.ZodType<api.ErrorAnswer> = z
  .object({ error: z.object({ code: z.string(), message: z.string(), hint: z.string().optional() }) })
  .openapi('Error');

export const DeletedSchema: z.ZodType<api.Deleted> = z.object({ id: z.string() }).openapi('Deleted');

/** A whole number in a query: only digits, so that ` 1`, `1e3` and `0x1` are refused. */
const digits = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)
  .openapi({ type: 'integer', minimum: 0, maximum: 999_999_999_999_999 });

export const JobIdParams = z.object({ id: z.string().regex(JOB_ID) });
export const NotebookQuery = z.object({ notebook: text(4096).min(1) });
export const ListQuery = z.object({
  notebook: text(4096).min(1).optional(),
  before: z.string().regex(JOB_ID).optional(),
  limit: digits.optional()
});
export const EventQuery = z.object({ cursor: digits.optional(), waitMs: digits.optional() });
export const PageQuery = z.object({ offset: digits.optional(), limitBytes: digits.optional() });
export const HealthQuery = z.object({ extension: text(40).optional() });
export const CompareQuery = z.object({ with: z.string().regex(JOB_ID) });
