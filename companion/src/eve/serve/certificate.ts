import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServeFailed } from '../failures.js';

export type Certificate = { readonly cert: string; readonly key: string };

const DAYS = '30';

/**
 * A certificate for this machine that nobody has signed, for trying clients that only speak TLS. Made by `openssl`;
 * its key is never stored.
 * @throws {@link ServeFailed} `SERVE_FAILED`: there is no openssl
 */
export async function makeCertificate(): Promise<Certificate> {
  const folder = await mkdtemp(join(tmpdir(), 'huntbook-tls-'));
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  try {
    await openssl([
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', DAYS],
      ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1'],
      ...['-keyout', key, '-out', cert]
    ]);
    return { cert: await readFile(cert, 'utf8'), key: await readFile(key, 'utf8') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function openssl(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('openssl', args, { stdio: 'ignore' });
    child.on('error', cause => {
      const hint = 'Install openssl, or leave --tls out: the server listens on this machine only.';
      reject(new ServeFailed('--tls needs openssl to make a certificate.', { hint, cause }));
    });
    child.on('close', code => {
      if (code === 0) resolve();
      else reject(new ServeFailed(`openssl could not make a certificate (exit status ${String(code)}).`));
    });
  });
}
