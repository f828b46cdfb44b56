// The dashboards as Grafana reads them.
import { settleFiles } from './generated-files.js';
import { DASHBOARDS } from './grafana/index.js';

const folder = 'otel-collector/grafana/dashboards';
const files = new Map(
  Object.entries(DASHBOARDS).map(([name, dashboard]) => [`${folder}/${name}.json`, `${JSON.stringify(dashboard, null, 2)}\n`]),
);
settleFiles(files, { source: 'scripts/generate/grafana', folder });
