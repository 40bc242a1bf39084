import { readConfiguration } from '../../../companion/src/cortex/configuration.js';
import { inputLocations, joinLocation, outputFolder } from '../../../companion/src/cortex/locations.js';
import { expandTemplate } from '../../../companion/src/cortex/path-template.js';
import { slug } from '../../../companion/src/cortex/slug.js';
import { distinctNames, jobIdOf, jobMark, storedName } from '../../../companion/src/cortex/stored-name.js';

const AT = new Date(Date.UTC(2024, 11, 30, 13, 5, 9, 42));

test.each([
  ['%Y/%m/%d', '2024/12/30'],
  ['%F %H:%M:%S', '2024-12-30 13:05:09'],
  ['%y%j', '24365'],
  ['%G-W%V-%u', '2025-W01-1'],
  ['%g', '25'],
  ['%U %W', '52 53'],
  ['%a %A %b %B %h', 'Mon Monday Dec December Dec'],
  ['%I %p', '01 PM'],
  ['%e', '30'],
  ['%-m/%-d', '12/30'],
  ['%T', '13:05:09'],
  ['%^a', 'MON'],
  ['%f', '042000'],
  ['%s', '1735563909'],
  ['%z %Z', '+0000 UTC'],
  ['%w', '1'],
  ['100%%', '100%']
])('the code %s is %s, in UTC', (template, expected) => {
  expect(expandTemplate(template, { item: 'output_folder', placeholders: {}, at: AT })).toBe(expected);
});

test.each([
  ['%Q', '%Q'],
  ['x%', '%'],
  ['%D', '%D'],
  ['%n', '%n'],
  ['%-', '%-'],
  ['{who}', '{who}'],
  ['{', 'single {'],
  ['a}', 'single }'],
  ['{constructor}', '{constructor}']
])('the template %s is refused and named', (template, named) => {
  const act = (): unknown => expandTemplate(template, { item: 'output_folder', placeholders: { user: 'ana' }, at: AT });
  expect(act).toThrow(expect.objectContaining({ code: 'CONFIGURATION_INVALID', details: { item: 'output_folder' } }));
  expect(act).toThrow(named);
});

test('headless §1.2: what a placeholder stands for is never read again', () => {
  const placeholders = { user: '{user} %Y $&' };
  expect(expandTemplate('{user}/{{x}}', { item: 'i', placeholders, at: AT })).toBe('{user} %Y $&/{x}');
});

test('without a time, a percent sign is a character', () => {
  expect(expandTemplate('50%/{user}', { item: 'i', placeholders: { user: 'u' } })).toBe('50%/u');
});

test.each([
  ['/nb', 'a.ipynb', '/nb/a.ipynb'],
  ['/nb/', '/a.ipynb', '/nb/a.ipynb'],
  ['/nb//', '//a.ipynb', '/nb/a.ipynb'],
  ['/', 'a', '/a'],
  ['/nb', '/', '/nb'],
  ['/nb', '', '/nb'],
  ['https://hub', '/a.ipynb', 'https://hub/a.ipynb']
])('cortex-thehive §4 #32: %s and %s are joined as %s', (base, path, expected) => {
  expect(joinLocation(base, path)).toBe(expected);
});

test('locations are absolute, and those with a scheme are left alone', () => {
  const configuration = readConfiguration({
    input_hostname: '/nb',
    input_paths: ['x/../{user}.ipynb'],
    output_hostname: 's3://bucket',
    output_folder: '/%Y/{dataType}/'
  });
  const placeholders = { user: 'ana', dataType: 'ip' };
  expect(inputLocations(configuration, placeholders)).toEqual(['/nb/ana.ipynb']);
  expect(outputFolder(configuration, placeholders, AT)).toBe('s3://bucket/2024/ip/');
});

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['../../../escaped', 'escaped'],
  ['http://evil.test/a?b=../c#d', 'http-evil.test-a-b-.-c-d'],
  ['{x}', 'x'],
  ['a\0b\nc', 'a-b-c'],
  ['.hidden', 'hidden'],
  ['....', ''],
  ['日本', ''],
  ['Zürich Straße', 'Zurich-Stra-e'],
  ['-rf', 'rf'],
  ['user@example.org', 'user@example.org'],
  ['x'.repeat(500), 'x'.repeat(60)],
  ['\uD800', '']
])('the slug of %j is %j', (text, expected) => {
  expect(slug(text)).toBe(expected);
});

test.each([
  ['/tmp/cortex-job-AYx_-1z-8734629345', 'AYx_-1z'],
  ['/tmp/cortex-job-a-1/', 'a'],
  ['/job', undefined],
  ['/tmp/cortex-job-x', undefined],
  ['/tmp/cortex-job-a b-12', undefined]
])('the job of folder %s is %s', (folder, expected) => {
  expect(jobIdOf(folder)).toBe(expected);
});

test('without an id the time and a random part stand for the job', () => {
  expect(jobMark(AT, 'beef')).toBe('20241230T130509Z-beef');
});

test.each([
  [{ observable: '192.0.2.1', dataType: 'ip', notebookPath: '/nb/check.ipynb', job: 'J1' }, '192.0.2.1-check-J1.ipynb'],
  [{ observable: '日本', dataType: 'other', notebookPath: '/nb/sub/café.IPYNB', job: 'J1' }, 'other-cafe-J1.ipynb'],
  [{ observable: '', dataType: '', notebookPath: '/', job: 'J1' }, 'observable-notebook-J1.ipynb']
])('cortex-thehive §4 #20: %j is stored as %s', (options, expected) => {
  expect(storedName(options)).toBe(expected);
});

test('a stored name fits into every file system', () => {
  const long = {
    observable: 'o'.repeat(9999),
    dataType: 'ip',
    notebookPath: `/${'n'.repeat(9999)}.ipynb`,
    job: 'j'.repeat(64)
  };
  expect(storedName(long).length).toBeLessThanOrEqual(240);
});

test('cortex-thehive §4 #21, #22: no two notebooks of a job, and no earlier one, share a name', () => {
  const taken = new Set(['b.ipynb']);
  expect(distinctNames(['a.ipynb', 'A.ipynb', 'a.ipynb', 'b.ipynb'], name => taken.has(name))).toEqual([
    'a.ipynb',
    'A-2.ipynb',
    'a-3.ipynb',
    'b-2.ipynb'
  ]);
});
