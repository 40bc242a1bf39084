import { fireEvent, render, screen, within } from '@testing-library/react';
import { ProblemList } from '../../src/lab/components/problem-list.js';
import type { Problem } from '../../src/problem.js';
import { PLAIN_TEXTS as trans } from '../support/plain-texts.js';

const problem = (severity: Problem['severity'], message: string, cell = 2): Problem => ({
  code: 'a-code',
  severity,
  at: { cell, line: 3 },
  message
});

test('the worst problems come first, and each says its severity in a word', () => {
  render(
    <ProblemList
      problems={[problem('info', 'small'), problem('error', 'big'), problem('warning', 'middle')]}
      trans={trans}
    />
  );
  expect(screen.getAllByRole('listitem').map(item => item.textContent)).toEqual([
    '✕ ErrorCell 3, line 3big',
    '! WarningCell 3, line 3middle',
    'i NoteCell 3, line 3small'
  ]);
});

test('markup in a message stays text', () => {
  const { container } = render(
    <ProblemList problems={[problem('error', '<img src=x onerror=alert(1)>')]} trans={trans} />
  );
  expect(container.querySelector('img')).toBeNull();
  expect(screen.getByText('<img src=x onerror=alert(1)>')).toBeTruthy();
});

test('a problem leads to its cell, and its fix is a button', () => {
  const visited: number[] = [];
  const fix = { label: 'Mend it', apply: jest.fn() };
  render(
    <ProblemList
      problems={[problem('error', 'x', 7)]}
      trans={trans}
      goTo={cell => visited.push(cell)}
      fixOf={() => fix}
    />
  );
  const item = within(screen.getByRole('listitem'));
  fireEvent.click(item.getByRole('button', { name: 'Cell 8, line 3' }));
  fireEvent.click(item.getByRole('button', { name: 'Mend it' }));
  expect(visited).toEqual([7]);
  expect(fix.apply).toHaveBeenCalledTimes(1);
});

test('of more than a hundred problems the rest is counted', () => {
  render(<ProblemList problems={Array.from({ length: 130 }, (_, i) => problem('info', `p${i}`))} trans={trans} />);
  expect(screen.getAllByRole('listitem')).toHaveLength(100);
  expect(screen.getByText('30 more problems are not listed.')).toBeTruthy();
});
