import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import type { Problem, Severity } from '../../problem.js';

/** A change that puts a problem right, and what its button says. */
export type Fix = { readonly label: string; readonly apply: () => void };

type ProblemListProps = {
  readonly problems: readonly Problem[];
  readonly trans: TranslationBundle;
  /** Brings the cell into view; without it places are only named. */
  readonly goTo?: ((cell: number) => void) | undefined;
  readonly fixOf?: ((problem: Problem) => Fix | undefined) | undefined;
};

/** Beyond this a person does not read on; the count of the rest is said. */
const MOST_SHOWN = 100;

/** Problems, the worst first, each with its place and the way out. Icon and word say the severity, colour only repeats it. */
export function ProblemList({ problems, trans, goTo, fixOf }: ProblemListProps): JSX.Element {
  const sorted = [...problems].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
  return (
    <>
      <ul className="jp-HuntbookProblems">
        {sorted.slice(0, MOST_SHOWN).map((problem, index) => (
          <ProblemItem key={index} {...{ problem, trans, goTo, fix: fixOf?.(problem) }} />
        ))}
      </ul>
      {sorted.length > MOST_SHOWN && (
        <p className="jp-HuntbookNote">
          {trans._n('%1 more problem is not listed.', '%1 more problems are not listed.', sorted.length - MOST_SHOWN)}
        </p>
      )}
    </>
  );
}

type ProblemItemProps = {
  readonly problem: Problem;
  readonly trans: TranslationBundle;
  readonly goTo: ((cell: number) => void) | undefined;
  readonly fix: Fix | undefined;
};

function ProblemItem({ problem, trans, goTo, fix }: ProblemItemProps): JSX.Element {
  const { severity, message, hint, at } = problem;
  return (
    <li className={`jp-HuntbookProblem jp-type-${severity}`}>
      <span className="jp-HuntbookProblem-severity">
        <span aria-hidden="true">{SIGN[severity]}</span> {severityWord(severity, trans)}
      </span>
      <Place {...{ at, trans, goTo }} />
      <p>{message}</p>
      {hint !== undefined && <p className="jp-HuntbookNote">{hint}</p>}
      {fix !== undefined && (
        <button type="button" className="jp-HuntbookButton" onClick={fix.apply}>
          {fix.label}
        </button>
      )}
    </li>
  );
}

type PlaceProps = {
  readonly at: Problem['at'];
  readonly trans: TranslationBundle;
  readonly goTo: ((cell: number) => void) | undefined;
};

function Place({ at: { cell, line }, trans, goTo }: PlaceProps): JSX.Element | null {
  if (cell === undefined) return null;
  const text = line === undefined ? trans.__('Cell %1', cell + 1) : trans.__('Cell %1, line %2', cell + 1, line);
  return goTo === undefined ? (
    <span className="jp-HuntbookPlace">{text}</span>
  ) : (
    <button type="button" className="jp-HuntbookPlace jp-HuntbookLink" onClick={() => goTo(cell)}>
      {text}
    </button>
  );
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };
const SIGN: Readonly<Record<Severity, string>> = { error: '✕', warning: '!', info: 'i' };

function severityWord(severity: Severity, trans: TranslationBundle): string {
  switch (severity) {
    case 'error':
      return trans.__('Error');
    case 'warning':
      return trans.__('Warning');
    case 'info':
      return trans.__('Note');
  }
}
