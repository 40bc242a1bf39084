import { createRedactor } from '../../../src/redaction.js';
import { shownInput } from '../../../companion/src/cortex/redact-answer.js';
import { collectSecrets } from '../../../companion/src/cortex/secrets.js';

const revealed = (input: Record<string, unknown>, environment: NodeJS.ProcessEnv = {}): readonly string[] =>
  collectSecrets(input, environment)
    .map(secret => secret.reveal())
    .sort();

test.each([
  ['an input token', { input_handler_http_service_api_token: 'tok-1' }, ['tok-1']],
  ['an output token', { output_handler_http_service_api_token: 'tok-2' }, ['tok-2']],
  ['values of any_secrets, not their names', { any_secrets: ['VT=abc=def', 'X=1'] }, ['1', 'abc=def']],
  ['an entry of any_secrets without a name', { any_secrets: ['no-name'] }, ['no-name']],
  ['cortexutils: api_Pass, API, apiSecret', { api_Pass: 'a1', API: 'a2', apiSecret: 'a3' }, ['a1', 'a2', 'a3']],
  ['unknown items, however deep', { deep: { list: [{ password: 'p1' }] }, cookies: { a: 'c1' } }, ['c1', 'p1']],
  ['a proxy password as written and decoded', { proxy_http: 'http://u:p%40ss@h:1' }, ['p%40ss', 'p@ss']],
  ['a proxy password with an @', { proxy: { https: 'https://u:p@ss@h' } }, ['p@ss']],
  ['a proxy user without password', { proxy_http: 'http://tok-3@h' }, ['tok-3']],
  ['the password in a location', { input_hostname: 'https://u:pw1@hub/x@y' }, ['pw1']],
  ['nothing of a proxy without user', { proxy_http: 'http://h:3128' }, []],
  [
    'nothing of public items',
    { input_hostname: '/keys', input_paths: ['/a'], any_kernel_environment: ['TOKEN'], max_tlp: 2 },
    []
  ],
  ['nothing of null and blank', { input_handler_http_service_api_token: null, password: ' ' }, []]
])('the secrets of a configuration hold %s', (_title, config, expected) => {
  expect(revealed({ config })).toEqual([...expected].sort());
});

test.each([
  [{ AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI' }, ['wJalrXUtnFEMI']],
  [{ HTTPS_PROXY: 'http://u:hunter2@h' }, ['hunter2']],
  [{ SMTP_PASSWORD: 'hunter2', APP_TOKEN: 'short' }, ['hunter2']],
  [{ AWS_SECRET_ACCESS_KEY: '/abCDEFghij12345678', MYSQL_PWD: '/etc/passwd' }, ['/abCDEFghij12345678']],
  [{ DB_URL: 'postgres://u:dbpassw0rd@h/x', REDIS_URL: 'redis://:pw@h' }, ['dbpassw0rd', 'pw']],
  [{ PIP_INDEX_URL: 'https://glpat-0123456789abcdef@h', ORIGIN: 'https://git@h/x' }, ['glpat-0123456789abcdef']],
  [{ SSH_AUTH_SOCK: '/tmp', GIT_TOKEN: 'true', PATH: '/bin', EDITOR: 'vi-very-long' }, []]
])('the environment %j holds the secrets %j', (environment, expected) => {
  expect(revealed({ config: {} }, environment)).toEqual(expected);
});

test('secrets of the caller’s parameters count too', () => {
  expect(revealed({ parameters: { user: 'ana', apiKey: 'k-1' } })).toEqual(['k-1']);
});

test('cortex-thehive §4 #1, #40: the input that a failure shows holds no secret, and says what was unset', () => {
  const raw = {
    data: 'uses tok-12345 in clear',
    config: {
      input_handler_http_service_api_token: 'tok-12345',
      output_handler_http_service_api_token: null,
      proxy_http: 'http://user:pass@proxy:3128',
      proxy: { http: 'http://user:pass@proxy:3128' },
      any_secrets: ['VT=abcdefgh'],
      input_hostname: 'https://u:p@hub/a',
      nested: { password: 7 }
    }
  };
  expect(shownInput(raw, createRedactor(collectSecrets(raw, {})))).toEqual({
    data: 'uses [redacted] in clear',
    config: {
      input_handler_http_service_api_token: '[redacted]',
      output_handler_http_service_api_token: null,
      proxy_http: 'http://[redacted]@proxy:3128',
      proxy: { http: 'http://[redacted]@proxy:3128' },
      any_secrets: '[redacted]',
      input_hostname: 'https://[redacted]@hub/a',
      nested: { password: '[redacted]' }
    }
  });
});
