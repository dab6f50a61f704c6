/**
 * Loads the library: the file that OMNIFUND_LIBRARY names, else the one that the package has for this platform, else
 * what the system's loader finds.
 */
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const koffi = require('koffi');
const { ABI } = require('./constants.js');

/** Of a call that waits on a thread of koffi's, in bytes: a TLS handshake wants more than what it has by itself. */
const STACK = 1024 * 1024;

const NAMES = { win32: 'omnifund.dll', darwin: 'libomnifund.dylib' };
const SYSTEMS = { linux: 'linux', win32: 'windows' };
const PROCESSORS = { arm: 'armv7', ia32: 'x86' };

/** In the folder that a release has for this system, its libc and the processor. */
function bundled() {
  let system = SYSTEMS[process.platform] || process.platform;
  if (system === 'linux' && fs.readFileSync('/proc/self/maps', 'latin1').includes('/ld-musl-')) {
    system += '-musl';
  }
  const platform = `${system}-${PROCESSORS[process.arch] || process.arch}`;
  const file = path.join(__dirname, '..', 'lib', platform, NAMES[process.platform] || 'libomnifund.so');
  return fs.existsSync(file) ? file : null;
}

const settings = koffi.config();
if (settings.async_stack_size < STACK) {
  koffi.config({ ...settings, async_stack_size: STACK });
}
const name = process.env.OMNIFUND_LIBRARY || bundled() || NAMES[process.platform] || `libomnifund.so.${ABI}`;
exports.library = koffi.load(name);

const abi = exports.library.func('omnifund_abi_version', 'int32_t', [])();
if (abi !== ABI) {
  throw new Error(`libomnifund (${name}) has ABI ${abi}, and this package is written for ${ABI}: `
    + 'install the two of one version');
}
