/**
 * Rules about filters that a server reads and that do not do what they say. Codes say what should be the case.
 * Sources: facts/scirius §3.3 (bugs in shipped filters and dashboards), facts/spike-scirius (silent empty answers).
 */
export const LINT_TABLE = {
  'operators-not-mixed': {
    severity: 'warning',
    hint: 'There is no precedence: AND requires the terms beside it, and OR frees none. Put brackets round what belongs together.'
  },
  'or-not-bracketed': {
    severity: 'warning',
    hint: 'NOT excludes from the whole group, also behind OR. Put brackets round it: a OR (NOT b).'
  },
  'operator-in-capitals': {
    severity: 'warning',
    hint: 'Operators are AND, OR and NOT, in capitals; && and || work too.'
  },
  'operator-glued': {
    severity: 'warning',
    hint: 'A sign belongs right before its term; alone it is a word to search for.'
  },
  'comparison-glued': { severity: 'warning', hint: 'Write the value right behind the sign: http.status:>=500.' },
  'wildcard-not-quoted': {
    severity: 'warning',
    hint: 'In quotes * and ? are plain characters. Write the value without quotes.'
  },
  'pattern-on-text': {
    severity: 'warning',
    hint: 'Wildcards, regular expressions and ~ work on text only; on this field they match nothing, without an error.'
  },
  'value-of-field-type': { severity: 'warning', hint: 'A value of another type matches nothing, without an error.' },
  'range-in-order': { severity: 'warning', hint: 'A range goes from the lower to the upper value.' },
  'value-quoted': {
    severity: 'warning',
    hint: 'Values that begin with < or > are read as ranges, also escaped. Put them in quotes.'
  },
  'value-in-one-term': {
    severity: 'warning',
    hint: 'A field reaches to the next blank only; further words are searched for in all fields. Put the value in quotes.'
  },
  'phrase-not-empty': {
    severity: 'warning',
    hint: 'An empty value is ignored or matches nothing. field:* asks whether there is one.'
  },
  'regex-readable': { severity: 'warning', hint: 'The engine cannot read it, and matches nothing, without an error.' },
  'regex-class-known': {
    severity: 'warning',
    hint: 'Before Lucene 9 \\d is the letter d, and so on. Name the characters instead, as in [0-9].'
  },
  'regex-whole-value': {
    severity: 'warning',
    hint: 'A regular expression always matches the whole token or value; ^ and $ are plain characters.'
  },
  'field-known': { severity: 'warning', hint: 'A field that no event has matches nothing, without an error.' },
  'subfield-present': { severity: 'warning', hint: 'Numbers, dates and truth values have no .keyword and no .raw.' },
  'exists-one-field': {
    severity: 'warning',
    hint: '_exists_ takes the name of one field or object, without wildcards.'
  },
  'value-within-keyword': {
    severity: 'info',
    hint: '.keyword is empty for values of more than 256 characters, which this field often has.'
  },
  'field-named': {
    severity: 'info',
    hint: 'Without a field all of them are searched, which is slow and fails on servers with more than 1,024 fields.'
  }
} as const satisfies Record<string, { readonly severity: 'warning' | 'info'; readonly hint: string }>;

export type LintCode = keyof typeof LINT_TABLE;
