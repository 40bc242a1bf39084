import { join } from 'node:path';
import type { KernelSpec } from '../../../companion/src/kernel/index.js';
import { kernelCommand, speaksIpc } from '../../../companion/src/kernel/local/command-line.js';
import { fillVariables, kernelEnvironment } from '../../../companion/src/kernel/local/kernel-environment.js';
import { firstTransport, secondTransport } from '../../../companion/src/kernel/local/start-plan.js';
import { testPython } from '../../support/real-kernel.js';

const spec = (argv: readonly string[], fields: Partial<KernelSpec> = {}): KernelSpec => ({
  name: 'k',
  displayName: 'K',
  language: '',
  argv,
  env: {},
  interruptMode: 'signal',
  provisioner: 'local-provisioner',
  resourceDir: '/res',
  ...fields
});
const prefix = join(testPython, '../..');

describe("a kernel's command", () => {
  test.each([
    { argv: ['kernel', '{connection_file}'], expected: ['kernel', '/c.json'] },
    { argv: ['kernel', '--connection-file={connection_file}'], expected: ['kernel', '--connection-file=/c.json'] },
    {
      argv: ['java', '-jar', '{resource_dir}/a.jar', '{prefix}', '{other}'],
      expected: ['java', '-jar', '/res/a.jar', prefix, '{other}']
    },
    { argv: ['python', 'x.py'], expected: [join(prefix, 'bin/python'), 'x.py'] },
    { argv: ['python3.99', 'x.py'], expected: [join(prefix, 'bin/python3'), 'x.py'] },
    { argv: ['/opt/python', 'x.py'], expected: ['/opt/python', 'x.py'] }
  ])('from $argv is $expected', ({ argv, expected }) => {
    expect(kernelCommand(spec(argv, { prefix }), { connectionFile: '/c.json' })).toEqual(expected);
  });

  test('takes the active Python when the kernel was not found in an environment', () => {
    expect(kernelCommand(spec(['python', 'x']), { connectionFile: '', python: '/venv/bin/python' })).toEqual([
      '/venv/bin/python',
      'x'
    ]);
    expect(kernelCommand(spec(['python', 'x']), { connectionFile: '' })).toEqual(['python', 'x']);
  });

  test('keeps the history of ipykernel in memory and its other arguments where they are', () => {
    const command = kernelCommand(
      spec(['/p/python', '-X', 'dev', '-m', 'ipykernel_launcher', '-f', '{connection_file}', '--debug']),
      { connectionFile: '/c' }
    );
    expect(command.slice(0, 4)).toEqual(['/p/python', '-X', 'dev', '-c']);
    expect(command.slice(5)).toEqual([
      '-f',
      '/c',
      '--debug',
      '--HistoryManager.hist_file=:memory:',
      '--Kernel._execute_sleep=0.0'
    ]);
  });
});

describe("a kernel's environment", () => {
  test.each([
    { text: '${A}', expected: '1' },
    { text: '$A:$B', expected: '1:two' },
    { text: '${UNKNOWN} $UNKNOWN', expected: '${UNKNOWN} $UNKNOWN' },
    { text: '$$A', expected: '$A' },
    { text: '$', expected: '$' },
    { text: '${A', expected: '${A' },
    { text: '$5', expected: '$5' }
  ])('turns $text into $expected', ({ text, expected }) => {
    expect(fillVariables(text, { A: '1', B: 'two' })).toBe(expected);
  });

  test('is what the caller gives, what the kernelspec adds, and our two variables', () => {
    const given = { A: '1', PYTHONEXECUTABLE: '/wrong', JPY_PARENT_PID: '1' };
    expect(kernelEnvironment(given, { B: '${A}2', A: 'changed' }, 42)).toEqual({
      A: 'changed',
      B: '12',
      JPY_PARENT_PID: '42',
      PYDEVD_DISABLE_FILE_VALIDATION: '1'
    });
  });

  test('does not change our own', () => {
    const before = { ...process.env };
    kernelEnvironment({ A: '1' }, { B: '2' }, 42);
    expect(process.env).toEqual(before);
  });
});

describe('the transport of a start', () => {
  const ipykernel = spec(['python', '-m', 'ipykernel_launcher']);
  const bash = spec(['/v/bin/python', '-m', 'bash_kernel']);
  const java = spec(['java', '-jar', 'x']);

  test.each([
    { title: 'ipykernel', argv: ipykernel.argv, expected: true },
    { title: 'a Python kernel built on it', argv: bash.argv, expected: true },
    { title: 'IRkernel', argv: ['R', '--slave', '-e', 'IRkernel::main()'], expected: true },
    { title: 'xeus-python', argv: ['xpython', '-f', 'x'], expected: true },
    { title: 'a Java kernel', argv: java.argv, expected: false },
    { title: 'a JavaScript kernel', argv: ['tslab', 'kernel'], expected: false }
  ])('is IPC for $title: $expected', ({ argv, expected }) => {
    expect(speaksIpc(spec(argv))).toBe(expected);
    expect(firstTransport(spec(argv), 'auto')).toBe(expected ? 'ipc' : 'tcp');
  });

  test.each([
    {
      title: 'a silent ipykernel',
      kernel: ipykernel,
      wanted: 'auto',
      transport: 'ipc',
      failure: { kind: 'silent' },
      expected: 'tcp'
    },
    {
      title: 'a silent kernel held to IPC',
      kernel: ipykernel,
      wanted: 'ipc',
      transport: 'ipc',
      failure: { kind: 'silent' },
      expected: 'ipc'
    },
    {
      title: 'a taken port',
      kernel: java,
      wanted: 'auto',
      transport: 'tcp',
      failure: { kind: 'ended', outputTail: 'java.net.BindException: Address already in use' },
      expected: 'tcp'
    },
    {
      title: 'a missing module in ipykernel',
      kernel: ipykernel,
      wanted: 'auto',
      transport: 'ipc',
      failure: { kind: 'ended', outputTail: 'No module named x' },
      expected: undefined
    },
    {
      title: 'ZeroMQ trouble in ipykernel',
      kernel: ipykernel,
      wanted: 'auto',
      transport: 'ipc',
      failure: { kind: 'ended', outputTail: 'zmq.error.ZMQError: Protocol not supported' },
      expected: 'tcp'
    },
    {
      title: 'another kernel that ended over IPC',
      kernel: bash,
      wanted: 'auto',
      transport: 'ipc',
      failure: { kind: 'ended', outputTail: '' },
      expected: 'tcp'
    },
    {
      title: 'a kernel that ended over TCP',
      kernel: java,
      wanted: 'auto',
      transport: 'tcp',
      failure: { kind: 'ended', outputTail: 'boom' },
      expected: undefined
    }
  ] as const)('after $title is $expected', ({ kernel, wanted, transport, failure, expected }) => {
    expect(secondTransport(kernel, wanted, { transport, failure })).toBe(expected);
  });
});
