import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import type { Trouble, TroubleKind } from './trouble.js';

type TroubleProps = { readonly trouble: Trouble; readonly trans: TranslationBundle; readonly onRetry: () => void };

/** Why the service cannot be used, what to do, and a button that tries again. */
export function TroubleView({ trouble, trans, onRetry }: TroubleProps): JSX.Element {
  const { title, texts } = describeTrouble(trouble.kind, trans);
  return (
    <div className="jp-HuntbookMessage" role="alert">
      <h2>{title}</h2>
      {trouble.message !== '' && <p>{trouble.message}</p>}
      {texts.map(text => (
        <p key={text}>{text}</p>
      ))}
      <button type="button" className="jp-HuntbookButton" onClick={onRetry}>
        {trans.__('Try again')}
      </button>
    </div>
  );
}

type TroubleTexts = { readonly title: string; readonly texts: readonly string[] };

function describeTrouble(kind: TroubleKind, trans: TranslationBundle): TroubleTexts {
  switch (kind) {
    case 'absent':
      return {
        title: trans.__('This Jupyter server cannot run playbooks yet'),
        texts: [
          trans.__(
            'Nothing answers at its address /huntbook/. Huntbook needs jupyter-server-proxy in the environment of the Jupyter server.'
          ),
          trans.__('Run “pip install jupyter-server-proxy” there, restart the server, and try again.')
        ]
      };
    case 'down':
      return {
        title: trans.__('The companion service does not start'),
        texts: [
          trans.__(
            'The log of the Jupyter server says why. Restart the server after you have mended it, and try again.'
          )
        ]
      };
    case 'unreachable':
      return {
        title: trans.__('The Jupyter server does not answer'),
        texts: [
          trans.__('Does it still run, and is the network there? A run that has begun goes on without this page.')
        ]
      };
    case 'signed-out':
      return {
        title: trans.__('You are signed out'),
        texts: [trans.__('Sign in to the Jupyter server again, for example by reloading this page.')]
      };
    case 'slow':
      return {
        title: trans.__('The companion service does not answer in time'),
        texts: [trans.__('The machine may be busy, or the service is stuck. What it was asked for may still be done.')]
      };
    case 'refused':
      return { title: trans.__('The companion service refused'), texts: [] };
  }
}

type RefusalProps = { readonly refusal: Trouble; readonly trans: TranslationBundle };

/** What the last press came to, in the place where one pressed. */
export function RefusalView({ refusal, trans }: RefusalProps): JSX.Element {
  const { title, texts } = describeTrouble(refusal.kind, trans);
  return (
    <div className="jp-HuntbookBanner jp-type-error" role="alert">
      <span aria-hidden="true">✕</span>
      <div>
        <b>{refusalTitle(refusal, trans) ?? title}</b>
        {refusal.message !== '' && <p>{refusal.message}</p>}
        {refusal.kind !== 'refused' && texts.map(text => <p key={text}>{text}</p>)}
      </div>
    </div>
  );
}

function refusalTitle({ code }: Trouble, trans: TranslationBundle): string | undefined {
  switch (code) {
    case 'QUEUE_FULL':
      return trans.__('Too many runs are waiting');
    case 'BODY_TOO_LARGE':
      return trans.__('The notebook is too large to be sent');
    case 'SAMPLES_CHANGED':
      return trans.__('Somebody else has changed the samples');
    case 'NOT_THERE':
      return trans.__('It is not there any more');
    default:
      return undefined;
  }
}
