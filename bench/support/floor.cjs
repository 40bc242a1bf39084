// The floor: the least that can be done in Node to run cells on an ipykernel. No kernelspec, no parameters, no metadata,
// no checkpoints, no checks. usage: node floor.cjs PYTHON NOTEBOOK MARKER; writes MARKER when the last cell is idle:
// the milliseconds from the start of the kernel until it was ready.
const { spawn } = require('node:child_process');
const { createHmac, randomUUID } = require('node:crypto');
const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const [, , python, notebookPath, marker] = process.argv;
const folder = mkdtempSync(join(tmpdir(), 'floor-'));
const key = randomUUID();
const ip = join(folder, 'k');
const ports = { shell_port: 1, iopub_port: 2, stdin_port: 3, control_port: 4, hb_port: 5 };
const connection = { transport: 'ipc', ip, key, signature_scheme: 'hmac-sha256', ...ports };
const file = join(folder, 'kernel.json');
writeFileSync(file, JSON.stringify(connection), { mode: 0o600 });
const spawnedMs = performance.now();
const kernel = spawn(python, ['-m', 'ipykernel_launcher', '-f', file], { stdio: 'ignore', cwd: folder });
const zmq = require('zeromq');

const shell = new zmq.Dealer();
const iopub = new zmq.Subscriber();
shell.connect(`ipc://${ip}-1`);
iopub.connect(`ipc://${ip}-2`);
iopub.subscribe();

async function ask(type, content) {
  const id = randomUUID();
  const header = { msg_id: id, msg_type: type, session: 'floor', username: '', date: '', version: '5.3' };
  const parts = [header, {}, {}, content].map(part => JSON.stringify(part));
  const hmac = createHmac('sha256', key);
  parts.forEach(part => hmac.update(part));
  await shell.send(['<IDS|MSG>', hmac.digest('hex'), ...parts]);
  return id;
}

async function untilIdle(id) {
  for await (const frames of iopub) {
    const at = frames.findIndex(frame => frame.toString() === '<IDS|MSG>');
    const header = JSON.parse(frames[at + 2]);
    if (header.msg_type !== 'status' || JSON.parse(frames[at + 3]).msg_id !== id) continue;
    if (JSON.parse(frames[at + 5]).execution_state === 'idle') return;
  }
}

(async () => {
  await ask('kernel_info_request', {});
  // Any message says that we are subscribed: what is published before is lost.
  await Promise.all([shell.receive(), iopub.receive()]);
  const readyMs = performance.now() - spawnedMs;
  for (const cell of JSON.parse(readFileSync(notebookPath, 'utf8')).cells) {
    const code = Array.isArray(cell.source) ? cell.source.join('') : cell.source;
    const id = await ask('execute_request', { code, silent: false, store_history: true, allow_stdin: false });
    await Promise.all([shell.receive(), untilIdle(id)]);
  }
  writeFileSync(marker, String(readyMs));
  kernel.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
})();
