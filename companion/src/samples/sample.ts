import * as v from 'valibot';

/** What a sample expects of a list: each item names the fields that count; what it leaves out may be anything. */
export type ExpectedItem = Readonly<Record<string, unknown>>;

/** What a playbook should find. A part that is absent is not looked at. The words are those of `output.json`. */
export type Expected = {
  readonly status?: 'completed' | 'partial' | 'failed' | undefined;
  readonly taxonomies?: readonly ExpectedItem[] | undefined;
  readonly artifacts?: readonly ExpectedItem[] | undefined;
  readonly operations?: readonly ExpectedItem[] | undefined;
};

/**
 * One saved input of a playbook, and what it should find. `input` has the fields of Cortex' `input.json` without
 * `config`: `dataType`, `data`, `tlp`, … (facts/cortex-thehive §1.2); a responder's `data` is the object of TheHive.
 * `file` is the observable's file, relative to the file of the samples.
 */
export type Sample = {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>> & { readonly dataType: string };
  readonly file?: string | undefined;
  readonly expected: Expected;
};

/** The samples of one playbook. `config` are items of the worker that all of them run with. */
export type SampleBook = {
  readonly version: 1;
  readonly config?: Readonly<Record<string, unknown>> | undefined;
  readonly samples: readonly Sample[];
};

const items = v.exactOptional(v.array(v.record(v.string(), v.unknown())));

const ExpectedSchema = v.strictObject({
  status: v.exactOptional(v.picklist(['completed', 'partial', 'failed'])),
  taxonomies: items,
  artifacts: items,
  operations: items
});

const SampleSchema = v.strictObject({
  name: v.pipe(v.string(), v.nonEmpty('a sample needs a name')),
  input: v.looseObject({ dataType: v.pipe(v.string(), v.nonEmpty('expected the type of the observable')) }),
  file: v.exactOptional(v.string()),
  expected: ExpectedSchema
});

/** Strict, so that a misspelt key is an error and not a check that never happens. */
export const SampleBookSchema = v.strictObject({
  version: v.literal(1),
  config: v.exactOptional(v.record(v.string(), v.unknown())),
  samples: v.array(SampleSchema)
});
