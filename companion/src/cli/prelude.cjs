#!/usr/bin/env node
// The first file of the command, in the oldest JavaScript there is: a Node too old for the bundle must still be able
// to read it, say so, and leave Cortex a valid output.json (cortex-thehive §1.5: no file means a job without a reason).
'use strict';

var MINIMUM = [20, 19];
var current = process.versions.node.split('.').map(Number);
var isOld = current[0] < MINIMUM[0] || (current[0] === MINIMUM[0] && current[1] < MINIMUM[1]);

/** Leaves Cortex a reason, unless there is an answer already; gives what to print. */
function leaveReason(sentence) {
  if (process.argv[2] !== 'cortex' || process.argv[3] === 'doctor') return sentence;
  var fs = require('fs');
  var folder = (process.argv[3] || '/job') + '/output';
  try {
    if (!fs.existsSync(folder)) fs.mkdirSync(folder);
    if (fs.existsSync(folder + '/output.json')) return sentence;
    fs.writeFileSync(folder + '/output.json', JSON.stringify({ success: false, errorMessage: sentence }));
  } catch (error) {
    return sentence + ' Writing ' + folder + '/output.json failed: ' + error.message;
  }
  return sentence;
}

if (isOld) {
  var tooOld = ' or newer, but ' + process.execPath + ' is ' + process.version;
  var wayOut = '. Install a newer Node, or set HUNTBOOK_NODE to one.';
  process.stderr.write(leaveReason('Huntbook needs Node ' + MINIMUM.join('.') + tooOld + wayOut) + '\n');
  process.exitCode = 1;
} else {
  if (process.argv[2] === 'cortex' && process.argv[3] !== 'doctor') {
    // While the bundle is read nobody else listens, and a SIGTERM would end the job without a reason.
    process.on('SIGTERM', function () {
      if (process.listenerCount('SIGTERM') > 1) return;
      process.stderr.write(leaveReason('The worker was asked to end (SIGTERM) before it had started.') + '\n');
      process.exit(1);
    });
  }
  require('./main.cjs');
}
