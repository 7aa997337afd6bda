import './theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';

// zod, which comes with the screens, would try to make parsers out of text; the content security policy forbids it and tells of each try.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

// The font's 120 ranges are a file of their own, after the first view.
void import('./fonts.css');

const root = document.querySelector('#root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
