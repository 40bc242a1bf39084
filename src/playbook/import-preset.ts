import type { Artifact } from './types.js';

/** What TheHive fills into its import form for an artifact, before the analyst changes anything. */
export type ImportPreset = {
  readonly tlp: number;
  readonly tags: readonly string[];
  readonly description: string;
  readonly ioc: boolean;
  /** TheHive 5.1 and newer imports it without being asked. */
  readonly isAutomatic: boolean;
};

/** The tag by which an author asks for it. Source: TheHive 5.1 release notes, "Auto import observables". */
const AUTO_IMPORT = 'autoImport:true';

/** TheHive presets AMBER whatever the artifact says. Source: facts/cortex-thehive §3.2, "Import UI". */
const AMBER = 2;

/**
 * The presets of the import dialog. TheHive 4 ignores tags, message and TLP of an artifact; TheHive 5 takes tags and message.
 * Source: TheHive 4.1.24 `report-observables.js:72-93`; TheHive 5 as seen on screen (facts/cortex-thehive §3.2).
 */
export function importPreset(artifact: Artifact, thehive: 4 | 5, worker: string): ImportPreset {
  const source = `src:${worker}`;
  return thehive === 4
    ? { tlp: AMBER, tags: [source], description: '', ioc: false, isAutomatic: false }
    : {
        tlp: AMBER,
        tags: [source, ...artifact.tags],
        description: artifact.message ?? '',
        ioc: false,
        isAutomatic: artifact.tags.includes(AUTO_IMPORT)
      };
}
