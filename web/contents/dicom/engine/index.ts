export { openStage } from './stage.ts';
export { addSource, removeSource } from './start.ts';
