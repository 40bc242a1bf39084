import { isOneSlip } from '../../../src/playbook/index.js';
import { CONFIGURATION_ITEMS } from '../cortex/index.js';
import { Findings, type Finding } from './finding.js';

/**
 * What Cortex itself adds to `config`, and our definitions. Source: Cortex 4.1 `BaseConfig.scala`, `WorkerSrv.scala`;
 * facts/cortex-thehive §1.2.
 */
const OF_CORTEX = [
  'service',
  'check_tlp',
  'max_tlp',
  'check_pap',
  'max_pap',
  'proxy',
  'proxy_http',
  'proxy_https',
  'cacerts',
  'jobTimeout',
  'jobCache',
  'auto_extract_artifacts'
];
const KNOWN = [...CONFIGURATION_ITEMS.map(({ name }) => name), ...OF_CORTEX];

/** Items that no worker reads: most are a slip, and the item that was meant stays unset in silence. */
export function checkItemNames(items: Readonly<Record<string, unknown>>): readonly Finding[] {
  const findings = new Findings();
  for (const name of Object.keys(items)) {
    if (KNOWN.includes(name)) continue;
    const meant = KNOWN.find(known => isOneSlip(name.toLowerCase(), known));
    findings.warn(
      name,
      'There is no item of this name: it does nothing.',
      meant === undefined ? 'Take it out, or correct its name.' : `Is ${meant} meant?`
    );
  }
  return findings.toArray();
}
