import { render, screen } from '@testing-library/react';
import { ArtifactTable } from '../../src/lab/preview/artifact-table.js';
import { MiniReports } from '../../src/lab/preview/mini-reports.js';
import { OperationList } from '../../src/lab/preview/operation-list.js';
import { PLAIN_TEXTS as trans } from '../support/plain-texts.js';

const found = <T,>(value: T) => ({ value, cell: 0, line: 1 });
const nothing = (): void => undefined;

test('a mini report reads as in TheHive, without "=" when there is no value', () => {
  const taxonomies = [
    found({ level: 'malicious', namespace: 'N', predicate: 'P', value: '<b>' } as const),
    found({ level: 'info', namespace: 'N', predicate: 'Q', value: null } as const)
  ];
  render(<MiniReports taxonomies={taxonomies} trans={trans} />);
  expect(screen.getAllByRole('listitem').map(item => item.textContent)).toEqual(['✕malicious N:P="<b>"', 'iinfo N:Q']);
});

test('an artifact that TheHive 5 imports by itself is marked, and is not for TheHive 4', () => {
  const artifacts = [found({ dataType: 'ip', data: '192.0.2.1', tlp: 3, tags: ['autoImport:true'] })];
  const { rerender } = render(<ArtifactTable artifacts={artifacts} thehive={5} trans={trans} goTo={nothing} />);
  expect(screen.queryByText('imported automatically')).not.toBeNull();
  rerender(<ArtifactTable artifacts={artifacts} thehive={4} trans={trans} goTo={nothing} />);
  expect(screen.queryByText('imported automatically')).toBeNull();
});

test('an operation says what will come of it for the chosen target', () => {
  const operations = [found({ type: 'AddTagToCase', tag: 'x' })];
  const target = { entity: 'alert', parent: 'none', thehive: 5 } as const;
  render(<OperationList operations={operations} target={target} trans={trans} goTo={nothing} />);
  expect(screen.getByRole('listitem').textContent).toContain('will fail: an alert has no case');
});
