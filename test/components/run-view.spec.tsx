import { fireEvent, render, screen, within } from '@testing-library/react';
import { RunView, type RunActions } from '../../src/lab/run/run-view.js';
import type { SessionState } from '../../src/lab/run/session-state.js';
import type { TroubleKind } from '../../src/lab/run/trouble.js';
import { PLAIN_TEXTS as trans } from '../support/plain-texts.js';
import { jobOf, progressOf, stateOf } from '../support/run-states.js';

const actions = (): { readonly [Name in keyof RunActions]: jest.Mock } => ({
  onChange: jest.fn(),
  onSample: jest.fn(),
  onDeleteSample: jest.fn(),
  onRun: jest.fn(),
  onCancel: jest.fn(),
  onApply: jest.fn(),
  onShow: jest.fn(),
  onCompare: jest.fn(),
  onDelete: jest.fn(),
  onRetry: jest.fn(),
  onView: jest.fn(),
  onSaveSample: jest.fn(),
  onLink: jest.fn(),
  goTo: jest.fn()
});

const IDS = ['one', 'two', 'three'];
const cells = {
  indexOf: (id: string | undefined) => (id === undefined || !IDS.includes(id) ? undefined : IDS.indexOf(id)),
  lineOf: (index: number) => `line of ${index}`
};

function show(state: SessionState | undefined, name: string | undefined = 'a.ipynb') {
  const done = actions();
  const ink = { text: '#222', paper: '#fff', isDark: false };
  render(<RunView {...{ name, state, cells, trans, ink }} locate={problem => problem} actions={done} />);
  return done;
}

const ALL_TROUBLES: readonly TroubleKind[] = ['absent', 'down', 'unreachable', 'signed-out', 'slow', 'refused'];

test.each(ALL_TROUBLES)('a service that is %s is said in words, with a way to try again', kind => {
  const done = show(stateOf({ service: { kind: 'trouble', trouble: { kind, code: 'X', message: 'Reason.' } } }));
  const alert = screen.getByRole('alert');
  expect(within(alert).getByRole('heading').textContent).not.toBe('');
  expect(alert.textContent).toContain('Reason.');
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(done.onRetry).toHaveBeenCalledTimes(1);
});

test('without a notebook the panel says so', () => {
  show(undefined, undefined);
  expect(screen.getByRole('heading').textContent).toBe('No notebook is open');
});

test('a service that takes its time is waited for in words, and for a limited time', () => {
  show(stateOf({ service: { kind: 'asked', isSlow: true } }));
  expect(screen.getByRole('status').textContent).toContain('45 seconds');
});

test('what is old or missing in an installation stands above the form, which works', () => {
  const problems = [{ code: 'extension-version-equal', message: 'This page is 0.1, and the service is 0.2.' }];
  const done = show(stateOf({ service: { kind: 'there', problems } }));
  expect(screen.getByText(/This page is 0\.1/u)).not.toBeNull();
  fireEvent.submit(screen.getByRole('form', { name: 'Run as Cortex' }));
  expect(done.onRun).toHaveBeenCalledTimes(1);
});

test('a full queue is named where one pressed, and the form stays', () => {
  show(stateOf({ refusal: { kind: 'refused', code: 'QUEUE_FULL', message: '4 runs go on and 32 wait already.' } }));
  expect(screen.getByRole('alert').textContent).toContain('Too many runs are waiting');
  expect(screen.getByRole('alert').textContent).toContain('4 runs go on');
  expect(screen.getByRole('button', { name: 'Run' })).not.toBeNull();
});

test('a missing observable is named at its field', () => {
  show(stateOf({ fault: { field: 'data', fault: 'missing' } }));
  const input = screen.getByRole('textbox', { name: 'Observable' });
  expect(input.getAttribute('aria-invalid')).toBe('true');
  expect(document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent).toContain('Enter what');
});

test('parameters have the control of their type, their help, and a way back to the default', () => {
  const field = { type: null, source: '', help: '', setBy: 'playbook' } as const;
  const parameters = {
    notebook: 'a.ipynb',
    hasParametersCell: true,
    isInspectable: true,
    problems: [],
    fields: [
      { ...field, name: 'days', control: 'integer' as const, value: 3, help: 'how far back' },
      { ...field, name: 'deep', control: 'boolean' as const, value: true },
      { ...field, name: 'base', control: 'code' as const, value: null, source: 'days * 2' },
      { ...field, name: 'thehive_user', control: 'text' as const, value: '', setBy: 'input' as const }
    ]
  };
  const state = stateOf({ parameters });
  const done = show({ ...state, form: { ...state.form, values: { days: '4' } } });
  const days = screen.getByRole<HTMLInputElement>('textbox', { name: 'days' });
  expect(days.value).toBe('4');
  expect(document.getElementById(days.getAttribute('aria-describedby') ?? '')?.textContent).toBe('how far back');
  fireEvent.click(screen.getByRole('button', { name: 'Back to the default of days' }));
  expect(done.onChange).toHaveBeenLastCalledWith({ values: {} });
  fireEvent.click(screen.getByRole('checkbox', { name: 'deep' }));
  expect(done.onChange).toHaveBeenLastCalledWith({ values: { days: '4', deep: 'false' } });
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'base' }).readOnly).toBe(true);
  expect(screen.queryByRole('textbox', { name: 'thehive_user' })).toBeNull();
});

const BEGUN = [
  { cell: 0, status: 'completed', durationMs: 40, tail: 'hello <b>\n', error: undefined },
  { cell: 2, status: 'failed', durationMs: 8, tail: '', error: 'ValueError: no' }
] as const;

test('a run that goes on shows its cells as a log, how far it is, and Cancel in the place of Run', () => {
  const job = jobOf({ status: 'running', finishedAtUtc: null });
  const progress = progressOf({ job, cells: 4, ended: 2, kernel: 'python3', cellIds: IDS, begun: BEGUN.slice(0, 1) });
  const done = show(stateOf({ progress }));
  expect(within(screen.getByRole('log')).getByText('hello <b>')).not.toBeNull();
  expect(screen.getByRole('progressbar', { name: 'Progress of the run' }).getAttribute('value')).toBe('2');
  expect(screen.queryByRole('button', { name: 'Run' })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(done.onCancel).toHaveBeenCalledTimes(1);
});

test('a broken connection is no failure of the run', () => {
  const job = jobOf({ status: 'running', finishedAtUtc: null });
  show(stateOf({ progress: progressOf({ job, lost: 'gone' }) }));
  expect(screen.getByText(/The run goes on without it/u)).not.toBeNull();
});

test('the cell that stopped the run is named by its number in the open notebook, one press away', () => {
  const job = jobOf({ status: 'failed', error: 'Cell 3 raised ValueError' });
  const progress = progressOf({ job, cells: 4, cellIds: IDS, begun: [...BEGUN] });
  const outcome = { result: { kind: 'failed', message: 'Cell 3 raised ValueError' } as const, expectation: undefined };
  const done = show(stateOf({ progress, outcome }));
  fireEvent.click(screen.getByRole('button', { name: 'Go to cell 3' }));
  expect(done.goTo).toHaveBeenCalledWith(2);
  expect(screen.getByText('Cell 3 raised ValueError')).not.toBeNull();
});

test('an interrupted run without an answer says why it ended', () => {
  const job = jobOf({ status: 'interrupted', error: 'The worker ended by SIGKILL.', findings: null });
  show(stateOf({ progress: progressOf({ job }), outcome: { result: 'missing', expectation: undefined } }));
  expect(screen.getByText(/The service ended before the run did/u)).not.toBeNull();
  expect(screen.getByText('The worker ended by SIGKILL.')).not.toBeNull();
});

const FOUND = {
  kind: 'found',
  taxonomies: [{ value: { level: 'malicious', namespace: 'N', predicate: 'P', value: 1 }, cell: -1, line: 1 }],
  artifacts: [],
  operations: [],
  problems: [],
  message: undefined,
  failure: undefined,
  html: undefined
} as const;

test('a run that is not as its sample expects shows what was expected and what was found', () => {
  const expectation = {
    isEqual: false,
    differences: [
      {
        part: 'taxonomies' as const,
        missing: [{ level: 'safe', namespace: 'N', predicate: 'P', value: 1 }],
        unexpected: [{ level: 'malicious', namespace: 'N', predicate: 'P', value: 1 }]
      }
    ]
  };
  show(stateOf({ progress: progressOf({ job: jobOf({ sample: 's' }) }), outcome: { result: FOUND, expectation } }));
  expect(screen.getByText('Not as the sample “s” expects')).not.toBeNull();
  expect(screen.getAllByText(/^(?:expected|found)$/u).map(each => each.parentElement?.textContent)).toEqual([
    '− expected safe N:P=1',
    '+ found malicious N:P=1'
  ]);
});

test('a run as its sample expects is said so, and can be kept under a name', () => {
  const outcome = { result: FOUND, expectation: { isEqual: true, differences: [] } };
  const done = show(stateOf({ progress: progressOf({ job: jobOf({ sample: 's' }) }), outcome }));
  expect(screen.getByText('As the sample “s” expects')).not.toBeNull();
  fireEvent.change(screen.getByRole('textbox', { name: 'Name of the sample' }), { target: { value: ' known C2 ' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save sample' }));
  expect(done.onSaveSample).toHaveBeenCalledWith('known C2');
});

test('two runs of the history are chosen and compared, and a third choice replaces the first', () => {
  const history = ['3', '2', '1'].map(id => jobOf({ id, createdAtUtc: `2026-01-0${id}T00:00:00.000Z` }));
  const done = show(stateOf({ view: 'history', history }));
  const compare = screen.getByRole<HTMLButtonElement>('button', { name: 'Compare the two' });
  expect(compare.disabled).toBe(true);
  for (const box of screen.getAllByRole('checkbox')) fireEvent.click(box);
  fireEvent.click(compare);
  expect(done.onCompare).toHaveBeenCalledWith(history[1], history[2]);
});

test('equal runs are said to be equal, and others differ part by part', () => {
  const [newer, older] = ['2', '1'].map(id => jobOf({ id, createdAtUtc: `2026-01-0${id}T00:00:00.000Z` }));
  if (newer === undefined || older === undefined) throw new Error('two runs');
  const history = [newer, older];
  show(
    stateOf({ view: 'history', history, comparison: { older, newer, comparison: { isEqual: true, differences: [] } } })
  );
  expect(screen.getByText('Both runs found the same.')).not.toBeNull();
});
