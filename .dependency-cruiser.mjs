/** One direction of imports; see ARCHITECTURE.md. `npm test` proves that this file is really read. */
const ADAPTERS = '^src/(asterisk|store|gateways|notifiers|http|metrics|systemd|cli)/';

export default {
  forbidden: [
    {
      name: 'core-is-pure',
      comment: 'core imports only core, and libraries that do no I/O',
      severity: 'error',
      from: { path: '^src/core/' },
      to: {
        pathNot: ['^src/core/', 'node_modules/(libphonenumber-js|luxon|fastest-levenshtein|ical\\.js)/'],
      },
    },
    {
      name: 'services-use-ports-by-type',
      comment:
        'services import core and services; of the adapters they know only types. crypto computes hashes',
      severity: 'error',
      from: { path: '^src/services/' },
      to: {
        pathNot: ['^src/(core|services)/', 'node_modules/', '^crypto$'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'services-do-no-io',
      severity: 'error',
      from: { path: '^src/services/' },
      to: {
        path: 'node_modules/(ari-client|asterisk-manager|smpp|nodemailer|better-sqlite3|drizzle-orm|commander|pino|prom-client|ws)/',
      },
    },
    {
      name: 'adapters-do-not-meet',
      comment: 'an adapter imports core and itself; app.ts and the CLI assemble',
      severity: 'error',
      from: { path: ADAPTERS, pathNot: '^src/(cli|http)/' },
      to: { path: '^src/', pathNot: ['^src/core/', '^src/$1/'] },
    },
    {
      name: 'loops-run-services',
      severity: 'error',
      from: { path: '^src/loops/' },
      to: { path: ADAPTERS, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the-cli-goes-through-services',
      comment: 'commands import services and formats; only the CLI’s own entry opens the store',
      severity: 'error',
      from: { path: '^src/cli/commands/' },
      to: {
        path: '^src/(asterisk|gateways|metrics|notifiers|store|systemd)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'pages-go-through-services',
      comment:
        'pages and the API stand on the services that the CLI stands on; of adapters they know only types',
      severity: 'error',
      from: { path: '^src/http/' },
      to: { path: '^src/', pathNot: ['^src/(core|services|http)/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nobody-imports-the-roots',
      severity: 'error',
      from: { path: '^src/(core|services|loops|store|asterisk|gateways|notifiers|http|metrics|systemd)/' },
      to: { path: '^src/(app|main)(\\.ts$|/)' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-missing', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-dev-packages-in-the-product',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    parser: 'swc',
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node'],
    },
  },
};
