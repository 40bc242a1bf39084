// The Cortex job beside the bare floor: Node starts, a kernel starts, the cells run, nothing else is done.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { interleave, note, noteSeconds } from './support/compare.mjs';
import { prepareJob, readResult, timeUntil } from './support/cortex-job.mjs';
import { realistic, store, trivial } from './support/notebooks.mjs';

const FLOOR = fileURLToPath(new URL('support/floor.cjs', import.meta.url));
const seconds = value => `${value.toFixed(2)} s`;

export async function benchCortexJob({ folder, python, rounds }) {
  let last;
  const job = names => async () => {
    const { command, result } = prepareJob(folder, names);
    last = result;
    const figures = await timeUntil(result, command);
    readResult(last);
    return figures;
  };
  let floors = 0;
  const floor = name => () => {
    const marker = join(folder, `floor-${(floors += 1)}`);
    return timeUntil(marker, [process.execPath, FLOOR, python, join(folder, name), marker]);
  };

  store(join(folder, 'one.ipynb'), trivial(1));
  const one = await interleave(
    [
      { name: 'job', run: job(['one.ipynb']) },
      { name: 'floor', run: floor('one.ipynb') }
    ],
    rounds
  );
  const base = one.floor.appeared;
  note(
    'Cortex job of one cell, until output.json, beside the floor',
    one.job.appeared / base,
    ['<=', 1.3],
    `${seconds(one.job.appeared)}, floor ${seconds(base)}`
  );
  note(
    'Cortex job of one cell, until the process ends, beside the floor',
    one.job.ended / base,
    ['<=', 1.6],
    `${seconds(one.job.ended)}, floor ${seconds(base)}`
  );

  store(join(folder, 'realistic.ipynb'), realistic());
  const real = await interleave(
    [
      { name: 'job', run: job(['realistic.ipynb']) },
      { name: 'floor', run: floor('realistic.ipynb') }
    ],
    rounds
  );
  const detail = `${seconds(real.job.appeared)}, floor ${seconds(real.floor.appeared)}`;
  noteSeconds(
    'realistic playbook, over the bare kernel, until output.json',
    real.job.appeared - real.floor.appeared,
    0.25,
    detail
  );

  const names = ['a', 'b', 'c', 'd'].map(letter => `${letter}.ipynb`);
  for (const name of names) store(join(folder, name), trivial(20));
  const four = await interleave(
    [
      { name: 'four', run: job(names) },
      { name: 'one', run: job(['a.ipynb']) }
    ],
    rounds
  );
  note(
    'four notebooks at once beside one',
    four.four.appeared / four.one.appeared,
    ['<=', 2.2],
    `${seconds(four.four.appeared)}, one ${seconds(four.one.appeared)}`
  );
}
