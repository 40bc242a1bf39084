import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';

/** The address is the attacker's: it is shown as text, and opened only when a person says so. */
export async function openLink(address: string, trans: TranslationBundle): Promise<void> {
  const { button } = await showDialog({
    title: trans.__('Open this address?'),
    body: address.slice(0, 2_000),
    buttons: [Dialog.cancelButton(), Dialog.warnButton({ label: trans.__('Open in a new tab') })]
  });
  if (button.accept && /^https?:/iu.test(address)) window.open(address, '_blank', 'noopener,noreferrer');
}
