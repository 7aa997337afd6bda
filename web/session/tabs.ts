/** Tabs of one browser share a sign-in: a second one would end the first (the network knows one session a person). */
export type TabMessage =
  | { kind: 'ask' }
  | { kind: 'tokens'; stored: string }
  | { kind: 'gone' }
  /** Somebody touched the terminal in another tab. */
  | { kind: 'touched' };

const channel = new BroadcastChannel('ism-link.session');

export const tellTabs = (message: TabMessage): void => channel.postMessage(message);

export const onTabMessage = (listener: (message: TabMessage) => void): (() => void) => {
  const heard = ({ data }: MessageEvent<TabMessage>): void => listener(data);
  channel.addEventListener('message', heard);
  return () => channel.removeEventListener('message', heard);
};
