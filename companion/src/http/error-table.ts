/** Why no answer came, and what a person can do. The code of all is `UNREACHABLE`; exit status 1. */
export const UNREACHABLE_HINTS = {
  'no-host': 'Check the spelling of the host, and the name server.',
  refused: 'Check host and port, and that the server runs.',
  untrusted: 'Name the file with its CA where the server is configured.',
  'no-tls': 'Write http:// before the host if it has no TLS.',
  timeout: 'Look whether the server runs, or ask for less.',
  broken: 'Ask again, or for less at a time.',
  'too-large': 'Ask for less at a time.',
  'bad-bundle': 'Name a readable PEM file of certificates.',
  'bad-proxy': 'Write the proxy as http://host:port.',
  unknown: 'The original error tells more.'
} as const satisfies Record<string, string>;

export type UnreachableKind = keyof typeof UNREACHABLE_HINTS;

/** Source: errno(3), OpenSSL's names of verification errors, and the codes of undici 7. */
export const KIND_OF_CODE: ReadonlyMap<string, UnreachableKind> = new Map<string, UnreachableKind>([
  ['ENOTFOUND', 'no-host'],
  ['EAI_AGAIN', 'no-host'],
  ['ECONNREFUSED', 'refused'],
  ['EHOSTUNREACH', 'refused'],
  ['ENETUNREACH', 'refused'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'untrusted'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'untrusted'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'untrusted'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'untrusted'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'untrusted'],
  ['CERT_HAS_EXPIRED', 'untrusted'],
  ['CERT_NOT_YET_VALID', 'untrusted'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'untrusted'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'no-tls'],
  ['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'no-tls'],
  ['EPROTO', 'no-tls'],
  ['ETIMEDOUT', 'timeout'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
  ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
  ['UND_ERR_BODY_TIMEOUT', 'timeout'],
  ['ECONNRESET', 'broken'],
  ['EPIPE', 'broken'],
  ['UND_ERR_SOCKET', 'broken'],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'broken'],
  ['HPE_INVALID_CONSTANT', 'no-tls']
]);
