// Loaded into a worker by NODE_OPTIONS: writes down, a line each, every process that it starts and every connection
// that it opens. Native code (the sockets of a kernel) is not seen; a cell that looks at /proc sees the rest.
const { appendFileSync } = require('node:fs');
const { ChildProcess } = require('node:child_process');
const { Socket } = require('node:net');

const log = process.env.WATCH_WORKER_LOG;
const tell = line => appendFileSync(log, `${JSON.stringify(line)}\n`);

function watch(owner, name, describe) {
  const original = owner[name];
  owner[name] = function (...args) {
    tell(describe(...args));
    return original.apply(this, args);
  };
}

watch(ChildProcess.prototype, 'spawn', ({ args }) => ['start', ...args]);
watch(Socket.prototype, 'connect', (...args) => ['connect', JSON.stringify(args[0])]);
