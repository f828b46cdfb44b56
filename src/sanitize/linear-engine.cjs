// CommonJS, so that the engine's tables are built when the first pattern needs them, not when the module loads.

function loadEngine() {
  return require('re2js');
}

module.exports = { loadEngine };
