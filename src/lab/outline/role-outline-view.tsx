import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import { ROLES, type Role } from '../../playbook/index.js';
import { Section } from '../components/section.js';
import { ROLE_ICONS } from '../icons.js';
import { roleText } from '../roles/role-texts.js';

/** A cell in the outline: `cell` counts from 0, `line` is its first line of code. */
export type OutlineCell = {
  readonly cell: number;
  readonly roles: readonly Role[];
  readonly line: string;
  readonly problems: number;
};

type RoleOutlineProps = {
  readonly name: string | undefined;
  readonly cells: readonly OutlineCell[];
  readonly trans: TranslationBundle;
  readonly goTo: (cell: number) => void;
};

/** The cells of the current notebook by their role. A role that no cell has is shown, too: that is how one finds it. */
export function RoleOutlineView({ name, cells, trans, goTo }: RoleOutlineProps): JSX.Element {
  if (name === undefined) return <p className="jp-HuntbookNote">{trans.__('No notebook is open.')}</p>;
  return (
    <>
      {ROLES.map(role => {
        const own = cells.filter(({ roles }) => roles.includes(role));
        const { name: title, purpose } = roleText(role, trans);
        const Icon = ROLE_ICONS[role].react;
        return (
          <Section key={role} title={title} count={own.length}>
            {own.length === 0 ? (
              <p className="jp-HuntbookNote">{purpose}</p>
            ) : (
              <ul className="jp-HuntbookRoleCells">
                {own.map(({ cell, line, problems }) => (
                  <li key={cell}>
                    <button type="button" className="jp-HuntbookOutline-cell" onClick={() => goTo(cell)}>
                      <Icon tag="span" className="jp-HuntbookBadge-icon" height="12px" width="12px" />
                      <span>{trans.__('Cell %1', cell + 1)}</span>
                      {problems > 0 && (
                        <span className="jp-HuntbookCount">{trans._n('%1 problem', '%1 problems', problems)}</span>
                      )}
                      <code>{line}</code>
                    </button>
                  </li>
                ))}
              </ul>
            )}
          </Section>
        );
      })}
    </>
  );
}
