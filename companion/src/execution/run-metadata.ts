import { floatToJson, isJsonObject, type JsonObject } from '../../../src/json/index.js';
import { pythonIsoTime, secondsBetween } from './time.js';

/** What papermill's metadata say about a run that only the caller knows. */
export type PapermillOptions = {
  readonly inputPath: string | null;
  readonly outputPath: string | null;
  readonly parameters: JsonObject;
  /** The version of papermill whose metadata these are, or our own. */
  readonly version: string;
};

/** What is known of the run itself. Times in milliseconds since 1970. */
export type RunRecord = {
  readonly startedMs: number;
  readonly endedMs: number | undefined;
  /** Whether a cell failed; unknown while the run goes on. */
  readonly exception: true | null;
  readonly kernel: { readonly name: string; readonly info: JsonObject } | undefined;
  readonly widgets: JsonObject | undefined;
};

/**
 * The notebook's metadata with those of the run.
 * Source: papermill 2.7, `engines.py`, `iorw.py`. Unlike papermill, a notebook that was run before gets the version and
 * parameters of this run, and `kernelspec` names the kernel that was used (nteract/papermill#856).
 */
export function runMetadata(metadata: JsonObject, papermill: PapermillOptions, run: RunRecord): JsonObject {
  const { widgets: _old, ...kept } = metadata;
  return {
    ...kept,
    ...(run.kernel === undefined ? {} : kernelMetadata(metadata, run.kernel)),
    ...(run.widgets === undefined ? {} : { widgets: run.widgets }),
    papermill: {
      ...inherited(metadata),
      parameters: papermill.parameters,
      version: papermill.version,
      input_path: papermill.inputPath,
      output_path: papermill.outputPath,
      start_time: pythonIsoTime(run.startedMs),
      end_time: run.endedMs === undefined ? null : pythonIsoTime(run.endedMs),
      duration: run.endedMs === undefined ? null : floatToJson(secondsBetween(run.startedMs, run.endedMs)),
      exception: run.exception
    }
  };
}

/** The notebook's metadata with those of papermill for a run that does not take place: parameters and paths, no times. */
export function preparedMetadata(metadata: JsonObject, papermill: PapermillOptions): JsonObject {
  const {
    start_time: _start,
    end_time: _end,
    duration: _duration,
    exception: _exception,
    ...kept
  } = inherited(metadata);
  return {
    ...metadata,
    papermill: {
      ...kept,
      parameters: papermill.parameters,
      version: papermill.version,
      input_path: papermill.inputPath,
      output_path: papermill.outputPath
    }
  };
}

function inherited(metadata: JsonObject): JsonObject {
  const old = isJsonObject(metadata['papermill']) ? metadata['papermill'] : {};
  return {
    ...old,
    default_parameters: old['default_parameters'] ?? {},
    environment_variables: old['environment_variables'] ?? {}
  };
}

function kernelMetadata(
  metadata: JsonObject,
  kernel: { readonly name: string; readonly info: JsonObject }
): JsonObject {
  const language = kernel.info['language_info'];
  const spec = isJsonObject(metadata['kernelspec']) ? metadata['kernelspec'] : {};
  const isSame = spec['name'] === kernel.name;
  const named = isJsonObject(language) && language['name'] !== undefined ? { language: language['name'] } : {};
  const used = isSame ? spec : { display_name: kernel.name, name: kernel.name, ...named };
  return { kernelspec: used, ...(isJsonObject(language) ? { language_info: language } : {}) };
}
