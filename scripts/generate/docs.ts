// The generated pages of the documentation.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Row } from '../../tests/hosts/results.js';
import { settleFiles } from './generated-files.js';
import { semconvPage } from './semconv-page.js';
import { supportedVersionsPage } from './supported-versions-page.js';
import { reference, semconv } from './vocabulary.js';

const MATRIX = 'tests/hosts/results.json';

settleFiles(new Map([['docs/semantic-conventions.md', semconvPage(semconv, reference)]]), { source: 'src/semconv' });

const matrix = JSON.parse(readFileSync(resolve(import.meta.dirname, '../..', MATRIX), 'utf8')) as readonly Row[];
settleFiles(new Map([['docs/supported-versions.md', supportedVersionsPage(matrix)]]), { source: MATRIX });
