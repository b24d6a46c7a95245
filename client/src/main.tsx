import './app/no-eval.js';
import './ui/styles.js';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.js';
import { applyPreferences } from './app/preferences.js';
import { loadSession } from './app/session.js';
import { registerServiceWorker } from './app/update.js';

applyPreferences();
void loadSession();
registerServiceWorker();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
