export interface Program {
  /** Also of the folder with its manifests. */
  readonly name: string;
  readonly version: string;
  /** A cold build on two cores. */
  readonly takes: string;
  readonly binaries: readonly [string, ...string[]];
  readonly packages: readonly string[];
  readonly tags: readonly string[];
  /** Arguments of `go run` for what writes the program's source. */
  readonly generator?: readonly string[];
}

/** The real programs behind the package, each at the version its go.mod in the folder of its name settles. */
export const PROGRAMS: readonly Program[] = [
  {
    name: 'prometheus',
    version: '3.16',
    takes: '3 to 4 minutes',
    binaries: ['prometheus', 'promtool'],
    packages: ['github.com/prometheus/prometheus/cmd/prometheus', 'github.com/prometheus/prometheus/cmd/promtool'],
    // Service discovery of clouds is most of what Prometheus compiles, and nothing here uses it.
    tags: ['netgo', 'remove_all_sd'],
  },
  {
    name: 'collector',
    version: '0.161.0',
    takes: '3 to 4 minutes',
    binaries: ['otelcol'],
    packages: ['.'],
    tags: [],
    generator: [
      'go.opentelemetry.io/collector/cmd/builder@v0.161.0',
      '--skip-compilation',
      '--skip-get-modules',
      '--config',
      'manifest.yaml',
    ],
  },
  {
    name: 'alertmanager',
    version: '0.31.1',
    takes: '1 to 2 minutes',
    binaries: ['alertmanager', 'amtool'],
    packages: ['github.com/prometheus/alertmanager/cmd/alertmanager', 'github.com/prometheus/alertmanager/cmd/amtool'],
    tags: ['netgo'],
  },
  {
    name: 'jaeger',
    version: '2 (module 1.76.0)',
    takes: '6 to 8 minutes',
    binaries: ['jaeger'],
    packages: ['github.com/jaegertracing/jaeger/cmd/jaeger'],
    tags: ['netgo'],
  },
];
