/** Swagger 1.1 documents as Asterisk serves them, for the operations that the adapter uses: ari-client needs them. */

const RESOURCES = ['applications', 'asterisk', 'bridges', 'channels', 'events', 'playbacks'] as const;

/** `[method, path, nickname, query parameters, parameters in the body]` */
type Operation = readonly [string, string, string, readonly string[], (readonly string[])?];

const OPERATIONS: Readonly<Record<(typeof RESOURCES)[number], readonly Operation[]>> = {
  applications: [['GET', '/applications/{applicationName}', 'get', []]],
  asterisk: [['GET', '/asterisk/info', 'getInfo', ['only']]],
  bridges: [
    ['POST', '/bridges', 'create', ['type', 'bridgeId', 'name']],
    ['DELETE', '/bridges/{bridgeId}', 'destroy', []],
    ['POST', '/bridges/{bridgeId}/addChannel', 'addChannel', ['channel', 'role']],
  ],
  channels: [
    ['GET', '/channels', 'list', []],
    [
      'POST',
      '/channels',
      'originate',
      ['endpoint', 'app', 'appArgs', 'callerId', 'timeout', 'channelId', 'originator'],
      ['variables'],
    ],
    ['DELETE', '/channels/{channelId}', 'hangup', ['reason']],
    ['POST', '/channels/{channelId}/answer', 'answer', []],
    ['POST', '/channels/{channelId}/ring', 'ring', []],
    ['POST', '/channels/{channelId}/play', 'play', ['media', 'playbackId']],
    [
      'POST',
      '/channels/{channelId}/continue',
      'continueInDialplan',
      ['context', 'extension', 'priority', 'label'],
    ],
  ],
  events: [],
  playbacks: [['DELETE', '/playbacks/{playbackId}', 'stop', []]],
};

export function ariDocument(path: string, host: string): object | null {
  const name = /^\/ari\/api-docs\/(\w+)\.json$/.exec(path)?.[1];
  const common = {
    _copyright: 'simulated',
    swaggerVersion: '1.1',
    apiVersion: '2.0.0',
    basePath: `http://${host}/ari`,
  };
  if (name === 'resources') {
    return {
      ...common,
      apis: RESOURCES.map((resource) => ({ path: `/api-docs/${resource}.{format}`, description: resource })),
    };
  }
  const resource = RESOURCES.find((one) => one === name);
  if (resource === undefined) return null;
  return {
    ...common,
    resourcePath: `/api-docs/${resource}.{format}`,
    apis: OPERATIONS[resource].map(describe),
    models: {},
  };
}

function describe([httpMethod, path, nickname, query, body = []]: Operation): object {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const parameter = (paramType: string) => (name: string) => ({
    name,
    paramType,
    dataType: 'string',
    allowMultiple: false,
  });
  return {
    path,
    operations: [
      {
        httpMethod,
        nickname,
        responseClass: httpMethod === 'GET' ? 'object' : 'void',
        parameters: [
          ...inPath.map(parameter('path')),
          ...query.map(parameter('query')),
          ...body.map(parameter('body')),
        ],
      },
    ],
  };
}
