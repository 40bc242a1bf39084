#!/usr/bin/env node
// The first file of the command, in the oldest JavaScript there is: a Node too old for the bundle must still be able
// to read it, say so, and leave Cortex a valid output.json (cortex-thehive §1.5: no file means a job without a reason).
'use strict';

var MINIMUM = [20, 19];
var current = process.versions.node.split('.').map(Number);
var isOld = current[0] < MINIMUM[0] || (current[0] === MINIMUM[0] && current[1] < MINIMUM[1]);

if (isOld) {
  var sentence =
    'Huntbook needs Node ' +
    MINIMUM.join('.') +
    ' or newer, but ' +
    process.execPath +
    ' is ' +
    process.version +
    '. Install a newer Node, or set HUNTBOOK_NODE to one.';
  if (process.argv[2] === 'cortex') {
    var fs = require('fs');
    var folder = (process.argv[3] || '/job') + '/output';
    try {
      if (!fs.existsSync(folder)) fs.mkdirSync(folder);
      fs.writeFileSync(folder + '/output.json', JSON.stringify({ success: false, errorMessage: sentence }));
    } catch (error) {
      sentence += ' Writing ' + folder + '/output.json failed: ' + error.message;
    }
  }
  process.stderr.write(sentence + '\n');
  process.exitCode = 1;
} else {
  require('./main.cjs');
}
