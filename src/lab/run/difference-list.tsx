import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import type { ResultDifference } from '../../service-api/index.js';
import { fieldsOf } from './read-fields.js';

type DifferenceListProps = {
  readonly differences: readonly ResultDifference[];
  /** What stands before an item that only one side has. */
  readonly words: { readonly missing: string; readonly unexpected: string };
  readonly trans: TranslationBundle;
};

const MOST_SHOWN = 50;

/** The differences of two results, part by part: what is gone with −, what is new with +, each said in words too. */
export function DifferenceList({ differences, words, trans }: DifferenceListProps): JSX.Element {
  return (
    <dl className="jp-HuntbookDifferences">
      {differences.map(({ part, missing, unexpected }) => (
        <div key={part}>
          <dt>{partName(part, trans)}</dt>
          <dd>
            <ul>
              {missing.slice(0, MOST_SHOWN).map((item, index) => (
                <DifferenceItem key={`-${index}`} sign="−" kind="missing" word={words.missing} item={item} />
              ))}
              {unexpected.slice(0, MOST_SHOWN).map((item, index) => (
                <DifferenceItem key={`+${index}`} sign="+" kind="unexpected" word={words.unexpected} item={item} />
              ))}
            </ul>
            {missing.length + unexpected.length > MOST_SHOWN * 2 && (
              <p className="jp-HuntbookNote">{trans.__('There are more.')}</p>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

type DifferenceItemProps = {
  readonly sign: string;
  readonly kind: 'missing' | 'unexpected';
  readonly word: string;
  readonly item: unknown;
};

function DifferenceItem({ sign, kind, word, item }: DifferenceItemProps): JSX.Element {
  return (
    <li className={`jp-type-${kind}`}>
      <span aria-hidden="true">{sign}</span> <span className="jp-HuntbookDifferences-word">{word}</span>{' '}
      <code>{itemText(item)}</code>
    </li>
  );
}

const MAX_TEXT = 400;

/** A result in one line: a mini report as TheHive writes it, an artifact as type and value, all else as JSON. */
export function itemText(item: unknown): string {
  if (typeof item === 'string') return item;
  const { level, namespace, predicate, value, dataType, data, ...rest } = fieldsOf(item);
  const more = Object.keys(rest).length === 0 ? '' : ` ${JSON.stringify(rest)}`;
  const text =
    predicate !== undefined
      ? `${shown(level)} ${shown(namespace)}:${shown(predicate)}=${JSON.stringify(value)}${more}`
      : dataType !== undefined
        ? `${shown(dataType)} ${data === undefined ? '' : shown(data)}${more}`
        : JSON.stringify(item);
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function partName(part: ResultDifference['part'], trans: TranslationBundle): string {
  switch (part) {
    case 'status':
      return trans.__('Status');
    case 'taxonomies':
      return trans.__('Mini reports');
    case 'artifacts':
      return trans.__('Artifacts');
    case 'operations':
      return trans.__('Operations');
  }
}
