// For whoever starts the command line as `node dist/cli.js`; the package's own name for it starts `cli.cjs`, which is faster.
import './cli.cjs';
