import { describe } from '@jest/globals';
import { describeAlarms } from './api/alarms.suite.ts';
import { describeDisasterFlag } from './api/disaster-flag.suite.ts';
import { describeEvents } from './api/events.suite.ts';
import { describePermissions } from './api/function-role.suite.ts';
import { describeRoutes } from './api/gateway.suite.ts';
import { describeData } from './data-stack.suite.ts';
import { describeEdge } from './edge-stack.suite.ts';
import { describeIdentity } from './identity-stack.suite.ts';
import { describeNetwork } from './network.suite.ts';
import { Network } from './network.ts';

// Synthesis takes seconds, so one network answers every question; the suites are files of their own, one for each stack.
const network = new Network();

describe('the network', () => {
  describeNetwork(network);
});
describe('data', () => {
  describeData(network);
});
describe('identity', () => {
  describeIdentity(network);
});
describe('api', () => {
  describeRoutes(network);
  describePermissions(network);
  describeEvents(network);
  describeAlarms(network);
  describeDisasterFlag(network);
});
describe('edge', () => {
  describeEdge(network);
});
