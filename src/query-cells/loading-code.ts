/** Source texts by module name, e.g. `huntbook.scirius.magic`; a package's is that of its `__init__`. */
export type KernelPackage = Readonly<Record<string, string>>;

/**
 * Python that makes `%%scirius`, `huntbook` and `surianalytics` work in a kernel, and leaves no name behind; where they
 * work already it does nothing. A package that is installed there is used as it is; where none is (on a hub, in a
 * container, in another environment than JupyterLab's) its source comes along.
 */
export function loadingCode(sources: KernelPackage): string {
  // What JSON escapes in a string, Python reads the same way.
  const text = JSON.stringify(JSON.stringify(sources));
  return `${LOADER}
_huntbook_load(${text})
del _huntbook_load
`;
}

const LOADER = `def _huntbook_load(text):
    import importlib.abc, importlib.util, json, sys
    shell = get_ipython()
    if "scirius" in shell.magics_manager.magics["cell"]:
        return
    sources = json.loads(text)
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
    huntbook.load_ipython_extension(shell)`;
