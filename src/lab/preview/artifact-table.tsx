import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';
import { importPreset, type Artifact, type Found } from '../../playbook/index.js';

type ArtifactTableProps = {
  readonly artifacts: readonly Found<Artifact>[];
  readonly thehive: 4 | 5;
  readonly trans: TranslationBundle;
  /** Without it no place is shown: results that came back from the worker have none. */
  readonly goTo?: ((cell: number) => void) | undefined;
};

const MOST_SHOWN = 200;
/** The definition id under which Cortex runs notebooks; TheHive writes it into the tags of what is imported. */
const WORKER = 'Huntbook_Analyzer_1_0';
const TLP = ['clear', 'green', 'amber', 'red'] as const;

/** The artifacts, and what the import form of TheHive will hold for each. */
export function ArtifactTable({ artifacts, thehive, trans, goTo }: ArtifactTableProps): JSX.Element {
  return (
    <div className="jp-HuntbookScroll" tabIndex={0} role="region" aria-label={trans.__('Artifacts')}>
      <table className="jp-HuntbookTable">
        <thead>
          <tr>
            <th scope="col">{trans.__('Type')}</th>
            <th scope="col">{trans.__('Data')}</th>
            <th scope="col">{trans.__('TLP of the artifact')}</th>
            <th scope="col">{trans.__('Imported with')}</th>
            {goTo !== undefined && <th scope="col">{trans.__('From')}</th>}
          </tr>
        </thead>
        <tbody>
          {artifacts.slice(0, MOST_SHOWN).map(({ value, cell }, index) => {
            const preset = importPreset(value, thehive, WORKER);
            return (
              <tr key={index}>
                <td>{value.dataType}</td>
                <td>
                  <code>{'data' in value ? value.data.slice(0, 300) : (value.filename ?? value.path)}</code>
                  {preset.isAutomatic && <span className="jp-HuntbookCount">{trans.__('imported automatically')}</span>}
                </td>
                <td>{TLP[value.tlp] ?? value.tlp}</td>
                <td>
                  {trans.__('TLP %1', TLP[preset.tlp] ?? preset.tlp)}
                  <span className="jp-HuntbookNote"> {preset.tags.join(', ')}</span>
                  {preset.description !== '' && (
                    <div className="jp-HuntbookNote">{preset.description.slice(0, 200)}</div>
                  )}
                </td>
                {goTo !== undefined && (
                  <td>
                    <button type="button" className="jp-HuntbookLink" onClick={() => goTo(cell)}>
                      {trans.__('Cell %1', cell + 1)}
                    </button>
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
      {artifacts.length > MOST_SHOWN && (
        <p className="jp-HuntbookNote">{trans.__('%1 more are not listed.', artifacts.length - MOST_SHOWN)}</p>
      )}
    </div>
  );
}
