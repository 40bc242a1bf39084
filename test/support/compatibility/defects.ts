/**
 * Whom a defect of the original concerns: runs on this machine, the responder, or servers that we do not talk to yet.
 * One that the original has in both kinds of run is `local`.
 */
export type DefectScope = 'local' | 'responder' | 'remote';

/** A numbered defect of the original, in our words. */
export type Defect = { readonly number: number; readonly scope: DefectScope; readonly what: string };

type Row = readonly [what: string, scope?: DefectScope];

/** Facts/cortex-thehive §4, in its order. */
export const CORTEX_DEFECTS: readonly Defect[] = numbered([
  ['tokens stand in the input of every failure'],
  ['tokens travel in addresses, and from there into notebooks, messages and logs'],
  ['the input token stays in the report when the output token is another one'],
  ['a job without organisation or user crashes'],
  ['optional items are demanded'],
  ['only the first output of a cell is read'],
  ['a display before the text costs all taxonomies and operations'],
  ['a warning on stderr is taken for a result'],
  ['one bad line costs the whole job'],
  ['a tagged markdown cell crashes'],
  ['keys that Cortex refuses are passed on, and cost the report'],
  ['operations are not checked'],
  ['an exception loses the other notebooks and says nothing of use'],
  ['a remote run stops listening at the first output', 'remote'],
  ['all notebooks of a remote run share one kernel, always python3'],
  ['a remote run over TLS is impossible', 'remote'],
  ['no time limit, no signal handling, processes are left behind'],
  ['a named server is started and never stopped', 'remote'],
  ['addresses work with or without a slash at the end, never both', 'remote'],
  ['the raw observable is the file name'],
  ['the notebooks of a job overwrite one another'],
  ['a later run overwrites the evidence of an earlier one'],
  ['the output folder is made on the input server, too', 'remote'],
  ['observables that are files are refused'],
  ['an observable of an alert crashes', 'responder'],
  ['the summary of a responder is lost, and the case stands twice in the notebook', 'responder'],
  ['HTML of outputs runs in TheHive'],
  ['the report holds everything twice, without a limit'],
  ['a missing notebook is a KeyError'],
  ['the notebook can read all secrets of the job'],
  ['nothing is pinned, and installed packages are patched'],
  ['paths need a slash in one place and none in another'],
  ['the date in a folder is local, and unknown codes are undefined'],
  ['a remote run loses whole cells', 'remote'],
  ['braces in an observable end the job'],
  ['an observable with dots writes outside of the folder'],
  ['a process that a notebook leaves behind keeps the job open'],
  ['a file artifact can name the job’s own input'],
  ['one operation without a type drops all; no notebook at all is a success'],
  ['passwords of proxies stand in every failure'],
  ['a token with special characters breaks in an address', 'remote'],
  ['NaN, half characters, very long texts and a full disk keep the job open for ever']
]);

/** Facts/headless-execution §4.3, in its order. */
export const HEADLESS_DEFECTS: readonly Defect[] = numbered([
  ['a cell ends at its first output'],
  ['outputs overwrite one another'],
  ['what comes after the reply is lost'],
  ['results, updates, clearing and counts are ignored'],
  ['an error after the first output is never seen'],
  ['an error loses the notebook, the rest of the job and the kernel'],
  ['a failure shows the raw message'],
  ['one kernel for all notebooks, whatever they ask for'],
  ['notebooks run one after the other'],
  ['kernels are never ended'],
  ['servers are never stopped', 'remote'],
  ['all jobs share one server name', 'remote'],
  ['statuses of the hub are not looked at', 'remote'],
  ['the address of the hub is doubled', 'remote'],
  ['waiting for a server has no limit', 'remote'],
  ['no TLS for the connection to a kernel', 'remote'],
  ['no session, no second connection', 'remote'],
  ['a message without a parent crashes'],
  ['a dead kernel is waited for for ever'],
  ['tokens stand in addresses'],
  ['tokens stand in the stored notebook'],
  ['a failed read of a server is not noticed', 'remote'],
  ['the raw observable is the file name'],
  ['all notebooks of a job have one name'],
  ['folder and path are joined without a slash'],
  ['nothing is encoded in addresses', 'remote'],
  ['links to the stored notebook are wrong', 'remote'],
  ['folders on servers are made without looking at the answer', 'remote'],
  ['hours and minutes in a folder are always 00'],
  ['optional items are mandatory'],
  ['every web address is taken for a Jupyter server'],
  ['tags that skip cells or allow errors are ignored'],
  ['no times, statuses and markers'],
  ['results only from the text of the first output'],
  ['results are thrown away when the notebook cannot be saved'],
  ['a second path for remote runs is never reached', 'remote'],
  ['unsafe HTML stands in the report'],
  ['nothing is pinned'],
  ['observables become code in some languages']
]);

function numbered(rows: readonly Row[]): readonly Defect[] {
  return rows.map(([what, scope = 'local'], index) => ({ number: index + 1, scope, what }));
}
