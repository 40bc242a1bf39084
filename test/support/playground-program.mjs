// The last step of npm start, without its set-up, and with the notebooks and the home in a folder of the test.
import { join } from 'node:path';
import { startScirius } from '../../scripts/demo-scirius.mjs';
import { openLab } from '../../scripts/lab.mjs';
import { preparePlayground } from '../../scripts/playground.mjs';

const home = process.env.HOME;
const scirius = await startScirius(home);
try {
  process.exitCode = await openLab(preparePlayground(scirius, join(home, 'playbooks')));
} finally {
  await scirius.stop();
}
