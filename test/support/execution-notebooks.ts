import type { Notebook } from '../../companion/src/notebook/index.js';
import { code, markdown, notebookOf } from './run-notebook.js';

/** Notebooks whose execution by papermill and by us must give the same outputs and statuses. */
export const EXECUTION_NOTEBOOKS: Readonly<Record<string, Notebook>> = {
  streams: notebookOf(
    'import sys\nfor n in range(3):\n    print("out", n)\nprint("err", file=sys.stderr)\nsys.stderr.flush()',
    'print("a", end="")\nprint("b")',
    'print("x" * 10)\n"result"'
  ),
  unicode: notebookOf('print("é 😀 \\u2028 \\x85 \\x1c end")', '"\\ufeff tab\\t"', 'print("\\r50%\\r100%")'),
  results: notebookOf(
    '1 + 1',
    'None',
    '{"a": [1, 2.5, None]}',
    '_ = 3',
    'from IPython.display import JSON\nJSON({"n": 1.0})'
  ),
  displays: notebookOf(
    'from IPython.display import display, HTML, Markdown, update_display, clear_output',
    'display(HTML("<b>x</b>"), metadata={"text/html": {"isolated": True}})\ndisplay(Markdown("*y*"))',
    'h = display("first", display_id="one")\ndisplay("other")',
    'display("second", display_id="one")',
    'update_display("last", display_id="one")',
    'update_display("nobody", display_id="unknown")'
  ),
  clear: notebookOf(
    'from IPython.display import display, clear_output\nprint("gone")\nclear_output()\nprint("kept")',
    'print("shown")\nclear_output(wait=True)',
    'for n in range(3):\n    clear_output(wait=True)\n    print(n)',
    'display("x", display_id="c")\nclear_output()\ndisplay("y", display_id="d")',
    'from IPython.display import update_display\nupdate_display("z", display_id="c")'
  ),
  error: notebookOf('1', 'raise ValueError("no")', 'print("never")'),
  raisesTag: notebookOf(code('1/0', 'raises-exception'), 'print("goes on")'),
  skip: notebookOf(code('print("skipped")', 'skip-execution'), '', '   \n', markdown('# text'), 'print("ran")'),
  exit: notebookOf('print("before")', 'import sys\nsys.exit()', 'print("never")'),
  exitWithCode: notebookOf('import sys\nsys.exit(3)', '1'),
  input: notebookOf('input("name?")', '1'),
  syntax: notebookOf('def broken(:\n', '1'),
  comm: notebookOf(
    'from comm import create_comm\nstate = {"_model_name": "M", "_model_module": "m", "_model_module_version": "1", "value": 1, "blob": None}\n' +
      'c = create_comm(target_name="jupyter.widget", comm_id="abc", data={"state": state, "buffer_paths": [["blob"]]}, buffers=[b"123"])',
    'c.send({"method": "update", "state": {"value": 2.0}})'
  ),
  outputWidget: notebookOf(
    'from comm import create_comm\nfrom IPython import get_ipython\nstate = {"_model_name": "OutputModel", "_model_module": "@jupyter-widgets/output", "_model_module_version": "1", "msg_id": "", "outputs": []}\n' +
      'c = create_comm(target_name="jupyter.widget", comm_id="out", data={"state": state})',
    'id = get_ipython().kernel.get_parent()["header"]["msg_id"]\nc.send({"method": "update", "state": {"msg_id": id}})\nprint("captured")\nprint("too")\n' +
      'import sys\nsys.stdout.flush()\nc.send({"method": "update", "state": {"msg_id": ""}})\nprint("free")'
  )
};
