import { isJsonObject, type JsonObject, type JsonValue } from '../../../src/json/index.js';
import type { Redactor } from '../../../src/redaction.js';
import type { Answer } from './answer.js';
import { hideSecretItems } from './secrets.js';

/**
 * The answer without secrets. Notebooks were redacted before they were stored; HTML was made from those, and stays byte
 * for byte what the stored notebook gives.
 */
export function redactAnswer(answer: Answer, redactor: Redactor): unknown {
  const clean = (value: unknown): JsonObject => {
    const redacted = redactor.redactJson(plainCopy(value));
    return isJsonObject(redacted) ? redacted : {};
  };
  if (!answer.success) return clean(answer);
  const { full, ...rest } = answer;
  const notebooks = full.notebooks.map(({ html, ...entry }) => ({ ...clean(entry), html }));
  return { ...clean(rest), full: { ...clean({ ...full, notebooks: [] }), notebooks } };
}

/** The job's input as it may be shown: secret by name or by value, it is not in it. */
export function shownInput(raw: Readonly<Record<string, unknown>>, redactor: Redactor): unknown {
  return redactor.redactJson(plainCopy(hideSecretItems(raw)));
}

function plainCopy(value: unknown): JsonValue {
  // What was just written as JSON is JSON; TypeScript cannot know.
  return JSON.parse(JSON.stringify(value)) as JsonValue;
}
