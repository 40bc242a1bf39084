import os from 'node:os';
import { readFileSync, rmSync } from 'node:fs';
import { keepUnstored } from '../../../companion/src/cortex/keep-unstored.js';
import { ledgerFolders } from '../../../companion/src/jupyter/hub/ledger.js';
import { ownName } from '../../../companion/src/owner/index.js';

const uid = String(process.getuid?.());

describe('a user without an entry in passwd, as a container has it', () => {
  beforeEach(() => {
    for (const name of ['userInfo', 'homedir'] as const) {
      jest.spyOn(os, name).mockImplementation(() => {
        throw new Error('uv_os_get_passwd returned ENOENT');
      });
    }
  });
  afterEach(() => jest.restoreAllMocks());

  it('has a ledger where it says, where its home is, else in the temporary folder', () => {
    const last = `/t/huntbook-hub-servers-${uid}`;
    expect(ledgerFolders({ HUNTBOOK_STATE: '/s', TMPDIR: '/t' })).toEqual(['/s/hub-servers', last]);
    expect(ledgerFolders({ HOME: '/', TMPDIR: '/t' })).toEqual(['/.local/state/huntbook/hub-servers', last]);
    expect(ledgerFolders({ XDG_STATE_HOME: '/x', TMPDIR: '/t' })).toEqual(['/x/huntbook/hub-servers', last]);
  });

  it('is called by the number in what the doctor says', () => {
    expect(ownName()).toBe(`uid ${uid}`);
  });

  it('keeps a notebook that could not be stored', async () => {
    const path = await keepUnstored('{}', 'https://host.example.org/without-passwd.ipynb');
    try {
      expect(readFileSync(path ?? '', 'utf8')).toBe('{}');
    } finally {
      rmSync(path ?? '', { force: true });
    }
  });
});
