/** Every command of Huntbook. The inventory test compares the running application with this table. */
export const CommandIDs = {
  toggleRole: 'huntbook:toggle-role',
  removeRoles: 'huntbook:remove-roles',
  makeOnlyParametersCell: 'huntbook:make-only-parameters-cell',
  selectCellsWithRole: 'huntbook:select-cells-with-role',
  correctTag: 'huntbook:correct-tag',
  openRoleMenu: 'huntbook:open-role-menu',
  showRoles: 'huntbook:show-roles',
  openReport: 'huntbook:open-report',
  openPreview: 'huntbook:open-preview',
  openRun: 'huntbook:open-run-as-cortex',
  runAsCortex: 'huntbook:run-as-cortex',
  cancelRun: 'huntbook:cancel-run',
  applyTestObservable: 'huntbook:apply-test-observable',
  removeTestObservable: 'huntbook:remove-test-observable',
  newPlaybook: 'huntbook:new-playbook'
} as const;
