// The notebook that reports are measured on: 500 cells, about 5 MB, of everything a playbook puts out (prose, Python,
// data frames, coloured logs, pictures). The same for the same seed. `node large-notebook.mjs [FILE]` writes it.
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { deflateSync } from 'node:zlib';

const ESC = '\u001b';
const WORDS =
  'alert flow beacon host signature domain resolver payload session certificate tunnel address port lookup'.split(' ');
const SIGNATURES = [
  'ET MALWARE Beacon Observed',
  'ET POLICY Self Signed Certificate',
  'ET DNS Query for .top TLD',
  'ET SCAN SSH'
];

/** An executed notebook, nbformat 4.5, as plain JSON. */
export function largeNotebook({ cells = 500, seed = 1 } = {}) {
  const random = createRandom(seed);
  const kinds = [
    markdownCell,
    codeCell,
    tableCell,
    codeCell,
    logCell,
    markdownCell,
    codeCell,
    tableCell,
    codeCell,
    pictureCell
  ];
  return {
    cells: Array.from({ length: cells }, (_, index) => ({
      id: `cell-${index}`,
      metadata: {},
      ...kinds[index % kinds.length](random, index)
    })),
    metadata: {
      kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
      language_info: { name: 'python', file_extension: '.py', mimetype: 'text/x-python' }
    },
    nbformat: 4,
    nbformat_minor: 5
  };
}

function markdownCell(random, index) {
  const paragraph = () => Array.from({ length: 60 }, () => pick(random, WORDS)).join(' ');
  return {
    cell_type: 'markdown',
    source: [
      `## Step ${index}: ${pick(random, WORDS)}s\n\n`,
      `${paragraph()} with **emphasis**, \`code\` and a [link](https://example.com/${index}).\n\n`,
      `- ${pick(random, WORDS)}\n- ${pick(random, WORDS)}\n\n`,
      '| name | count |\n|---|---:|\n',
      ...Array.from({ length: 5 }, () => `| ${pick(random, WORDS)} | ${whole(random, 1000)} |\n`),
      `\n\`\`\`python\nfor ${pick(random, WORDS)} in range(${index}):\n    pass\n\`\`\`\n`
    ]
  };
}

function codeCell(random, index) {
  const lines = Array.from({ length: 14 }, (_, line) => {
    const name = pick(random, WORDS);
    return line % 4 === 0
      ? `def ${name}_${index}_${line}(events, limit=${whole(random, 100)}):\n`
      : `    ${name} = [row['${pick(random, WORDS)}'] for row in events if row["bytes"] > ${whole(random, 9999)}]  # ${pick(random, WORDS)}\n`;
  });
  return code(index, lines, [{ output_type: 'stream', name: 'stdout', text: [`${whole(random, 1000)} events\n`] }]);
}

function tableCell(random, index) {
  const columns = ['timestamp', 'src_ip', 'dest_ip', 'signature', 'bytes'];
  const rows = Array.from({ length: 45 }, (_, row) => {
    const values = [
      `2026-11-22 ${two(row % 24)}:00:00`,
      `10.0.${whole(random, 255)}.${whole(random, 255)}`,
      `203.0.113.${whole(random, 255)}`,
      pick(random, SIGNATURES),
      whole(random, 90000)
    ];
    return `    <tr>\n      <th>${row}</th>\n${values.map(value => `      <td>${value}</td>\n`).join('')}    </tr>\n`;
  });
  const head = columns.map(column => `      <th>${column}</th>\n`).join('');
  const html = `<div>\n<style scoped>\n    .dataframe tbody tr th { vertical-align: top; }\n</style>\n<table border="1" class="dataframe">\n  <thead>\n    <tr style="text-align: right;">\n      <th></th>\n${head}    </tr>\n  </thead>\n  <tbody>\n${rows.join('')}  </tbody>\n</table>\n</div>`;
  const data = { 'text/html': html.split(/(?<=\n)/), 'text/plain': rows.map((_, row) => `${row}  10.0.0.1  alert\n`) };
  return code(
    index,
    ['events.head(45)'],
    [{ output_type: 'execute_result', execution_count: index, data, metadata: {} }]
  );
}

function logCell(random, index) {
  const text = Array.from({ length: 120 }, () => {
    const colour = 31 + whole(random, 6);
    return `${ESC}[1m${two(whole(random, 24))}:00${ESC}[0m ${ESC}[${colour}m${pick(random, WORDS)}${ESC}[0m ${pick(random, WORDS)} ${ESC}[38;5;${whole(random, 255)}m${whole(random, 65535)}${ESC}[0m "GET /${pick(random, WORDS)}?q=<${whole(random, 99)}>"\n`;
  });
  return code(index, ['run()'], [{ output_type: 'stream', name: 'stdout', text }]);
}

function pictureCell(random, index) {
  const data = { 'image/png': picture(random, 200, 84), 'text/plain': ['<Figure size 640x480 with 1 Axes>'] };
  return code(index, ['plt.show()'], [{ output_type: 'display_data', data, metadata: {} }]);
}

function code(index, source, outputs) {
  return { cell_type: 'code', execution_count: index, source, outputs };
}

/** Noise does not compress: a picture of 200 × 84 pixels is about 50 kB, as a plot is. */
function picture(random, width, height) {
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let i = 0; i < rows.length; i += 1) rows[i] = i % (width * 3 + 1) === 0 ? 0 : whole(random, 256);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0))
  ]).toString('base64');
}

function chunk(type, body) {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const frame = Buffer.alloc(content.length + 8);
  frame.writeUInt32BE(body.length, 0);
  content.copy(frame, 4);
  frame.writeUInt32BE(crc32(content), content.length + 4);
  return frame;
}

/** The checksum of PNG chunks; `zlib.crc32` is missing in Node 20.19 and older. Source: PNG, annex D. */
function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** Numbers in [0, 1), the same for the same seed. Source: "mulberry32", public domain. */
function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function whole(random, below) {
  return Math.floor(random() * below);
}

function pick(random, list) {
  return list[whole(random, list.length)];
}

function two(value) {
  return String(value).padStart(2, '0');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const json = `${JSON.stringify(largeNotebook(), null, 1)}\n`;
  if (process.argv[2] === undefined) process.stdout.write(json);
  else writeFileSync(process.argv[2], json);
}
