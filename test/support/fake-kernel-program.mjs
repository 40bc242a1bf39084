/**
 * A kernel that misbehaves on purpose, over real ZeroMQ: `node fake-kernel-program.mjs CONNECTION_FILE SCRIPT`.
 * SCRIPT is JSON: { start?: one of the start scripts, execute?: one of the execute scripts, ignoreShutdown?, stateFile? }.
 */
import { createHmac, randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setInterval } from 'node:timers';

const zmq = createRequire(import.meta.url)('zeromq');
zmq.context.blocky = false;

const [connectionFile, scriptText = '{}'] = process.argv.slice(2);
const script = JSON.parse(scriptText);
const connection = JSON.parse(readFileSync(connectionFile, 'utf8'));
const starts = script.stateFile && existsSync(script.stateFile) ? readFileSync(script.stateFile, 'utf8').length : 0;
if (script.stateFile) appendFileSync(script.stateFile, 'x');
if (script.ignoreShutdown) for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => {});

const forever = () => new Promise(() => setInterval(() => {}, 60_000));
const die = () => process.kill(process.pid, 'SIGKILL');

const isFirst = starts === 0;
if (script.start === 'exit') {
  console.error('fake kernel: giving up');
  process.exit(3);
}
if (script.start === 'port-clash-once' && isFirst) {
  console.error('zmq.error.ZMQError: Address already in use');
  process.exit(1);
}
if (script.start === 'silent' || (script.start === 'silent-once' && isFirst)) await forever();

const separator = connection.transport === 'ipc' ? '-' : ':';
const address = name => `${connection.transport}://${connection.ip}${separator}${connection[`${name}_port`]}`;
const options = { linger: 500, sendHighWaterMark: 0 };
const shell = new zmq.Router(options);
const control = new zmq.Router(options);
const iopub = script.start === 'late-iopub' ? new zmq.Publisher(options) : new zmq.XPublisher(options);
await Promise.all([shell.bind(address('shell')), control.bind(address('control'))]);
let isPublishing = script.start !== 'late-iopub';
if (isPublishing) await iopub.bind(address('iopub'));

function frames(type, content, parent, { key = connection.key, raw } = {}) {
  const header = {
    msg_id: randomUUID(),
    msg_type: type,
    session: 'fake',
    username: 'fake',
    date: new Date().toISOString(),
    version: '5.4'
  };
  const parts = (raw ?? [header, parent, {}, content]).map(part =>
    Buffer.from(typeof part === 'string' ? part : JSON.stringify(part))
  );
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return ['<IDS|MSG>', hmac.digest('hex'), ...parts];
}

/** Sockets take one message at a time. */
const queues = new Map();
function send(socket, message) {
  const last = (queues.get(socket) ?? Promise.resolve()).then(() => socket.send(message));
  queues.set(socket, last);
  return last;
}
const publish = (type, content, parent, how) =>
  isPublishing ? send(iopub, [type, ...frames(type, content, parent, how)]) : undefined;

let count = 0;
const interrupts = [];
const executeScripts = {
  async ok(reply, parent) {
    await publish('stream', { name: 'stdout', text: 'hello\n' }, parent);
    await reply({ status: 'ok', execution_count: count });
  },
  async 'bad-signature'(reply, parent) {
    await publish('stream', { name: 'stdout', text: 'forged\n' }, parent, { key: 'another key' });
    await executeScripts.ok(reply, parent);
  },
  async 'missing-fields'(reply, parent) {
    const noise = ['{"msg_type":"stream"}', JSON.stringify(parent), '{}', '{"name":"stdout","text":"no id\\n"}'];
    await publish('stream', {}, parent, { raw: noise });
    await publish('stream', {}, parent, { raw: ['not json', '{}', '{}', '{}'] });
    const sparse = [
      '{"msg_id":"1","msg_type":"stream"}',
      JSON.stringify(parent),
      'null',
      '{"name":"stdout","text":"sparse\\n"}'
    ];
    await publish('stream', {}, parent, { raw: sparse });
    await send(iopub, ['no delimiter']);
    await send(iopub, ['topic', '<IDS|MSG>', 'too', 'short']);
    await executeScripts.ok(reply, parent);
  },
  async interrupts(reply, parent) {
    await publish('stream', { name: 'stdout', text: interrupts.join() }, parent);
    await reply({ status: 'ok', execution_count: count });
  },
  async aborted(reply) {
    await reply({ status: 'aborted' });
  },
  async 'no-idle'(reply) {
    await reply({ status: 'ok', execution_count: count });
    return 'no-idle';
  },
  async giant(reply, parent) {
    await publish('display_data', { data: { 'text/plain': 'x'.repeat(60 * 1024 * 1024) }, metadata: {} }, parent);
    await executeScripts.ok(reply, parent);
  },
  async flood(reply, parent) {
    const message = ['stream', ...frames('stream', { name: 'stdout', text: 'line\n' }, parent)];
    for (let line = 0; line < 200_000; line += 1) await iopub.send(message);
    await executeScripts.ok(reply, parent);
  },
  async crash(reply, parent) {
    await publish('stream', { name: 'stdout', text: 'last words\n' }, parent);
    setTimeout(die, 50);
    await forever();
  }
};

async function serve(socket, channel) {
  for await (const [identity, ...rest] of socket) {
    const start = rest.findIndex(frame => frame.toString() === '<IDS|MSG>');
    const [header, , , content] = rest.slice(start + 2).map(frame => JSON.parse(frame.toString()));
    const reply = body =>
      send(socket, [identity, ...frames(header.msg_type.replace('_request', '_reply'), body, header)]);
    if (header.msg_type === 'shutdown_request') {
      if (script.ignoreShutdown) continue;
      await reply({ status: 'ok', restart: false });
      setTimeout(() => process.exit(0), 20);
      continue;
    }
    if (header.msg_type === 'interrupt_request') {
      interrupts.push(channel);
      await reply({ status: 'ok' });
      continue;
    }
    if (script.start === 'crash-at-info') die();
    await publish('status', { execution_state: 'busy' }, header);
    let ending;
    if (header.msg_type === 'execute_request') {
      count += 1;
      ending = await executeScripts[content.code](reply, header);
    } else {
      await reply({ status: 'ok', protocol_version: '5.3', implementation: 'fake', language_info: { name: 'fake' } });
      if (script.start === 'late-iopub' && !isPublishing) {
        isPublishing = true;
        await iopub.bind(address('iopub'));
      }
      if (script.start === 'crash-after-info') setTimeout(die, 100);
    }
    if (ending !== 'no-idle') await publish('status', { execution_state: 'idle' }, header);
  }
}

if (script.start !== 'late-iopub') {
  void (async () => {
    while (!iopub.closed) {
      await iopub.receive();
      await send(iopub, ['', ...frames('iopub_welcome', { subscription: '' }, {})]);
    }
  })();
}
await Promise.all([serve(shell, 'shell'), serve(control, 'control')]);
