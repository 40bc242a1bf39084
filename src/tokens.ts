import type { ICellModel } from '@jupyterlab/cells';
import type { Notebook, NotebookPanel } from '@jupyterlab/notebook';
import { Token } from '@lumino/coreutils';
import type { LiveResults } from './lab/checks/live-results.js';
import type { Role } from './playbook/index.js';
import type { ServiceClient } from './service-api/index.js';

/** Reads and changes what cells are for. Every change is one undo step of the notebook. */
export interface IRoleManager {
  /** Gives the role to all of the cells that can have it, or takes it from all of them. */
  setRole(notebook: Notebook, cells: readonly ICellModel[], change: RoleChange): void;
  /** Gives `parameters` to this cell and takes it from every other one. */
  makeOnlyParametersCell(notebook: Notebook, cell: ICellModel): void;
  /** Replaces a misspelt tag by the role that was meant. */
  correctTag(notebook: Notebook, cell: ICellModel, correction: TagCorrection): void;
}
export type RoleChange = { readonly role: Role; readonly isOn: boolean };
export type TagCorrection = { readonly wrong: string; readonly role: Role };

export const IRoleManager = new Token<IRoleManager>(
  'huntbook:IRoleManager',
  'Changes the roles of cells (parameters, artifacts, taxonomies, operations), each change as one undo step.'
);

/** What the role cells of open notebooks say, kept up to date. */
export interface IPlaybookChecks {
  /** The results of one notebook; the same object for the same panel, disposed with it. */
  resultsOf(panel: NotebookPanel): LiveResults;
}

export const IPlaybookChecks = new Token<IPlaybookChecks>(
  'huntbook:IPlaybookChecks',
  'The results and problems of open notebooks, read from the outputs of their role cells while one works.'
);

/** The companion service, which runs playbooks as Cortex does. */
export type ICompanion = ServiceClient;

export const ICompanion = new Token<ICompanion>(
  'huntbook:ICompanion',
  'Asks the companion service of Huntbook behind the Jupyter server: runs, samples, parameters, health.'
);
