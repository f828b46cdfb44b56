import { INSTANCE_KEY } from '../../../src/semconv/names.js';

// Attributes of other libraries that may pass the collector, reviewed one by one: each has few values, none of them free text.
// Not here on purpose: query texts, URLs with their queries, paths of files, addresses of clients, users, headers, messages and stacks of exceptions.
// A key that is missing is dropped. Whatever comes in is still checked by its form.

/** On a resource. Host-generated names, process ids and commands are left out. */
export const RESOURCE_KEYS = [
  'service.version',
  INSTANCE_KEY,
  'telemetry.sdk.name',
  'telemetry.sdk.language',
  'telemetry.sdk.version',
  'telemetry.distro.name',
  'telemetry.distro.version',
  'cloud.provider',
  'cloud.region',
  'cloud.availability_zone',
  'cloud.platform',
  'k8s.cluster.name',
  'k8s.namespace.name',
  'k8s.deployment.name',
  'k8s.statefulset.name',
  'k8s.daemonset.name',
  'k8s.cronjob.name',
  'k8s.container.name',
  'container.image.name',
  'os.type',
  'host.arch',
  'process.runtime.name',
  'process.runtime.version',
];

/** On spans and logs, so that those of HTTP, RPC, messaging and database clients stay useful. Texts are checked as names are. */
export const SIGNAL_TEXTS = [
  'http.request.method',
  'http.route',
  'http.method',
  'url.scheme',
  'network.protocol.name',
  'network.protocol.version',
  'network.transport',
  'server.address',
  'db.system',
  'db.namespace',
  'db.operation.name',
  'db.operation',
  'db.collection.name',
  'db.response.status_code',
  'rpc.system',
  'rpc.service',
  'rpc.method',
  'messaging.system',
  'messaging.operation.type',
  'messaging.destination.name',
  'faas.trigger',
  'exception.type',
  'aws.s3.bucket',
];

export const SIGNAL_NUMBERS = [
  'http.response.status_code',
  'http.status_code',
  'http.request.resend_count',
  'http.request.body.size',
  'http.response.body.size',
  'server.port',
  'db.response.returned_rows',
  'db.operation.batch.size',
  'rpc.grpc.status_code',
  'messaging.batch.message_count',
];

/** On points of metrics, where each value is a series: only what has a handful. Numbers are given as texts to Prometheus anyway. */
export const POINT_KEYS = [
  'http.request.method',
  'http.response.status_code',
  'http.route',
  'url.scheme',
  'network.protocol.name',
  'db.operation.name',
  'db.client.connection.state',
  'rpc.system',
  'rpc.method',
  'v8js.heap.space.name',
  'jvm.memory.type',
];
