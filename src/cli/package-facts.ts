/** What the command line knows of the package it belongs to: its own package.json. */
export interface PackageFacts {
  readonly name: string;
  readonly version: string;
  /** Ranges of the OpenTelemetry packages it works with. */
  readonly peerDependencies: Readonly<Record<string, string>>;
}
