import { Failure } from '../../../src/failure.js';

/** A parameter's name is no variable name of the notebook's language. */
export class ParameterNameError extends Failure<{ readonly name: string; readonly language: string }> {
  readonly code = 'PARAMETER_NAME_INVALID';
}

/** A value that the notebook's language cannot hold, e.g. a NUL character in bash. */
export class ParameterValueError extends Failure<{ readonly name: string; readonly language: string }> {
  readonly code = 'PARAMETER_VALUE_UNSUITABLE';
}

/** No writer of parameters exists for this kernel and language. */
export class LanguageNotSupported extends Failure<{ readonly kernelName?: string; readonly language?: string }> {
  readonly code = 'PARAMETER_LANGUAGE_UNSUPPORTED';
}

/** The notebook names neither a kernel nor a language, and no option does. */
export class LanguageUnknown extends Failure {
  readonly code = 'NOTEBOOK_LANGUAGE_UNKNOWN';
}

/** A text or file of parameters that is no YAML mapping. */
export class ParameterSyntaxError extends Failure<{ readonly line?: number }> {
  readonly code = 'PARAMETER_SYNTAX_INVALID';
}

/** A path template asks for a parameter, key or index that does not exist. */
export class PathParameterMissing extends Failure<{ readonly template: string; readonly field: string }> {
  readonly code = 'PATH_PARAMETER_MISSING';
}

/** A path template that cannot be read, or asks for what templates may not do. */
export class PathTemplateInvalid extends Failure<{ readonly template: string }> {
  readonly code = 'PATH_TEMPLATE_INVALID';
}
