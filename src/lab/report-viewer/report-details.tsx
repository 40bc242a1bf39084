import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import type { RunMetadata } from '../../playbook/index.js';
import type { Notice } from '../../report/index.js';
import { ProblemList } from '../components/problem-list.js';
import { Section } from '../components/section.js';
import { sizeText } from '../components/size-text.js';
import { roleText } from '../roles/role-texts.js';
import type { RenderedReport, RoleCell } from './report-request.js';

type DetailsProps = { readonly report: RenderedReport; readonly trans: TranslationBundle };

/** What a reviewer asks about a report: how it came to be, what counts in it, what is wrong, what was taken out. */
export function ReportDetails({ report, trans }: DetailsProps): JSX.Element {
  return (
    <aside className="jp-HuntbookReport-details" aria-label={trans.__('About this report')}>
      <Section title={trans.__('Run')}>
        <RunFacts report={report} trans={trans} />
      </Section>
      <Section title={trans.__('Roles')} count={report.roleCells.length}>
        {report.roleCells.length === 0 ? (
          <p className="jp-HuntbookNote">
            {trans.__('No cell has a role: TheHive would get this report, but no verdicts and no artifacts.')}
          </p>
        ) : (
          <RoleCells cells={report.roleCells} trans={trans} />
        )}
      </Section>
      <Section title={trans.__('Problems')} count={report.problems.length}>
        {report.problems.length === 0 ? (
          <p className="jp-HuntbookNote">{trans.__('None. Every result in the role cells counts.')}</p>
        ) : (
          <ProblemList problems={report.problems} trans={trans} />
        )}
      </Section>
      <Section title={trans.__('Taken out or shortened')} count={report.notices.length}>
        {report.notices.length === 0 ? (
          <p className="jp-HuntbookNote">{trans.__('Nothing. All outputs are shown as they are.')}</p>
        ) : (
          <Notices notices={report.notices} trans={trans} />
        )}
      </Section>
    </aside>
  );
}

function RunFacts({ report, trans }: DetailsProps): JSX.Element {
  const { run, kernel, bytes, cells } = report;
  const facts: readonly (readonly [string, string | undefined])[] = [
    [trans.__('Status'), statusText(run, trans)],
    [trans.__('Started'), run.startTime === undefined ? undefined : momentText(run.startTime)],
    [
      trans.__('Took'),
      run.durationSeconds === undefined ? undefined : trans.__('%1 s', run.durationSeconds.toFixed(1))
    ],
    [trans.__('Executed by'), run.worker ?? (run.startTime === undefined ? undefined : 'papermill')],
    [trans.__('From'), run.inputPath],
    [trans.__('Kernel'), kernel],
    [trans.__('Cells'), String(cells)],
    [trans.__('Report'), sizeText(bytes)]
  ];
  return (
    <dl className="jp-HuntbookFacts">
      {facts.map(([name, value]) =>
        value === undefined ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        )
      )}
    </dl>
  );
}

function statusText(run: RunMetadata, trans: TranslationBundle): string {
  switch (run.status) {
    case 'completed':
      return trans.__('✓ Completed');
    case 'failed':
      return trans.__('✕ Failed: %1', run.failure?.message.slice(0, 300) ?? trans.__('no reason was stored'));
    case 'cancelled':
      return trans.__('■ Stopped before its end');
    case undefined:
      return run.startTime === undefined
        ? trans.__('Not run by a worker; the outputs are those of an editor')
        : trans.__('Run; how it ended was not stored');
  }
}

/** In the reader's zone and language; a time that cannot be read is shown as it stands. */
function momentText(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso.slice(0, 40) : date.toLocaleString();
}

function RoleCells({
  cells,
  trans
}: {
  readonly cells: readonly RoleCell[];
  readonly trans: TranslationBundle;
}): JSX.Element {
  return (
    <ul className="jp-HuntbookRoleCells">
      {cells.map(({ cell, roles, line }) => (
        <li key={cell}>
          <b>{roles.map(role => roleText(role, trans).name).join(', ')}</b>{' '}
          <span className="jp-HuntbookPlace">{trans.__('Cell %1', cell + 1)}</span>
          <code>{line}</code>
        </li>
      ))}
    </ul>
  );
}

const MOST_NOTICES = 100;

function Notices({
  notices,
  trans
}: {
  readonly notices: readonly Notice[];
  readonly trans: TranslationBundle;
}): JSX.Element {
  return (
    <>
      <p className="jp-HuntbookNote">
        {trans.__('Scripts, frames, forms and what comes from the network never get into a report.')}
      </p>
      <ul className="jp-HuntbookNotices">
        {notices.slice(0, MOST_NOTICES).map(({ cell, message }, index) => (
          <li key={index}>
            {cell !== undefined && <span className="jp-HuntbookPlace">{trans.__('Cell %1', cell + 1)}</span>} {message}
          </li>
        ))}
      </ul>
    </>
  );
}
