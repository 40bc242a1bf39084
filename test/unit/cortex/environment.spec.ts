import { kernelEnvironment } from '../../../companion/src/cortex/environment.js';

const options = {
  names: [],
  proxies: { http: undefined, https: undefined },
  caBundle: undefined,
  privateHome: '/private',
  isWritable: () => true
};

test('a kernel sees what is on the list and nothing else', () => {
  const environment = {
    PATH: '/bin',
    HOME: '/home/cortex',
    LC_ALL: 'C',
    TZ: 'UTC',
    VIRTUAL_ENV: '/venv',
    JUPYTER_PATH: '/j',
    JUPYTER_TOKEN: 'secret',
    JUPYTERHUB_API_TOKEN: 'secret',
    AWS_SECRET_ACCESS_KEY: 'secret',
    NODE_OPTIONS: '--x',
    JAVA_TOOL_OPTIONS: '-D',
    PYTHONPATH: '/p',
    no_proxy: 'localhost',
    REQUESTS_CA_BUNDLE: '/ca',
    LD_PRELOAD: '/evil'
  };
  expect(kernelEnvironment({ ...options, environment })).toEqual({
    PATH: '/bin',
    HOME: '/home/cortex',
    LC_ALL: 'C',
    TZ: 'UTC',
    VIRTUAL_ENV: '/venv',
    JUPYTER_PATH: '/j',
    PYTHONPATH: '/p',
    no_proxy: 'localhost',
    REQUESTS_CA_BUNDLE: '/ca'
  });
});

test('any_kernel_environment lets more through', () => {
  const environment = { HOME: '/h', MISP_URL: 'https://misp', OTHER: 'x' };
  expect(kernelEnvironment({ ...options, environment, names: ['MISP_URL', 'ABSENT'] })).toEqual({
    HOME: '/h',
    MISP_URL: 'https://misp'
  });
});

test('feature 3: proxies and certificates of the job win over those of the environment', () => {
  const environment = { HOME: '/h', HTTP_PROXY: 'http://old', REQUESTS_CA_BUNDLE: '/old' };
  const proxies = { http: 'http://u:p@new', https: undefined };
  expect(kernelEnvironment({ ...options, environment, proxies, caBundle: '/new.pem' })).toEqual({
    HOME: '/h',
    http_proxy: 'http://u:p@new',
    HTTP_PROXY: 'http://u:p@new',
    REQUESTS_CA_BUNDLE: '/new.pem',
    SSL_CERT_FILE: '/new.pem'
  });
});

const PRIVATE = { HOME: '/private' };
test.each([
  ['no home', {}, [], PRIVATE],
  ['a home that cannot be written', { HOME: '/nonexistent' }, ['/nonexistent'], PRIVATE],
  [
    'a profile that cannot be written',
    { HOME: '/h' },
    ['/h/.ipython'],
    { HOME: '/h', IPYTHONDIR: '/private/.ipython' }
  ],
  [
    'a profile folder elsewhere that cannot be written',
    { HOME: '/h', IPYTHONDIR: '/ro' },
    ['/ro'],
    { HOME: '/h', IPYTHONDIR: '/private/.ipython' }
  ],
  [
    'a runtime folder that cannot be written',
    { HOME: '/h', JUPYTER_RUNTIME_DIR: '/run' },
    ['/run'],
    { HOME: '/h', JUPYTER_RUNTIME_DIR: '/private/runtime' }
  ]
] as readonly (readonly [string, Record<string, string>, readonly string[], Record<string, string>])[])(
  'with %s a private folder stands in',
  (_title, environment, unwritable, expected) => {
    const isWritable = (folder: string): boolean => !unwritable.includes(folder);
    expect(kernelEnvironment({ ...options, environment, isWritable })).toEqual(expected);
  }
);
