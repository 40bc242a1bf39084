import type { IncomingMessage } from 'node:http';

/** What says who somebody is: nothing behind the edge may see it, so nothing there can log or store it. */
const CREDENTIAL_HEADERS: ReadonlySet<string> = new Set([
  ...['cookie', 'authorization', 'proxy-authorization', 'x-xsrftoken'],
  // Pages and addresses of the person, with the token of a login by address.
  ...['referer', 'x-forwarded-for']
]);

/** Query parameters that JupyterLab and its login put into any address. */
const CREDENTIAL_PARAMETERS = ['token', '_xsrf', 'jupyterhub-api-token'];

/** Takes credentials out of a request, headers and address, for all who look at it from now on. */
export function stripCredentials(request: IncomingMessage): void {
  const kept: string[] = [];
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    const [name = '', value = ''] = request.rawHeaders.slice(index, index + 2);
    if (!CREDENTIAL_HEADERS.has(name.toLowerCase())) kept.push(name, value);
  }
  request.rawHeaders = kept;
  for (const name of CREDENTIAL_HEADERS) delete request.headers[name];
  request.url = withoutCredentials(request.url ?? '/');
}

/** The address without parameters that hold credentials; what is no address is left to the router to refuse. */
export function withoutCredentials(address: string): string {
  const [path = '', query] = splitOnce(address, '?');
  if (query === undefined) return address;
  const kept = query.split('&').filter(part => {
    const [name = ''] = splitOnce(part, '=');
    return !CREDENTIAL_PARAMETERS.includes(decoded(name).toLowerCase());
  });
  return kept.length === 0 ? path : `${path}?${kept.join('&')}`;
}

function splitOnce(text: string, separator: string): readonly [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll('+', ' '));
  } catch {
    // Not percent-encoded: the name is as it is written.
    return name;
  }
}
