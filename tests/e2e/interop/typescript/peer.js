// The TypeScript SDK's side of the interoperation tests: see ../README.md.
const { ApplicationFailure, ActivityFailure } = require('@temporalio/common');
const { Client, Connection } = require('@temporalio/client');
const { NativeConnection, Runtime, DefaultLogger, Worker } = require('@temporalio/worker');
const { WorkflowExecution, binaryFirst, payloadConverter } = require('./converter');

const [, , role, address, taskQueue] = process.argv;

const activities = {
  greet: async ({ name, number }) => `hello ${name} ${number}`,
  reverse: async (body) => Uint8Array.from(body).reverse(),
  breakDown: async () => {
    throw ApplicationFailure.create({ message: 'inner', type: 'Inner', nonRetryable: true, details: ['d', { k: [1, 2] }] });
  },
};

async function serve() {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const worker = await Worker.create({
    connection: await NativeConnection.connect({ address }),
    taskQueue,
    activities,
    workflowsPath: require.resolve('./workflows'),
    dataConverter: { payloadConverterPath: require.resolve('./converter') },
  });
  const running = worker.run();
  console.log('serves');
  await running;
}

/** The chain of causes, outermost first. */
function linksOf(error) {
  const out = [];
  for (let e = error; e; e = e.cause) {
    if (e instanceof ApplicationFailure) out.push([e.message, e.type, e.nonRetryable ?? false, e.details ?? []]);
    else if (e instanceof ActivityFailure) out.push(['activity', e.activityType]);
    else out.push(e.message);
  }
  return out;
}

const failureOf = (call) => call.then(() => 'no failure', (e) => linksOf(e.cause));

async function ask() {
  const connection = await Connection.connect({ address });
  const client = new Client({ connection, dataConverter: { payloadConverterPath: require.resolve('./converter') } });
  const binary = new Client({ connection, dataConverter: { payloadConverterPath: require.resolve('./binary') } });
  let count = 0;
  const start = (type, args = [], from = client) => from.workflow.start(type, { taskQueue, args, workflowId: `${taskQueue}-from-ts-${++count}` });
  const execute = async (...call) => (await start(...call)).result();

  const executions = [];
  for (const from of [client, binary]) {
    executions.push((await execute('Execution', [WorkflowExecution.create({ workflowId: 'w', runId: 'r' })], from)).runId);
  }
  const desk = await start('Desk');
  const add = (n) => desk.executeUpdate('add', { args: [n] });
  const told = [await add(2), await add(3), await failureOf(add(-1)), await desk.query('total')];
  await desk.signal('close');
  told.push(await desk.result());
  const back = await execute('Bytes', [Uint8Array.from([0, 1, 255])]);
  console.log(JSON.stringify({
    greet: await execute('Greet', [{ name: 'größe', number: Number.MAX_SAFE_INTEGER }]),
    bytes: Buffer.from(back).toString('base64'),
    execution: executions,
    fail: await failureOf(execute('Fail')),
    desk: told,
  }));
  await connection.close();
}

(role === 'worker' ? serve() : ask()).catch((e) => {
  console.error(e);
  process.exit(1);
});
