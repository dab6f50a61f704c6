/** Loads the library: the file that OMNIFUND_LIBRARY names, else what the system's loader finds. */
'use strict';

const koffi = require('koffi');
const { ABI } = require('./constants.js');

/** Of a call that waits on a thread of koffi's, in bytes: a TLS handshake wants more than what it has by itself. */
const STACK = 1024 * 1024;

const NAMES = { win32: 'omnifund.dll', darwin: 'libomnifund.dylib' };

const settings = koffi.config();
if (settings.async_stack_size < STACK) {
  koffi.config({ ...settings, async_stack_size: STACK });
}
const name = process.env.OMNIFUND_LIBRARY || NAMES[process.platform] || `libomnifund.so.${ABI}`;
exports.library = koffi.load(name);

const abi = exports.library.func('omnifund_abi_version', 'int32_t', [])();
if (abi !== ABI) {
  throw new Error(`libomnifund (${name}) has ABI ${abi}, and this package is written for ${ABI}: `
    + 'install the two of one version');
}
