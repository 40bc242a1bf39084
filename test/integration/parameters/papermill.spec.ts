import { isDeepStrictEqual } from 'node:util';
import { coerceParameter, expandPath, parseParameterYaml } from '../../../companion/src/parameters/index.js';
import { inspectPythonSource } from '../../../companion/src/parameters/inspect-python.js';
import { stripPython } from '../../../companion/src/parameters/python-text.js';
import type { Parameters } from '../../../companion/src/parameters/index.js';
import { askPapermill, tagged, type Answer } from '../../support/papermill-oracle.js';
import { COERCED_TEXTS } from '../../support/parameters/coerced-texts.js';
import { PARAMETER_CELLS } from '../../support/parameters/parameter-cells.js';
import { PATH_PARAMETERS, PATH_TEMPLATES, TIME_TEMPLATES } from '../../support/parameters/path-templates.js';
import { YAML_TEXTS } from '../../support/parameters/yaml-texts.js';

function ask(topic: string, questions: readonly unknown[]): readonly Answer[] {
  return askPapermill(questions.map(question => [topic, question] as const));
}

/** What ours gives, failures as their code. */
async function outcome(give: () => unknown): Promise<unknown> {
  try {
    return { value: await give() };
  } catch (error) {
    return { error: error instanceof Error && 'code' in error ? error.code : String(error) };
  }
}

describe('parameters, beside papermill', () => {
  it('coerces each text as papermill does', () => {
    const ours = COERCED_TEXTS.map(text => ({ value: tagged(coerceParameter(text)) }));
    expectSame(COERCED_TEXTS, ours, ask('coerce', COERCED_TEXTS));
  });

  it('knows the digits of every script that Python knows', () => {
    const [answer] = ask('digits', ['all']);
    const theirs = Array.isArray(answer?.value) ? answer.value : [];
    expect(theirs.length).toBeGreaterThan(600);
    const refused = theirs.filter(codePoint => {
      const value = coerceParameter(String.fromCodePoint(Number(codePoint)));
      return typeof value !== 'bigint';
    });
    expect(refused).toEqual([]);
  });

  it('reads each YAML text as PyYAML without timestamps', async () => {
    const ours = await Promise.all(YAML_TEXTS.map(text => outcome(async () => tagged(await parseParameterYaml(text)))));
    const theirs = ask('yaml', YAML_TEXTS).map(answer =>
      answer.error === undefined ? answer : { error: 'PARAMETER_SYNTAX_INVALID' }
    );
    expectSame(YAML_TEXTS, ours, theirs);
  });

  it('reads the parameters of each cell as papermill does', () => {
    const ours = PARAMETER_CELLS.map(source => {
      const { parameters } = inspectPythonSource(source);
      return { value: [...new Map(parameters.map(parameter => [parameter.name, parameter])).values()] };
    });
    expectSame(PARAMETER_CELLS, ours, ask('inspect', PARAMETER_CELLS));
  });

  it('expands each template as papermill does', async () => {
    await expectSamePaths(PATH_TEMPLATES.map(template => ({ now: '2026-11-22T20:53:06.123000+00:00', template })));
  });

  it.each(['UTC', 'Asia/Kathmandu'])('writes the time of the run as papermill does, in %s', async zone => {
    const before = process.env['TZ'];
    process.env['TZ'] = zone;
    try {
      await expectSamePaths(MOMENTS.flatMap(now => TIME_TEMPLATES.map(template => ({ now, template }))));
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  });

  it('knows the spaces that Python strips', () => {
    expect(stripPython('\u001c\u00a0\u3000\u2028 a \u0085\u2000\v')).toBe('a');
    expect(stripPython('\ufeff\u200b')).toBe('\ufeff\u200b');
  });
});

const RUN_UUID = '7b9f0f5e-2f6d-4c9e-9d35-0a1b2c3d4e5f';
const MOMENTS = ['2026-11-22T20:53:06.123000+00:00', '2024-12-30T23:59:59+00:00', '2021-01-03T00:05:07+00:00'];
const MISSING = /^(?:PapermillMissingParameterException|IndexError: (?!Replacement))/;

async function expectSamePaths(cases: readonly { readonly now: string; readonly template: string }[]): Promise<void> {
  const parameters: Parameters = PATH_PARAMETERS;
  const questions = cases.map(each => ({ ...each, runUuid: RUN_UUID, parameters: tagged(parameters) }));
  const theirs = ask('expand', questions).map(answer => {
    if (answer.error === undefined) return answer;
    return { error: MISSING.test(answer.error) ? 'PATH_PARAMETER_MISSING' : 'PATH_TEMPLATE_INVALID' };
  });
  const ours = cases.map(({ now, template }) =>
    outcome(() => expandPath(template, parameters, { runUuid: RUN_UUID, now: new Date(now) }))
  );
  expectSame(cases, await Promise.all(ours), theirs);
}

/** Shows only the cases that differ. */
function expectSame(cases: readonly unknown[], ours: readonly unknown[], theirs: readonly unknown[]): void {
  const pairs = cases.map((each, index) => ({ case: each, ours: ours[index], theirs: theirs[index] }));
  expect(pairs.filter(pair => !isDeepStrictEqual(pair.ours, pair.theirs))).toEqual([]);
  expect(pairs.length).toBeGreaterThan(0);
}
