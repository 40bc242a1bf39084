import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** PEM files of a CA and of a server that it vouches for at 127.0.0.1 and as jupyter.invalid, made in `folder` by openssl. */
export function makeCa(folder: string): { readonly ca: string; readonly key: string; readonly cert: string } {
  const at = (name: string): string => join(folder, name);
  const openssl = (...args: readonly string[]): unknown => execFileSync('openssl', [...args], { stdio: 'ignore' });
  const [ca, caKey, key, cert, request] = ['ca.pem', 'ca-key.pem', 'key.pem', 'cert.pem', 'request.pem'].map(at) as [
    string,
    string,
    string,
    string,
    string
  ];
  const common = ['-newkey', 'rsa:2048', '-nodes'];
  openssl('req', '-x509', ...common, '-days', '2', '-subj', '/CN=Huntbook test CA', '-keyout', caKey, '-out', ca);
  const names = ['-addext', 'subjectAltName=IP:127.0.0.1,DNS:jupyter.invalid'];
  openssl('req', ...common, '-subj', '/CN=127.0.0.1', ...names, '-keyout', key, '-out', request);
  const sign = [
    '-in',
    request,
    '-CA',
    ca,
    '-CAkey',
    caKey,
    '-CAcreateserial',
    '-days',
    '2',
    '-copy_extensions',
    'copy'
  ];
  openssl('x509', '-req', ...sign, '-out', cert);
  return { ca, key, cert };
}
