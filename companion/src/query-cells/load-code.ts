import { Secret } from '../../../src/secret.js';
import type { KernelPackage } from './kernel-package.js';

/**
 * Python that makes `%%scirius`, `huntbook` and `surianalytics` work in a kernel, and leaves no name behind. A package
 * that is installed there is used as it is; where none is (on a hub, in a container) its source comes along.
 */
export function loadQueryCells(sources: KernelPackage): Secret {
  // What JSON escapes in a string, Python reads the same way.
  const text = JSON.stringify(JSON.stringify(sources));
  return new Secret(`${LOADER}
_huntbook_load(__import__("json").loads(${text}))
del _huntbook_load
`);
}

const LOADER = `def _huntbook_load(sources):
    import importlib.abc, importlib.util, sys
    class Finder(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
        def find_spec(self, name, path=None, target=None):
            return importlib.util.spec_from_loader(name, self) if name in sources else None
        def is_package(self, name):
            return any(other.startswith(name + ".") for other in sources)
        def get_source(self, name):
            return sources[name]
    try:
        import huntbook.scirius
    except ImportError:
        for name in [name for name in sys.modules if name.partition(".")[0] == "huntbook"]:
            del sys.modules[name]
        sys.meta_path.insert(0, Finder())
    import huntbook
    huntbook.load_ipython_extension(get_ipython())`;
