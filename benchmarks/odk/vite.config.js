import { defineConfig } from 'vite';

// No source maps: what a web server would have to send, and nothing else.
export default defineConfig({
  base: './',
  build: { target: 'es2022', outDir: '../../build/odk', emptyOutDir: true },
});
