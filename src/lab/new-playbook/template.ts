/** A notebook to begin with. Texts for people are English, like the code round them; the author replaces them. */
export type PlaybookTemplate = {
  /** The data type, or `responder`. */
  readonly id: string;
  readonly fileName: string;
  readonly cells: readonly TemplateCell[];
};

type TemplateCell = {
  readonly kind: 'markdown' | 'code';
  readonly source: string;
  readonly tags?: readonly string[];
};

/** The data types for which a playbook is begun most often, each with an example from the ranges for documentation. */
const SAMPLES = {
  ip: '192.0.2.10',
  domain: 'suspicious.example',
  url: 'https://suspicious.example/login',
  hash: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  mail: 'sender@suspicious.example',
  file: 'invoice.pdf'
} as const satisfies Readonly<Record<string, string>>;

type TemplateDataType = keyof typeof SAMPLES;
const TEMPLATE_DATA_TYPES = Object.keys(SAMPLES) as readonly TemplateDataType[];

/** A playbook that Cortex runs for observables of one type. Its cells are tagged, and it runs as it stands. */
function analyzerTemplate(dataType: TemplateDataType): PlaybookTemplate {
  const fileLines =
    dataType === 'file'
      ? ['thehive_observable_file = ""  # the path of a private copy', 'thehive_observable_content_type = ""']
      : [];
  return {
    id: dataType,
    fileName: `analyze-${dataType}.ipynb`,
    cells: [
      {
        kind: 'markdown',
        source: `# What do we know about this ${dataType}?\n\nSay here what the playbook looks at, and what its verdict means.`
      },
      {
        kind: 'code',
        tags: ['parameters'],
        source: lines(
          '# Filled in by Cortex for every job; these values are for trying the playbook in JupyterLab.',
          `thehive_observable_type = "${dataType}"`,
          `thehive_observable_value = "${SAMPLES[dataType]}"`,
          'thehive_organisation = ""',
          'thehive_user = ""',
          ...fileLines
        )
      },
      {
        kind: 'code',
        source: lines(
          'import json',
          '',
          '# The observable is written by the attacker: never put it into code or into a shell line.',
          'observable = thehive_observable_value',
          'found = []  # what your look-ups find'
        )
      },
      { kind: 'markdown', source: '## Verdict' },
      {
        kind: 'code',
        tags: ['taxonomies'],
        source: lines(
          'level = "suspicious" if found else "info"  # info, safe, suspicious or malicious',
          'print(json.dumps({"level": level, "namespace": "Playbook", "predicate": "Findings", "value": len(found)}))'
        )
      },
      {
        kind: 'code',
        tags: ['artifacts'],
        source: lines(
          'for data in found:',
          '    print(json.dumps({"dataType": "other", "data": str(data), "message": "Found by the playbook"}))'
        )
      },
      {
        kind: 'code',
        tags: ['operations'],
        source: lines('if found:', '    print(json.dumps({"type": "AddTagToArtifact", "tag": "playbook:findings"}))')
      }
    ]
  };
}

/** A playbook that an analyst starts on a case, an alert or a task. */
const RESPONDER_TEMPLATE: PlaybookTemplate = {
  id: 'responder',
  fileName: 'respond.ipynb',
  cells: [
    { kind: 'markdown', source: '# Respond\n\nSay here what is done, and when an analyst should start it.' },
    {
      kind: 'code',
      tags: ['parameters'],
      source: lines(
        '# Filled in by Cortex for every job; these values are for trying the playbook in JupyterLab.',
        'thehive_organisation = ""',
        'thehive_user = ""',
        'thehive_input_type = "thehive:case"  # or case_artifact, alert, case_task, case_task_log',
        'thehive_input_value = {"title": "A case to try it with", "severity": 2}'
      )
    },
    { kind: 'code', source: lines('import json', '', 'title = thehive_input_value["title"]', 'print(title)') },
    {
      kind: 'code',
      tags: ['operations'],
      source: lines('print(json.dumps({"type": "AddTagToCase", "tag": "playbook:done"}))')
    }
  ]
};

/** All templates, in the order in which they are offered. */
export const TEMPLATES: readonly PlaybookTemplate[] = [
  ...TEMPLATE_DATA_TYPES.map(analyzerTemplate),
  RESPONDER_TEMPLATE
];

/** The notebook of a template, format 4.5. `id` gives each cell its id. */
export function notebookOfTemplate(template: PlaybookTemplate, id: () => string): Readonly<Record<string, unknown>> {
  const cells = template.cells.map(({ kind, source, tags }) => ({
    id: id(),
    cell_type: kind,
    metadata: tags === undefined ? {} : { tags },
    source,
    ...(kind === 'code' ? { execution_count: null, outputs: [] } : {})
  }));
  const kernelspec = { name: 'python3', display_name: 'Python 3', language: 'python' };
  return { nbformat: 4, nbformat_minor: 5, metadata: { kernelspec, language_info: { name: 'python' } }, cells };
}

function lines(...all: readonly string[]): string {
  return all.join('\n');
}
