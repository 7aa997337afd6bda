/** Who may import what: the table in docs/layering.md, held by a tool. First the rooms, then their insides. */
const only = (room, allowed, comment) => ({
  name: `${room.replaceAll(/[^a-z]+/g, '-')}-imports`,
  severity: 'error',
  comment,
  from: { path: `^${room}/` },
  to: {
    pathNot: [`^${room}/`, ...allowed],
    path: '^(schemas|events|layers|functions|infra|agent|local|web|bench|tools|test)/',
  },
});

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans-of-tests',
      severity: 'error',
      comment: 'Nothing that runs imports tests.',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    only('schemas', [], 'Shapes know nothing but zod.'),
    only('events', ['^schemas/'], 'Events are made of shapes.'),
    only('layers/rules', ['^schemas/'], 'Rules are pure.'),
    only('layers/names', [], 'Names, dates and identifiers stand alone.'),
    only('layers/store', ['^schemas/', '^events/'], 'The store knows shapes, events and DynamoDB.'),
    only('layers/objects', [], 'Objects know S3 alone.'),
    only('layers/edge', ['^schemas/', '^events/'], 'The edge knows HTTP, the environment and logs.'),
    only(
      'layers/deed',
      ['^schemas/', '^events/', '^layers/[a-z]+/index\\.ts$'],
      'What all deeds share stands upon the other rooms.',
    ),
    only(
      'functions',
      // Mail has a door of its own, so that nobody carries its SDK who sends none.
      ['^schemas/', '^events/', '^layers/[a-z]+/index\\.ts$', '^layers/edge/mail\\.ts$'],
      'Functions order the steps, through the front doors of the layers.',
    ),
    only(
      'infra',
      ['^schemas/', '^web/build\\.ts$'],
      'Infrastructure reads the declared operations; functions by path only.',
    ),
    only('agent', ['^schemas/', '^layers/names/index\\.ts$'], "The hospital's agent is a client of the public API."),
    only(
      'web',
      ['^schemas/', '^layers/names/index\\.ts$'],
      'What people see talks to the API alone; it reads dates and names as the API does.',
    ),
    only(
      'local',
      ['^schemas/', '^events/', '^layers/[a-z]+/index\\.ts$', '^agent/', '^infra/', '^web/build\\.ts$'],
      'One machine runs the template; functions are built bundles to it.',
    ),
    {
      name: 'functions-not-each-other',
      severity: 'error',
      comment: 'A function never imports another.',
      from: { path: '^functions/([^/]+)/' },
      to: { path: '^functions/', pathNot: '^functions/$1/' },
    },
    {
      name: 'aws-in-its-rooms',
      severity: 'error',
      comment: 'The SDK is known to the store, the objects, the mail, the stand-ins and the tools.',
      from: {
        path: '^(schemas|events|functions|agent|web|layers/(rules|names|edge|deed))/',
        pathNot: '^layers/edge/mail\\.ts$',
      },
      to: { path: 'node_modules/@aws-sdk/' },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|cdk\\.out)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
  },
};
