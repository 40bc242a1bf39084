import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import { MAX_OUTPUT_BYTES } from '../../full-report/index.js';
import { DEFAULT_LIMITS } from '../../report/index.js';
import { sizeText } from '../components/size-text.js';

type SizeMetersProps = {
  readonly reportBytes: number;
  /** Of `output.json`; `undefined` when it was not counted. */
  readonly outputBytes: number | undefined;
  readonly trans: TranslationBundle;
};

/** How much of its room the long report takes, and how much all that Cortex is handed. */
export function SizeMeters({ reportBytes, outputBytes, trans }: SizeMetersProps): JSX.Element {
  const { softBytes, hardBytes } = DEFAULT_LIMITS;
  return (
    <div className="jp-HuntbookPreview-meter">
      <Meter
        text={trans.__('Long report: %1 of %2', sizeText(reportBytes), sizeText(hardBytes))}
        hint={trans.__('From %1 on the least valuable parts are shown in short.', sizeText(softBytes))}
        limits={{ high: softBytes, max: hardBytes }}
        bytes={reportBytes}
      />
      {outputBytes !== undefined && (
        <Meter
          text={trans.__('Answer to Cortex: %1 of %2', sizeText(outputBytes), sizeText(MAX_OUTPUT_BYTES))}
          hint={trans.__('What does not fit loses outputs of cells first, then sources; the report stays.')}
          limits={{ high: MAX_OUTPUT_BYTES * 0.8, max: MAX_OUTPUT_BYTES }}
          bytes={outputBytes}
        />
      )}
    </div>
  );
}

type MeterProps = {
  readonly text: string;
  readonly hint: string;
  readonly limits: { readonly high: number; readonly max: number };
  readonly bytes: number;
};

function Meter({ text, hint, limits: { high, max }, bytes }: MeterProps): JSX.Element {
  return (
    <span className="jp-HuntbookMeter" title={hint}>
      {text} <meter min={0} max={max} high={high} optimum={0} value={bytes} aria-label={text} />
    </span>
  );
}
