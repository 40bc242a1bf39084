// Read before every script of package.json (node -r), in the oldest JavaScript there is: a Node too old for the scripts
// must still be able to read this and say so.
'use strict';

var minimum = require('../package.json').engines.node.replace('>=', '');
var wanted = minimum.split('.').map(Number);
var current = process.versions.node.split('.').map(Number);

if (current[0] < wanted[0] || (current[0] === wanted[0] && current[1] < wanted[1])) {
  process.stderr.write(
    'Huntbook needs Node ' +
      minimum +
      ' or newer, but ' +
      process.execPath +
      ' is ' +
      process.version +
      '. Install a newer Node, and put it first in PATH.\n'
  );
  process.exit(1);
}
