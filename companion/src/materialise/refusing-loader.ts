import type { Loader } from 'vega';

const OWN_PICTURE = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+$/;

/**
 * A loader that fetches and opens nothing, and keeps what it was asked for: a worker reaches networks that the author
 * of a chart does not. Pictures that stand in the chart itself pass.
 */
export function refusingLoader(): { readonly loader: Loader; readonly refused: readonly string[] } {
  const refused: string[] = [];
  const refuse = (uri: string): Promise<never> => {
    if (refused.length < MAX_REFUSED) refused.push(uri.slice(0, MAX_ADDRESS));
    return Promise.reject(new Error('Nothing is fetched for a chart.'));
  };
  const loader: Loader = {
    load: uri => refuse(uri),
    sanitize: (uri, options: { readonly context?: string }) => {
      if (OWN_PICTURE.test(uri)) return Promise.resolve({ href: uri });
      // A picture has no links: the chart says the same without. Vega takes no refusal here, but an empty address.
      return options.context === 'href' ? Promise.resolve({ href: '' }) : refuse(uri);
    },
    http: uri => refuse(uri),
    file: path => refuse(path)
  };
  return { loader, refused };
}

const MAX_REFUSED = 5;
const MAX_ADDRESS = 500;
