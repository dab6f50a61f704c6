'use strict';

module.exports = {
  ...require('./classes.js'),
  ...require('./constants.js'),
  ...require('./errors.js'),
  /** The C interface as it is. */
  raw: require('./raw.js'),
};
