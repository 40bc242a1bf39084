import type { IncomingMessage } from 'node:http';
import { refusalOf, type Entrance } from '../../../companion/src/service/edge/refusal.js';
import { stripCredentials, withoutCredentials } from '../../../companion/src/service/edge/strip-credentials.js';

const SOCKET: Entrance = { kind: 'socket' };
const PORT: Entrance = { kind: 'port', token: 'right', hosts: new Set(['127.0.0.1:8123']) };
const JSON_TYPE = { 'content-type': 'application/json' };
type Headers = Readonly<Record<string, string>>;

const refused = (
  method: string,
  headers: Headers,
  entrance: Entrance = SOCKET,
  hasBody = method === 'POST'
): string | undefined => refusalOf({ method, headers, hasBody }, entrance)?.code;

describe('what JupyterLab and programs send comes through', () => {
  it.each<readonly [string, string, Headers]>([
    ['a program that reads', 'GET', {}],
    ['a program that starts a run', 'POST', { ...JSON_TYPE, 'x-huntbook': '1' }],
    [
      'JupyterLab with cookies',
      'POST',
      { ...JSON_TYPE, 'x-xsrftoken': 't', cookie: 'a=b; _xsrf=t', origin: 'https://hub.example', host: 'hub.example' }
    ],
    [
      'a browser that says where the page is from',
      'POST',
      {
        ...JSON_TYPE,
        'x-huntbook': '1',
        'sec-fetch-site': 'same-origin',
        origin: 'https://hub.example',
        host: 'inner:8888'
      }
    ],
    [
      'JupyterLab with a token and no cookie',
      'DELETE',
      { 'x-huntbook': '1', origin: 'http://127.0.0.1:8888', host: '127.0.0.1:8888' }
    ],
    ['JSON that names its charset', 'POST', { 'content-type': 'application/json; charset=UTF-8', 'x-huntbook': '1' }]
  ])('%s', (_who, method, headers) => {
    expect(refused(method, headers)).toBeUndefined();
  });
});

describe('what a page of somebody else can send does not', () => {
  it.each<readonly [string, string, Headers, string]>([
    [
      'a form with the cookies of the session',
      'POST',
      { 'content-type': 'text/plain', cookie: '_xsrf=t' },
      'REQUEST_FORBIDDEN'
    ],
    [
      'a foreign origin',
      'POST',
      { ...JSON_TYPE, 'x-huntbook': '1', origin: 'https://evil.example', host: 'hub.example' },
      'REQUEST_FORBIDDEN'
    ],
    [
      'the origin of a frame in a sandbox',
      'POST',
      { ...JSON_TYPE, 'x-huntbook': '1', origin: 'null', host: 'hub.example' },
      'REQUEST_FORBIDDEN'
    ],
    [
      'the right host on another port',
      'POST',
      { ...JSON_TYPE, 'x-huntbook': '1', origin: 'http://hub.example:81', host: 'hub.example' },
      'REQUEST_FORBIDDEN'
    ],
    [
      'another site of the same domain',
      'POST',
      { ...JSON_TYPE, 'x-huntbook': '1', 'sec-fetch-site': 'same-site' },
      'REQUEST_FORBIDDEN'
    ],
    ['a picture or script of another site', 'GET', { 'sec-fetch-site': 'cross-site' }, 'REQUEST_FORBIDDEN'],
    ['a token of another session', 'PUT', { ...JSON_TYPE, 'x-xsrftoken': 'x', cookie: '_xsrf=t' }, 'REQUEST_FORBIDDEN'],
    ['an empty token', 'PUT', { ...JSON_TYPE, 'x-xsrftoken': '', cookie: '_xsrf=t' }, 'REQUEST_FORBIDDEN'],
    [
      'a body that is said to be text',
      'POST',
      { 'content-type': 'text/plain', 'x-huntbook': '1' },
      'MEDIA_TYPE_UNKNOWN'
    ],
    ['a body that says nothing', 'POST', { 'x-huntbook': '1' }, 'MEDIA_TYPE_UNKNOWN'],
    [
      'JSON in a type that only begins so',
      'POST',
      { 'content-type': 'application/jsonp', 'x-huntbook': '1' },
      'MEDIA_TYPE_UNKNOWN'
    ]
  ])('%s', (_what, method, headers, code) => {
    expect(refused(method, headers)).toBe(code);
  });

  it('a DELETE with a body is refused before the proxy chokes on the next one', () => {
    expect(refused('DELETE', { ...JSON_TYPE, 'x-huntbook': '1' }, SOCKET, true)).toBe('REQUEST_INVALID');
  });
});

describe('on a port', () => {
  const host = { host: '127.0.0.1:8123' };
  it.each<readonly [string, Headers, string | undefined]>([
    ['the token and the host come through', { ...host, authorization: 'Bearer right' }, undefined],
    ['no token does not', host, 'REQUEST_UNAUTHORIZED'],
    ['a wrong token does not', { ...host, authorization: 'Bearer wrong' }, 'REQUEST_UNAUTHORIZED'],
    ['a token that begins right does not', { ...host, authorization: 'Bearer rightx' }, 'REQUEST_UNAUTHORIZED'],
    ['an empty token does not', { ...host, authorization: 'Bearer ' }, 'REQUEST_UNAUTHORIZED'],
    [
      'a name that leads to this machine does not',
      { host: 'evil.example:8123', authorization: 'Bearer right' },
      'REQUEST_FORBIDDEN'
    ],
    ['no host does not', { authorization: 'Bearer right' }, 'REQUEST_FORBIDDEN']
  ])('%s', (_what, headers, code) => {
    expect(refused('GET', headers, PORT)).toBe(code);
  });
});

describe('credentials', () => {
  it('are in no header and no address behind the edge', () => {
    const request = {
      url: '/jobs?token=geheim&notebook=a.ipynb&%74oken=geheim',
      rawHeaders: [
        'Cookie',
        'a=geheim',
        'Accept',
        'text/event-stream',
        'AUTHORIZATION',
        'token geheim',
        'Referer',
        'http://x/?token=geheim'
      ],
      headers: { cookie: 'a=geheim', accept: 'text/event-stream', authorization: 'token geheim', referer: 'geheim' }
    } as unknown as IncomingMessage;
    stripCredentials(request);
    const { url, rawHeaders, headers } = request;
    expect(JSON.stringify([url, rawHeaders, headers])).not.toContain('geheim');
    expect({ url, rawHeaders, headers }).toEqual({
      url: '/jobs?notebook=a.ipynb',
      rawHeaders: ['Accept', 'text/event-stream'],
      headers: { accept: 'text/event-stream' }
    });
  });

  it.each([
    ['/jobs', '/jobs'],
    ['/jobs?', '/jobs'],
    ['/jobs?token=x', '/jobs'],
    ['/jobs?TOKEN=x&a=1', '/jobs?a=1'],
    ['/jobs?a=token=x', '/jobs?a=token=x'],
    ['/jobs?%E0%A4%A=1', '/jobs?%E0%A4%A=1'],
    ['/jobs?1732694400000', '/jobs?1732694400000']
  ])('%s becomes %s', (address, expected) => {
    expect(withoutCredentials(address).replace(/\?$/, '')).toBe(expected);
  });
});
