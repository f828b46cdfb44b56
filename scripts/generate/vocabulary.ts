// The vocabulary as what is generated reads it.
import * as semconv from '../../src/semconv.js';
import * as names from '../../src/semconv/names.js';
import * as reference from '../../src/semconv/reference.js';

export { names, reference, semconv };
export type Names = typeof names;
export type Reference = typeof reference;
export type Semconv = typeof semconv;
