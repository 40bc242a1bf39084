import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { describeFailure } from '../../../src/failure.js';
import { folderObstacle, readConfiguration, sampleLocations } from '../cortex/index.js';
import type { KernelSpec } from '../kernel/index.js';
import { ownName } from '../owner/index.js';
import { isWeb } from '../storage/index.js';
import { Findings, type Finding } from './finding.js';
import { checkItemNames } from './item-names.js';
import { checkPlaybook } from './playbook.js';

type Configuration = ReturnType<typeof readConfiguration>;
const NETWORK_LIMIT_MS = 2_000;

/**
 * The items an administrator has set, as `{"input_hostname": …}`: readable, notebooks there, output writable, certificates
 * and proxies in order. Values that are secret are never told.
 */
export async function checkConfiguration(
  items: Readonly<Record<string, unknown>>,
  specs: readonly KernelSpec[]
): Promise<readonly Finding[]> {
  const findings = new Findings();
  findings.add(checkItemNames(items));
  let configuration: Configuration;
  let locations: ReturnType<typeof sampleLocations>;
  try {
    configuration = readConfiguration(items);
    locations = sampleLocations(configuration, new Date());
  } catch (error) {
    findings.fail('configuration', describeFailure(error), 'Correct the item in Cortex.');
    return findings.toArray();
  }
  findings.ok('configuration', 'every item can be read');
  findings.add(checkFolder('input_hostname', configuration.inputHostname));
  findings.add(checkFolder('output_hostname', configuration.outputHostname));
  const checks = [
    ...configuration.inputPaths.map((path, index) =>
      checkNotebook({ host: configuration.inputHostname, path, location: locations.inputs[index] ?? path }, specs)
    ),
    checkOutput(configuration, locations.folder),
    checkCertificates('cacerts', configuration.cacerts),
    checkCertificates('scirius_ca_bundle', configuration.scirius.caBundle),
    ...Object.entries(configuration.proxies).map(([name, proxy]) => checkProxy(name, proxy))
  ];
  for (const found of await Promise.all(checks)) findings.add(found);
  return findings.toArray();
}

/** A name in braces is another one in each job. */
const isTemplate = (path: string): boolean => /(?:^|[^{])(?:\{\{)*\{[^{]/u.test(path);
const isRemote = (location: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//iu.test(location);

/** Cortex says nowhere in which folder it starts a worker. */
function checkFolder(item: string, folder: string): readonly Finding[] {
  const findings = new Findings();
  if (!isRemote(folder) && !folder.startsWith('/')) {
    findings.warn(
      item,
      'It is relative: in a job it counts from where Cortex starts the worker.',
      'Write it from / on.'
    );
  }
  return findings.toArray();
}

type NotebookItem = { readonly host: string; readonly path: string; readonly location: string };

async function checkNotebook(
  { host, path, location }: NotebookItem,
  specs: readonly KernelSpec[]
): Promise<readonly Finding[]> {
  const findings = new Findings();
  // A server is asked by the job itself: `cortex doctor` holds no token for a request of its own.
  if (isWeb(host)) return [];
  if (isRemote(host)) {
    findings.fail('input_hostname', 'Notebooks in stores are not built yet.', 'Name a folder, or a Jupyter server.');
    return findings.toArray();
  }
  if (isTemplate(path)) {
    findings.ok(path, `is another notebook in each job, so it is not checked; for an ip it would be ${location}`);
    return findings.toArray();
  }
  return checkPlaybook(location, specs);
}

function checkOutput({ outputHostname }: Configuration, folder: string): Promise<readonly Finding[]> {
  const findings = new Findings();
  if (isWeb(outputHostname)) return Promise.resolve([]);
  const obstacle = folderObstacle(folder);
  if (isRemote(outputHostname)) {
    findings.fail('output_hostname', 'Stores are not built yet.', 'Name a folder, or a Jupyter server.');
  } else if (obstacle === undefined) findings.ok(folder, 'takes the executed notebooks');
  else
    findings.fail(
      folder,
      `The folder for executed notebooks cannot be made or written. ${obstacle}`,
      "Make it, and give it to Cortex' user."
    );
  return Promise.resolve(findings.toArray());
}

async function checkCertificates(item: string, given: string | undefined): Promise<readonly Finding[]> {
  if (given === undefined) return [];
  const findings = new Findings();
  const path = given.trim();
  const isPath = path.startsWith('/') && !path.includes('\n');
  const text = isPath ? await readFile(path, 'utf8').catch(() => undefined) : given;
  if (text === undefined) {
    const what = existsSync(path) ? `cannot be read by the user ${ownName()}` : 'does not exist';
    findings.fail(item, `${path} ${what}.`, 'Correct the path, or paste the text of the file.');
    return findings.toArray();
  }
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu) ?? [];
  if (certificates.length === 0) {
    findings.fail(
      item,
      'It holds no certificate.',
      'Paste the text of a PEM file (-----BEGIN CERTIFICATE----- …), or the path of one.'
    );
  }
  certificates.forEach((certificate, index) => {
    try {
      const { subject, validTo } = new X509Certificate(certificate);
      const name = subject.replaceAll('\n', ', ');
      if (Date.parse(validTo) < Date.now())
        findings.warn(item, `The certificate of ${name} has expired.`, 'Replace it.');
      else findings.ok(item, name);
    } catch {
      // OpenSSL's own words help nobody here.
      findings.fail(item, `Certificate ${String(index + 1)} cannot be read.`, 'Copy it again, whole.');
    }
  });
  return findings.toArray();
}

/** Whether somebody listens there. The address can hold a password: only host and port are told. */
async function checkProxy(name: string, proxy: string | undefined): Promise<readonly Finding[]> {
  if (proxy === undefined) return [];
  const findings = new Findings();
  const item = `proxy_${name}`;
  const address = /^[a-z][a-z0-9+.-]*:\/\//iu.test(proxy) ? proxy : `http://${proxy}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || url.hostname === '') {
    findings.fail(item, 'It is no address.', 'Write http://host:port.');
    return findings.toArray();
  }
  const port = Number(url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : url.port);
  const reason = await unreachable(url.hostname, port);
  const where = `${url.hostname}:${String(port)}`;
  if (reason === undefined) findings.ok(item, `${where} answers`);
  else findings.fail(item, `${where} does not answer: ${reason}.`, 'Correct the address, or open the way.');
  return findings.toArray();
}

function unreachable(host: string, port: number): Promise<string | undefined> {
  return new Promise(done => {
    const socket = connect({ host: host.replace(/^\[|\]$/gu, ''), port });
    const end = (reason?: string): void => {
      socket.destroy();
      done(reason);
    };
    socket.setTimeout(NETWORK_LIMIT_MS, () => end(`nothing within ${String(NETWORK_LIMIT_MS / 1000)} s`));
    socket.on('connect', () => end());
    socket.on('error', error => end('code' in error ? String(error.code) : error.message));
  });
}
