// npm run bench: every figure beside a peer or a floor, in one run, as a ratio. `npm run bench -- report` runs one.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { everythingHolds } from './support/compare.mjs';
import { ensureBuild, ensurePackages, ensurePython, PYTHON, ROOT, runScript } from '../scripts/setup.mjs';

const BENCHES = {
  run: async setting => (await import('./run-notebook.mjs')).benchRunNotebook(setting),
  cortex: async setting => (await import('./cortex-job.mjs')).benchCortexJob(setting),
  service: async setting => (await import('./service.mjs')).benchService(setting),
  death: async setting => (await import('./dead-kernel.mjs')).benchDeadKernel(setting),
  report: async setting => (await import('./report.mjs')).benchReport(setting),
  rich: async setting => (await import('./rich-report.mjs')).benchRichReport(setting),
  results: async setting => (await import('./results.mjs')).benchResults(setting),
  eve: async setting => (await import('./eve.mjs')).benchEve(setting),
  frames: async setting => (await import('./frames.mjs')).benchFrames(setting),
  filters: async setting => (await import('./filters.mjs')).benchFilters(setting)
};

await runScript(async () => {
  await ensurePackages();
  await ensurePython('oracles');
  await ensureBuild();
  const wanted = process.argv.slice(2);
  const folder = mkdtempSync(join(tmpdir(), 'huntbook-bench-'));
  const setting = {
    folder,
    huntbook: [process.execPath, join(ROOT, 'companion/dist/huntbook.cjs')],
    python: PYTHON,
    bin: dirname(PYTHON),
    rounds: Number(process.env.HUNTBOOK_BENCH_ROUNDS ?? 7)
  };
  console.log(
    `${cpus().length} cores, load ${loadavg()[0].toFixed(1)}, Node ${process.version}, ${setting.rounds} rounds`
  );
  try {
    for (const [name, bench] of Object.entries(BENCHES)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      await bench(setting);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return everythingHolds() ? 0 : 1;
});
