// The workflows of ../README.md.
const wf = require('@temporalio/workflow');
const { WorkflowExecution } = require('./converter');

const { greet, reverse, breakDown } = wf.proxyActivities({ startToCloseTimeout: '10s' });

exports.Greet = async (who) => greet(who);
exports.Bytes = async (body) => reverse(body);
exports.Execution = async (given) => WorkflowExecution.create({ workflowId: given.workflowId, runId: given.runId + '!' });

exports.Fail = async () => {
  try {
    return await breakDown();
  } catch (cause) {
    throw wf.ApplicationFailure.create({ message: 'outer', type: 'Outer', details: [1, 'two'], cause });
  }
};

exports.Desk = async () => {
  let total = 0;
  let closed = false;
  const validator = (n) => {
    if (n < 0) throw wf.ApplicationFailure.create({ message: 'no negatives', type: 'Negative', details: [n] });
  };
  wf.setHandler(wf.defineUpdate('add'), (n) => (total += n), { validator });
  wf.setHandler(wf.defineQuery('total'), () => total);
  wf.setHandler(wf.defineSignal('close'), () => void (closed = true));
  await wf.condition(() => closed);
  return total;
};
