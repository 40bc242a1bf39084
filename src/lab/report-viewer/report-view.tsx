import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import type { CodeVisibility } from '../../report/index.js';
import { sizeText } from '../components/size-text.js';
import { ReportDetails } from './report-details.js';
import type { ReportState, ViewOptions } from './report-state.js';
import { unreadableText } from './unreadable-text.js';

type ReportViewProps = {
  readonly state: ReportState;
  readonly view: ViewOptions;
  readonly trans: TranslationBundle;
  readonly onCode: (code: CodeVisibility) => void;
  readonly onDetails: () => void;
  readonly onSave: () => void;
  readonly onDrawn: () => void;
};

/** The viewer: a bar, the report in a frame without any rights, and what is known about it beside. */
export function ReportView(props: ReportViewProps): JSX.Element {
  const { state, view, trans, onDrawn } = props;
  return (
    <div className="jp-HuntbookReport-body">
      <Bar {...props} />
      {state.kind === 'shown' ? (
        <div className="jp-HuntbookReport-columns">
          <div className="jp-HuntbookReport-frame">
            {!state.isDrawn && <Progress text={trans.__('Drawing %1…', sizeText(state.report.bytes))} />}
            {/* No rights at all, also none of its own origin: see docs/decisions/0012. */}
            <iframe
              sandbox=""
              referrerPolicy="no-referrer"
              title={trans.__('Report as TheHive shows it')}
              srcDoc={state.page}
              onLoad={onDrawn}
            />
          </div>
          {view.hasDetails && <ReportDetails report={state.report} trans={trans} />}
        </div>
      ) : (
        <Message state={state} trans={trans} />
      )}
    </div>
  );
}

function Bar({ state, view, trans, onCode, onDetails, onSave }: ReportViewProps): JSX.Element {
  const isShown = state.kind === 'shown';
  const choices: readonly (readonly [CodeVisibility, string])[] = [
    ['show', trans.__('Shown')],
    ['collapse', trans.__('Folded')],
    ['hide', trans.__('Hidden')]
  ];
  return (
    <div className="jp-HuntbookReport-bar" role="toolbar" aria-label={trans.__('Report')}>
      <div className="jp-HuntbookChoice" role="group" aria-label={trans.__('Code')}>
        <span>{trans.__('Code')}</span>
        {choices.map(([code, label]) => (
          <button
            type="button"
            key={code}
            aria-pressed={view.code === code}
            disabled={!isShown}
            onClick={() => onCode(code)}
          >
            {label}
          </button>
        ))}
      </div>
      <button
        type="button"
        className="jp-HuntbookButton"
        aria-pressed={view.hasDetails}
        disabled={!isShown}
        onClick={onDetails}
      >
        {trans.__('Details')}
      </button>
      <button type="button" className="jp-HuntbookButton" disabled={!isShown} onClick={onSave}>
        {trans.__('Save as HTML')}
      </button>
      <span className="jp-HuntbookReport-note">{trans.__('Read only: no kernel, nothing in it can run')}</span>
    </div>
  );
}

function Progress({ text }: { readonly text: string }): JSX.Element {
  return (
    <div className="jp-HuntbookProgress" role="status">
      <progress aria-label={text} /> {text}
    </div>
  );
}

type MessageProps = {
  readonly state: Exclude<ReportState, { readonly kind: 'shown' }>;
  readonly trans: TranslationBundle;
};

function Message({ state, trans }: MessageProps): JSX.Element {
  switch (state.kind) {
    case 'loading':
      return <Progress text={trans.__('Fetching the notebook…')} />;
    case 'rendering':
      return <Progress text={trans.__('Rendering %1 of notebook in the background…', sizeText(state.bytes))} />;
    case 'unreadable':
      return (
        <div className="jp-HuntbookMessage" role="alert">
          <h2>{trans.__('This file is not a notebook that can be read')}</h2>
          <p>{unreadableText(state.reason, state.detail, trans)}</p>
        </div>
      );
    case 'failed':
      return (
        <div className="jp-HuntbookMessage" role="alert">
          <h2>{trans.__('The report could not be made')}</h2>
          <p>
            {trans.__(
              'The notebook may be too large for this browser. “huntbook report” on the command line has no such limit.'
            )}
          </p>
          <pre>{state.message.slice(0, 500)}</pre>
        </div>
      );
  }
}
