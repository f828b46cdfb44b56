// The vocabulary as what is generated reads it.
import * as door from '../../src/semconv.js';
import * as tables from '../../src/semconv/generated/tables.js';
import * as names from '../../src/semconv/names.js';
import * as reference from '../../src/semconv/registry.js';

const semconv = { ...door, ...tables };

export { names, reference, semconv };
export type Names = typeof names;
export type Reference = typeof reference;
export type Semconv = typeof semconv;
