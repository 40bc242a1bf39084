import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { openWatchedPage, type ServedFiles, type WatchedPage } from './browser-watch';

/** As npm calls them; TheHive 4 asks for `^3.4.1`. */
export const JQUERIES = ['jquery34', 'jquery37'] as const;
export type JQuery = (typeof JQUERIES)[number];

const BUILT = join(resolve(__dirname, '../..'), 'dist/cortex/thehive-templates/Huntbook_Analyzer_1_0');

/** The template that administrators import. Needs `npm run build`. */
export function shippedTemplate(): string {
  return readFileSync(join(BUILT, 'long.html'), 'utf8');
}

/** A page with the libraries of TheHive 4, a place for a report in it, and watchers on all the rest. */
export function openHivePage(browser: Browser, jquery: JQuery): Promise<WatchedPage> {
  return openWatchedPage(browser, {
    files: filesOf(jquery),
    headers: { 'Content-Security-Policy-Report-Only': reportedPolicy(shippedTemplate()) }
  });
}

function filesOf(jquery: JQuery): ServedFiles {
  const script = (body: string) => ({ type: 'text/javascript', body });
  return {
    '/': { type: 'text/html', body: PAGE },
    '/bootstrap.css': { type: 'text/css', body: library('bootstrap3/dist/css/bootstrap.css') },
    '/page.css': { type: 'text/css', body: PAGE_CSS },
    '/jquery.js': script(library(`${jquery}/dist/jquery.js`)),
    '/angular.js': script(library('angular/angular.js')),
    '/angular-sanitize.js': script(library('angular-sanitize/angular-sanitize.js')),
    '/bootstrap.js': script(library('bootstrap3/dist/js/bootstrap.js')),
    '/hive.js': script(readFileSync(join(__dirname, 'thehive-page-program.mjs'), 'utf8'))
  };
}

function library(path: string): string {
  return readFileSync(require.resolve(path), 'utf8');
}

/** Only reports, so that attacks do run where they can. AngularJS needs eval; the one script of ours is known by its hash. */
function reportedPolicy(template: string): string {
  const scripts = [...template.matchAll(/<script>([^]*?)<\/script>/g)].map(([, text = '']) => text);
  const hashes = scripts.map(text => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  return [
    "default-src 'none'",
    `script-src 'self' 'unsafe-eval' 'report-sample' ${hashes.join(' ')}`,
    "style-src 'self' 'unsafe-inline'",
    'img-src data:',
    "connect-src 'self'",
    "form-action 'none'"
  ].join('; ');
}

// TheHive loads Bootstrap three times; once is enough for what its handlers do to a report.
const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>TheHive</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/bootstrap.css">
<link rel="stylesheet" href="/page.css">
<script src="/jquery.js"></script>
<script src="/angular.js"></script>
<script src="/angular-sanitize.js"></script>
<script src="/bootstrap.js"></script>
<script src="/hive.js"></script>
</head>
<body ng-app="thehive" ng-strict-di class="skin" data-probe="body">
<nav class="navbar navbar-default"><div class="container"><a class="navbar-brand" data-probe="brand">TheHive</a></div></nav>
<div class="container">
<h3 class="page-title" data-probe="heading">Observable <small>198.51.100.7</small></h3>
<table class="table dataframe"><tbody><tr><td data-probe="cell">Jobs</td><td><span class="label label-info">1</span></td></tr></tbody></table>
<pre data-probe="pre">curl</pre>
<details data-probe="details"><summary>Details of TheHive</summary>x</details>
<div class="panel panel-default"><div class="panel-body" data-probe="panel"><dl class="dl-horizontal"><dt data-probe="term">Report</dt><dd data-place></dd></dl></div></div>
<p class="nbr-cell k f1" data-probe="sentence">End of the page <a href="#/cases">cases</a></p>
</div>
</body>
</html>
`;
const PAGE_CSS = 'html{overflow-y:scroll}body{color:#333}.dl-horizontal dd{min-height:1em}';
