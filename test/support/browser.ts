import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

/** A headless chromium: that of `CHROMIUM_BIN`, a path or a name, else the one of Debian. The caller closes it. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium(process.env['CHROMIUM_BIN'] ?? '/usr/bin/chromium');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--force-color-profile=srgb'] });
}

function findChromium(name: string): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = (isAbsolute(name) ? [name] : folders.map(folder => join(folder, name))).find(isExecutable);
  if (found === undefined) {
    throw new Error(`No chromium is at ${name}: install the Debian package chromium, or set CHROMIUM_BIN.`);
  }
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there or not ours to run: the next folder is asked, and the caller reports when none has it.
    return false;
  }
}
