/** A cell that is a query, or an import of the connector under either name. */
const USE = /^[ \t]*(?:%%scirius\b|(?:from|import)\s+(?:huntbook|surianalytics)\b|%load_ext\s+huntbook\b)/mu;
const PYTHON = /^(?:i?python|python3|xpython)/iu;

/** Whether this source of a code cell asks Scirius. */
export function usesScirius(source: string): boolean {
  return USE.test(source);
}

/** Whether a kernel of this language, or by this name, is one that query cells can run on. */
export function isPythonKernel(languageOrName: string): boolean {
  return PYTHON.test(languageOrName);
}
