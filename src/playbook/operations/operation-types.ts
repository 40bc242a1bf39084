/** What a field of an operation holds. `level`: a TLP; `any`: any JSON. */
export type FieldKind = 'text' | 'any' | 'level' | 'flag' | 'texts';

export type FieldRule = {
  readonly kind: FieldKind;
  readonly isRequired: boolean;
  /** Characters beyond which TheHive 5 refuses. Source: TheHive 5.7.3 `docs.yaml`. */
  readonly maxChars?: number;
};

/** What an operation acts on. TheHive finds a task only through a log of it. */
export type Subject = 'case' | 'alert' | 'observable' | 'task';

export type OperationRule = { readonly subject: Subject; readonly fields: Readonly<Record<string, FieldRule>> };

const text = (maxChars?: number): FieldRule => ({
  kind: 'text',
  isRequired: true,
  ...(maxChars === undefined ? {} : { maxChars })
});
const optional = (kind: FieldKind): FieldRule => ({ kind, isRequired: false });

const TAG = { tag: text(128) };

/**
 * The operations that TheHive knows, with the fields it demands.
 * Source: TheHive 4.1.24 `ActionOperation.scala`, `ActionOperationSrv.scala`, `EntityHelper.scala:77`; the list of
 * TheHive 5 is the same (facts/cortex-thehive §3.3). Lengths: TheHive 5.7.3 (§3.4).
 */
export const OPERATION_RULES: Readonly<Record<string, OperationRule>> = {
  AddTagToCase: { subject: 'case', fields: TAG },
  AddTagToArtifact: { subject: 'observable', fields: TAG },
  AddTagToAlert: { subject: 'alert', fields: TAG },
  MarkAlertAsRead: { subject: 'alert', fields: {} },
  CreateTask: { subject: 'case', fields: { title: text(128), description: text() } },
  AddCustomFields: {
    subject: 'case',
    fields: { name: text(64), tpe: text(), value: { kind: 'any', isRequired: true } }
  },
  AddArtifactToCase: {
    subject: 'case',
    fields: {
      data: text(4096),
      dataType: text(64),
      message: text(1_048_576),
      tlp: optional('level'),
      ioc: optional('flag'),
      sighted: optional('flag'),
      ignoreSimilarity: optional('flag'),
      tags: optional('texts')
    }
  },
  AssignCase: { subject: 'case', fields: { owner: text() } },
  AddLogToTask: { subject: 'task', fields: { content: text(1_048_576), owner: optional('text') } },
  CloseTask: { subject: 'task', fields: {} }
};

/** The names of all operations that TheHive knows. */
export const OPERATION_TYPES: readonly string[] = Object.keys(OPERATION_RULES);

/** What is demanded of an operation, `undefined` for one that we do not know. */
export function operationRule(type: string): OperationRule | undefined {
  return Object.hasOwn(OPERATION_RULES, type) ? OPERATION_RULES[type] : undefined;
}
