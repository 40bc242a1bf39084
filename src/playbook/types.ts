import type { Problem } from '../problem.js';
import type { Operation } from './operations/index.js';
import type { FileContent } from './shown-files.js';

/** What a cell is for, stored as a cell tag. */
export type Role = 'parameters' | 'artifacts' | 'taxonomies' | 'operations';

/** Source: TheHive 4.1.24 `Job.scala`; any other level makes TheHive drop all tags of the job. */
export type TaxonomyLevel = 'info' | 'safe' | 'suspicious' | 'malicious';

export type Taxonomy = {
  readonly level: TaxonomyLevel;
  readonly namespace: string;
  readonly predicate: string;
  readonly value: string | number | boolean | null;
};

/** An observable that Cortex hands to TheHive. Source: Cortex 4.1 `models/Artifact.scala`. */
export type Artifact = ValueArtifact | FileArtifact;
type ArtifactBase = {
  readonly dataType: string;
  /** 0 to 3. */
  readonly tlp: number;
  readonly tags: readonly string[];
  readonly message?: string;
};
export type ValueArtifact = ArtifactBase & { readonly data: string };
/**
 * `path` is what the author wrote; the worker copies the file, by its own rules, and names it. With `content` there is no
 * such file: what it holds came along.
 */
export type FileArtifact = ArtifactBase & {
  readonly dataType: 'file';
  readonly path: string;
  readonly content?: FileContent;
  readonly filename?: string;
  readonly contentType?: string;
};

/** A result line that counts, and where it stands. `line` counts from 1 in the text of its cell's results. */
export type Found<T> = { readonly value: T; readonly cell: number; readonly line: number };

/** What the role cells of an executed notebook say. Bad lines are problems; the good ones count all the same. */
export type Results = {
  readonly taxonomies: readonly Found<Taxonomy>[];
  readonly artifacts: readonly Found<Artifact>[];
  /** With every field that TheHive demands; whether they will do something depends on what they act on. */
  readonly operations: readonly Found<Operation>[];
  /** How many operations TheHive could not read; the problems say which. */
  readonly heldBack: number;
  readonly problems: readonly Problem[];
};
