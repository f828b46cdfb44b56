// CommonJS, so that the engine's tables are built when the first pattern needs them, not when the module loads.

/**
 * The engine that custom patterns run on: RE2, whose work is bounded by the length of the text.
 * @returns {typeof import('re2js')}
 */
function loadEngine() {
  return require('re2js');
}

module.exports = { loadEngine };
