import { codeCell, display, error, markdownCell, notebook, PNG, stream } from './notebook-parts';

const ESCAPE = '\u001b[';
const FOREGROUNDS = [30, 31, 32, 33, 34, 35, 36, 37, 90, 91, 92, 93, 94, 95, 96, 97];
const STYLES = [1, 2, 3, 4, 7, 9];
const CODE = `# a comment
@decorator
class Rule(Base):
    """A text."""
    def match(self, event: dict[str, int] = None) -> bool:
        return event["port"] in (443, 0x1F, 1.5e3) and not True or f"{self.name!r}"
`;

/** A notebook that has one of everything that a report draws in a colour or a shape of its own. */
export const EVERYTHING = notebook(
  [
    markdownCell(
      '# One\n\n## Two\n\n### Three\n\nText with **bold**, *slanted*, ~~struck~~, `code` and [a link](https://a.example).\n\n' +
        'Inline $x^2$, refused $\\nothing$, and\n\n$$\\mathbf{a} = \\frac{\\mathbb{R}}{\\boxed{b}}$$\n\n' +
        '> A quotation\n\n- one\n- [x] two\n\n1. first\n\n---\n\n|a|b|\n|-|-:|\n|1|2|\n\n```python\nprint("x")  # y\n```\n'
    ),
    codeCell(
      [
        stream('plain\n'),
        stream(FOREGROUNDS.map(code => `${ESCAPE}${code}mink ${code}${ESCAPE}0m`).join('\n')),
        stream(STYLES.map(code => `${ESCAPE}${code}mstyle ${code}${ESCAPE}0m`).join('\n'), 'stderr'),
        stream(
          FOREGROUNDS.slice(0, 8)
            .map(code => `${ESCAPE}${code + 10}mpaper ${code + 10}${ESCAPE}0m`)
            .join('\n')
        ),
        display({
          'text/html':
            '<table class="dataframe"><thead><tr><th></th><th>n</th></tr></thead><tbody><tr><th>0</th><td>1</td></tr></tbody></table>'
        }),
        display({ 'image/png': PNG }),
        display({ 'application/json': { a: [1, 'x', null, true] } }),
        error('ValueError', 'no such host', [`${ESCAPE}31mValueError${ESCAPE}0m: no such host`])
      ],
      { source: CODE }
    ),
    codeCell(
      [
        stream(
          ['info', 'safe', 'suspicious', 'malicious']
            .map(level => JSON.stringify({ level, namespace: 'Huntbook', predicate: 'is', value: level }))
            .join('\n') + '\nnot JSON'
        )
      ],
      { tags: ['taxonomies'] }
    ),
    codeCell(
      [
        stream(
          [0, 1, 2, 3]
            .map(tlp => JSON.stringify({ dataType: 'ip', data: `203.0.113.${tlp}`, message: 'm', tlp, tags: ['seen'] }))
            .join('\n')
        )
      ],
      { tags: ['artifacts'] }
    )
  ],
  {
    language_info: { name: 'python' },
    papermill: {
      parameters: { thehive_observable_value: '198.51.100.7' },
      start_time: '2026-07-01T10:00:00+00:00',
      duration: 2.5
    },
    huntbook: { version: 1, status: 'failed', observable: { dataType: 'ip' }, failure: { message: 'x', cell: 1 } }
  }
);
