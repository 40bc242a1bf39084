import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';

type RawJsonProps = {
  /** `undefined` while it is made. */
  readonly text: string | undefined;
  readonly isOpen: boolean;
  readonly trans: TranslationBundle;
  readonly onToggle: (isOpen: boolean) => void;
};

/** More makes a page slow, and nobody reads it here; all of it can be copied. UTF-16 units. */
const MOST_SHOWN = 100_000;

/** The `full` part of `output.json`, which templates and programs read, unfolded on demand. */
export function RawJson({ text, isOpen, trans, onToggle }: RawJsonProps): JSX.Element {
  return (
    <details className="jp-HuntbookRaw" open={isOpen} onToggle={event => onToggle(event.currentTarget.open)}>
      <summary>{trans.__('Raw JSON (full)')}</summary>
      {isOpen && text === undefined && <p className="jp-HuntbookNote">{trans.__('Making it…')}</p>}
      {isOpen && text !== undefined && (
        <>
          <button
            type="button"
            className="jp-HuntbookButton"
            onClick={() => void navigator.clipboard.writeText(text).catch(() => undefined)}
          >
            {trans.__('Copy')}
          </button>
          {text.length > MOST_SHOWN && (
            <span className="jp-HuntbookNote"> {trans.__('The beginning is shown; all of it is copied.')}</span>
          )}
          <pre tabIndex={0} aria-label={trans.__('Raw JSON (full)')}>
            {text.slice(0, MOST_SHOWN)}
          </pre>
        </>
      )}
    </details>
  );
}
