import { LabIcon } from '@jupyterlab/ui-components';
import type { Role } from '../playbook/index.js';

const icon = (name: string, path: string): LabIcon =>
  new LabIcon({
    name: `huntbook:${name}`,
    svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 16 16"><path class="jp-icon3" fill="#616161" fill-rule="evenodd" d="${path}"/></svg>`
  });

/** One sign per role: sliders, a lens over a finding, a label, a lightning bolt. */
export const ROLE_ICONS: Readonly<Record<Role, LabIcon>> = {
  parameters: icon(
    'parameters',
    'M4 1.5h1.5v3.1a2 2 0 0 1 0 3.8v6.1H4V8.4a2 2 0 0 1 0-3.8zM10.5 1.5H12v6.1a2 2 0 0 1 0 3.8v3.1h-1.5v-3.1a2 2 0 0 1 0-3.8z'
  ),
  artifacts: icon(
    'artifacts',
    'M7 1.5a5.5 5.5 0 0 1 4.3 8.9l3.4 3.4-1.1 1.1-3.4-3.4A5.5 5.5 0 1 1 7 1.5zM7 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM7 5.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z'
  ),
  taxonomies: icon(
    'taxonomies',
    'M2 2h6.2l6 6a1 1 0 0 1 0 1.4l-4.8 4.8a1 1 0 0 1-1.4 0L2 8.2zM5.2 3.9a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6z'
  ),
  operations: icon('operations', 'M9.4 1 3 9.2h4L5.8 15 13 6.6H8.6z')
};

export const playbookIcon = icon(
  'playbook',
  'M3 1.5h8.5A1.5 1.5 0 0 1 13 3v10a1.5 1.5 0 0 1-1.5 1.5H3zM4.5 3v10H11.5V3zM6 5.5l4 2.5-4 2.5z'
);

export const reportIcon = icon(
  'report',
  'M3 1.5h6.5L13 5v9.5H3zM4.5 3v10h7V5.8L8.8 3zM6 6.2h2.2v1.2H6zM6 8.6h4v1.2H6zM6 10.8h4V12H6z'
);

/** A play sign in the hexagon of a worker. */
export const runIcon = icon(
  'run-as-cortex',
  'M8 .8 14.4 4.4v7.2L8 15.2 1.6 11.6V4.4zM8 2.5 3.1 5.3v5.4L8 13.5l4.9-2.8V5.3zM6.4 5.2 11 8l-4.6 2.8z'
);
